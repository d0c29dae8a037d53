-- Rows whose district column names a department or the country.
--
-- A code may be what is too wide, beside a district that names nothing: then it has to name the department.
-- Learnt places are at the level of their column: only a country that stands alone can be told.
-- grain: one row per cell at fault
with
    wide as (
        select
            d.row_id,
            p.department,
            d.place_named_wider
            and (not l.has_places or d.place_column not in ('ubigeo', 'province_code', 'department_code')) as is_by_name
        from stg_deliveries as d
        cross join known_lists as l
        left join stg_places as p on p.place_code = d.place_code
        where p.geo_level in ('department', 'country') or (d.place_named_wider and not l.has_places)
    )
select r.row_id, 'district' as column_name, r.district as value
from raw_deliveries as r
join wide as w on w.row_id = r.row_id
where r.district is not null and (w.is_by_name or contains(fold(r.district), fold(w.department)))
