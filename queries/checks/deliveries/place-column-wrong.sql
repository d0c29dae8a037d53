-- Rows whose district column names a department or the country.
--
-- grain: one row per cell at fault
with
    wider as (
        select distinct n.department, n.province, n.district, n.department_code, n.province_code, n.ubigeo
        from raw_places as n
        join stg_place_keys as k on k.place_key = n.place_key
        left join stg_places as p on p.place_code = k.place_code
        cross join known_lists as l
        where
            n.district is not null
            and (
                p.geo_level in ('department', 'country')
                -- Learnt places are at the level of their column: only a country that stands alone can be told.
                or (
                    not l.has_places
                    and fold(n.district) in (select country_key from country_names)
                    and coalesce(n.department, n.province, n.department_code, n.province_code, n.ubigeo) is null
                )
            )
    )
select r.row_id, 'district' as column_name, r.district as value
from raw_deliveries as r
join
    wider as w
    on w.district = r.district
    and w.department is not distinct from r.department
    and w.province is not distinct from r.province
    and w.department_code is not distinct from r.department_code
    and w.province_code is not distinct from r.province_code
    and w.ubigeo is not distinct from r.ubigeo
