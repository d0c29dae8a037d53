-- How much of what was needed did families receive in each department, and how many received food and water?
--
-- As in coverage/by_department: the department's own target, else the sum of its districts'.
-- grain: one row per department, and one for rows without any
-- needs: delivered_contents, known_contents, place_targets, need_gaps
-- needs: per_unit(department_code), per_unit_assistance(department_code)
-- column department_code varchar: code of the department; null for rows without one
-- column department varchar: name of the department
-- column households_reached bigint: families reached
-- column households_covered bigint: of these, with food and water; null where the kit list does not tell both
-- column households_targeted bigint: families targeted; null where there is no target
-- column households_in_need bigint: families in need; null where targets do not say
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column need_rate double: households reached out of households in need; null where need is not told of all
-- column covered_rate double: households covered out of households targeted; null without a target
-- column persons_reached bigint: persons reached, measured and assumed
-- column person_days_food double: kcal delivered over what a person needs a day; null where no content is known
-- column person_days_water double: litres delivered over what a person needs a day; null where no content is known
-- column person_days_water_floor double: litres delivered over the floor for survival; null where no content is known
-- column days_food_per_person double: person-days of food for each person reached
-- column days_water_per_person double: person-days of water for each person reached
-- column days_water_floor_per_person double: person-days at the floor for each person reached
-- column rows_left_out bigint: counted rows whose quantity is not multiplied (see need/items)
with
    reached as (
        select
            department_code,
            households_reached(households) as households_reached,
            persons_reached(persons_measured, persons_assumed) as persons_reached
        from per_unit_by_department_code
        group by department_code
    ),
    assisted as (
        select department_code, households_covered(with_food, with_water) as households_covered
        from per_unit_assistance_by_department_code
        group by department_code
    ),
    days as (
        select
            c.department_code,
            person_days_food(
                case when c.left_out is null then c.quantity end, c.kcal, o.kcal_person_day
            ) as person_days_food,
            person_days_water(
                case when c.left_out is null then c.quantity end, c.litres, o.water_litres_person_day
            ) as person_days_water,
            person_days_water_floor(
                case when c.left_out is null then c.quantity end, c.litres, o.water_litres_floor
            ) as person_days_water_floor,
            count(c.left_out) as rows_left_out
        from delivered_contents as c
        cross join operation as o
        group by c.department_code
    ),
    targeted as (
        select department_code, households_targeted, households_in_need
        from place_targets
        where
            geo_level = 'department'
            and $province is null
            and $district is null
            and ($department is null or list_contains($department::varchar[], department_code))
    ),
    gaps as (select department_code, count(*) as places from need_gaps group by department_code),
    joined as (
        select
            coalesce(r.department_code, t.department_code) as department_code,
            coalesce(r.households_reached, 0) as households_reached,
            r.persons_reached,
            t.households_targeted,
            t.households_in_need
        from reached as r
        full outer join targeted as t on t.department_code = r.department_code
    )
select
    j.department_code,
    p.department,
    cast(j.households_reached as bigint) as households_reached,
    cast(
        case when k.tells_food and k.tells_water then coalesce(a.households_covered, 0) end as bigint
    ) as households_covered,
    cast(j.households_targeted as bigint) as households_targeted,
    cast(j.households_in_need as bigint) as households_in_need,
    coverage_rate(j.households_reached, j.households_targeted) as coverage_rate,
    need_rate(j.households_reached, case when g.places is null then j.households_in_need end) as need_rate,
    covered_rate(
        case when k.tells_food and k.tells_water then coalesce(a.households_covered, 0) end, j.households_targeted
    ) as covered_rate,
    cast(coalesce(j.persons_reached, 0) as bigint) as persons_reached,
    case when d.rows_left_out is null and k.tells_food then 0 else d.person_days_food end as person_days_food,
    case when d.rows_left_out is null and k.tells_water then 0 else d.person_days_water end as person_days_water,
    case
        when d.rows_left_out is null and k.tells_water then 0 else d.person_days_water_floor
    end as person_days_water_floor,
    days_food_per_person(d.person_days_food, j.persons_reached) as days_food_per_person,
    days_water_per_person(d.person_days_water, j.persons_reached) as days_water_per_person,
    days_water_floor_per_person(d.person_days_water_floor, j.persons_reached) as days_water_floor_per_person,
    cast(coalesce(d.rows_left_out, 0) as bigint) as rows_left_out
from joined as j
cross join known_contents as k
left join places as p on p.place_code = j.department_code
left join gaps as g on g.department_code = j.department_code
left join assisted as a on a.department_code is not distinct from j.department_code
left join days as d on d.department_code is not distinct from j.department_code
order by coverage_rate asc nulls last, households_reached desc, j.department_code nulls last
