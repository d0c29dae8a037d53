-- Which combinations of place columns each table of an export uses. The only step that reads every row.
--
-- grain: one row per table and combination
with
    everything as (
        select batch_no, table_no, country, department, province, district, department_code, province_code, ubigeo
        from raw_deliveries
        union all
        select
            batch_no,
            table_no,
            null,
            department,
            province,
            district,
            department_code,
            province_code,
            coalesce(place, ubigeo)
        from raw_targets
    ),
    grouped as (
        select
            batch_no,
            table_no,
            country,
            department,
            province,
            district,
            department_code,
            province_code,
            ubigeo,
            count(*) as times
        from everything
        where coalesce(country, department, province, district, department_code, province_code, ubigeo) is not null
        group by all
    )
select
    *, place_key('inei', country, department, province, district, department_code, province_code, ubigeo) as place_key
from grouped
