-- For how many days of need did people receive food and water in each area of the maps?
--
-- grain: one row per level of the map and area with a counted row
-- needs: delivered_contents, map_areas, per_unit(place_code)
-- needs: per_unit(province_code, department_code, department_class), per_unit(department_code, department_class)
-- column map_level varchar: of which map: district, province or department
-- column place_code varchar: code of the area; null for no place, and for the whole country beside wider areas
-- column geo_level varchar: district, province, department, country or none
-- column days_food_per_person double: person-days of food for each person reached; null where no content is known
-- column days_water_per_person double: person-days of water for each person reached; null where no content is known
-- column rows_left_out bigint: counted rows whose quantity is not multiplied (see need/items)
with
    days as (
        select
            m.map_level,
            m.area_code,
            m.area_level,
            person_days_food(
                case when c.left_out is null then c.quantity end, c.kcal, o.kcal_person_day
            ) as person_days_food,
            person_days_water(
                case when c.left_out is null then c.quantity end, c.litres, o.water_litres_person_day
            ) as person_days_water,
            count(c.left_out) as rows_left_out
        from delivered_contents as c
        cross join operation as o
        join map_areas as m on m.place_code is not distinct from c.place_code
        group by m.map_level, m.area_code, m.area_level
    ),
    persons as (
        select
            'district' as map_level,
            u.place_code as area_code,
            coalesce(max(p.geo_level), 'none') as area_level,
            persons_reached(u.persons_measured, u.persons_assumed) as persons_reached
        from per_unit_by_place_code as u
        left join places as p on p.place_code = u.place_code
        group by u.place_code
        union all
        select
            'province',
            coalesce(province_code, department_code),
            case when province_code is null then department_class else 'province' end,
            persons_reached(persons_measured, persons_assumed)
        from per_unit_by_province_code_department_code_department_class
        group by province_code, department_code, department_class
        union all
        select 'department', department_code, department_class, persons_reached(persons_measured, persons_assumed)
        from per_unit_by_department_code_department_class
        group by department_code, department_class
    )
select
    d.map_level,
    d.area_code as place_code,
    d.area_level as geo_level,
    days_food_per_person(d.person_days_food, p.persons_reached) as days_food_per_person,
    days_water_per_person(d.person_days_water, p.persons_reached) as days_water_per_person,
    cast(d.rows_left_out as bigint) as rows_left_out
from days as d
left join
    persons as p
    on p.map_level = d.map_level
    and p.area_code is not distinct from d.area_code
    and p.area_level = d.area_level
order by d.map_level, d.area_level, d.area_code
