-- Every combination of place columns that the exports use.
--
-- grain: one row per combination
with
    everything as (
        select department, province, district, department_code, province_code, ubigeo
        from raw_deliveries
        union all
        select department, province, district, department_code, province_code, coalesce(place, ubigeo)
        from raw_targets
    )
select
    place_key(department, province, district, department_code, province_code, ubigeo) as place_key,
    department,
    province,
    district,
    department_code,
    province_code,
    ubigeo,
    count(*) as times
from everything
where coalesce(department, province, district, department_code, province_code, ubigeo) is not null
group by department, province, district, department_code, province_code, ubigeo
