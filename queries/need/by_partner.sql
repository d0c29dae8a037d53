-- How much of what was needed did each implementing partner deliver, and to how many families both food and water?
--
-- A family is covered by a partner with what this partner gave it; one that received food from one partner and water
-- from another is covered in need/summary and by neither of the two.
-- grain: one row per implementing partner with a counted row, and one for rows without any
-- needs: delivered_contents, known_contents, per_unit(partner), per_unit_assistance(partner)
-- column partner varchar: name of the implementing partner; null where the rows name none
-- column households_reached bigint: families that this partner reached
-- column households_covered bigint: of these, with food and water; null where the kit list does not tell both
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
            partner,
            households_reached(households) as households_reached,
            persons_reached(persons_measured, persons_assumed) as persons_reached
        from per_unit_by_partner
        group by partner
    ),
    assisted as (
        select partner, households_covered(with_food, with_water) as households_covered
        from per_unit_assistance_by_partner
        group by partner
    ),
    days as (
        select
            c.partner,
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
        group by c.partner
    )
select
    j.partner,
    j.households_reached,
    cast(
        case when k.tells_food and k.tells_water then coalesce(a.households_covered, 0) end as bigint
    ) as households_covered,
    cast(coalesce(j.persons_reached, 0) as bigint) as persons_reached,
    d.person_days_food,
    d.person_days_water,
    d.person_days_water_floor,
    days_food_per_person(d.person_days_food, j.persons_reached) as days_food_per_person,
    days_water_per_person(d.person_days_water, j.persons_reached) as days_water_per_person,
    days_water_floor_per_person(d.person_days_water_floor, j.persons_reached) as days_water_floor_per_person,
    cast(coalesce(d.rows_left_out, 0) as bigint) as rows_left_out
from reached as j
cross join known_contents as k
left join assisted as a on a.partner is not distinct from j.partner
left join days as d on d.partner is not distinct from j.partner
order by person_days_food desc nulls last, j.households_reached desc, j.partner nulls last
