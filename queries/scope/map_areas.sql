-- The area of each map in which every place lies.
--
-- A place that is known more widely than the areas of a map stands beside them, under its own level.
-- grain: one row per level of the map and place; the null place is that of rows without one
with
    known as (
        select
            place_code,
            province_code,
            department_code,
            geo_level,
            case when department_code is null then 'country' else 'department' end as wider_level
        from places
        union all
        select null, null, null, 'none', 'none'
    )
select 'district' as map_level, place_code, place_code as area_code, geo_level as area_level
from known
union all
select
    'province',
    place_code,
    coalesce(province_code, department_code),
    case when province_code is null then wider_level else 'province' end
from known
union all
select 'department', place_code, department_code, wider_level
from known
