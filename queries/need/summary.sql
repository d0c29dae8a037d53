-- For how many days did families receive what they need, and how many received both food and water?
--
-- Covered means: received the planned assistance, food and water (OCHA, "Approaches to determining people reached",
-- 2019).
-- Families covered, with food only, with water only, with neither and with items of unknown content add up to those
-- reached. They are null where the kit list tells not both food and water.
-- grain: one row
-- needs: delivered_contents, known_contents, per_unit, per_unit_assistance, scope_target, need_gaps
-- column households_reached bigint: families reached
-- column households_reached_keyed bigint: of these, known one by one, by a household key
-- column households_covered bigint: families that received food and water
-- column households_covered_keyed bigint: of these, known one by one, by a household key
-- column households_covered_unkeyed bigint: of these, known as counts: as many as can have received both
-- column households_food_only bigint: families that received food and no water
-- column households_water_only bigint: families that received water and no food
-- column households_neither bigint: families that received neither
-- column households_contents_unknown bigint: families with neither, some of whose items are of unknown content
-- column households_targeted bigint: target of the same places, dates and partners; null where there is none
-- column households_in_need bigint: families in need in the same places; null where targets do not say
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column need_is_partial boolean: whether need is told of some of the places with a target only
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
-- column rows_counted bigint: counted rows
-- column tells_food boolean: whether the kit list has an item with kcal, of those chosen
-- column tells_water boolean: whether the kit list has an item with litres, of those chosen
-- column kcal_person_day double: what a person needs a day, as set for the operation
-- column water_litres_person_day double: what a person needs a day, as set for the operation
-- column water_litres_floor double: the floor for survival, as set for the operation
with
    reached as (
        select
            households_reached(households) as households_reached,
            households_reached_keyed(households, is_keyed) as households_reached_keyed,
            persons_reached(persons_measured, persons_assumed) as persons_reached
        from per_unit
    ),
    assisted as (
        select
            households_covered(with_food, with_water) as households_covered,
            households_covered(
                case when is_keyed then with_food end, case when is_keyed then with_water end
            ) as households_covered_keyed,
            households_food_only(with_food, with_water) as households_food_only,
            households_water_only(with_food, with_water) as households_water_only,
            households_neither(households, with_food, with_water, has_unknown) as households_neither,
            households_contents_unknown(households, with_food, with_water, has_unknown) as households_contents_unknown
        from per_unit_assistance
    ),
    days as (
        select
            person_days_food(
                case when c.left_out is null then c.quantity end, c.kcal, o.kcal_person_day
            ) as person_days_food,
            person_days_water(
                case when c.left_out is null then c.quantity end, c.litres, o.water_litres_person_day
            ) as person_days_water,
            person_days_water_floor(
                case when c.left_out is null then c.quantity end, c.litres, o.water_litres_floor
            ) as person_days_water_floor,
            count(c.left_out) as rows_left_out,
            count(c.row_id) as rows_counted
        from delivered_contents as c
        cross join operation as o
    ),
    gaps as (
        select count(*) as places
        from need_gaps
        where
            ($district is null or list_contains($district::varchar[], place_code))
            and ($province is null or list_contains($province::varchar[], province_code))
            and ($department is null or list_contains($department::varchar[], department_code))
    )
select
    j.households_reached,
    j.households_reached_keyed,
    case when k.tells_food and k.tells_water then a.households_covered end as households_covered,
    case when k.tells_food and k.tells_water then a.households_covered_keyed end as households_covered_keyed,
    case
        when k.tells_food and k.tells_water then a.households_covered - a.households_covered_keyed
    end as households_covered_unkeyed,
    case when k.tells_food and k.tells_water then a.households_food_only end as households_food_only,
    case when k.tells_food and k.tells_water then a.households_water_only end as households_water_only,
    case when k.tells_food and k.tells_water then a.households_neither end as households_neither,
    case when k.tells_food and k.tells_water then a.households_contents_unknown end as households_contents_unknown,
    t.households_targeted,
    t.households_in_need,
    coverage_rate(j.households_reached, t.households_targeted) as coverage_rate,
    g.places > 0 as need_is_partial,
    need_rate(j.households_reached, case when g.places = 0 then t.households_in_need end) as need_rate,
    covered_rate(
        case when k.tells_food and k.tells_water then a.households_covered end, t.households_targeted
    ) as covered_rate,
    cast(coalesce(j.persons_reached, 0) as bigint) as persons_reached,
    d.person_days_food,
    d.person_days_water,
    d.person_days_water_floor,
    days_food_per_person(d.person_days_food, j.persons_reached) as days_food_per_person,
    days_water_per_person(d.person_days_water, j.persons_reached) as days_water_per_person,
    days_water_floor_per_person(d.person_days_water_floor, j.persons_reached) as days_water_floor_per_person,
    cast(coalesce(d.rows_left_out, 0) as bigint) as rows_left_out,
    cast(d.rows_counted as bigint) as rows_counted,
    k.tells_food,
    k.tells_water,
    o.kcal_person_day,
    o.water_litres_person_day,
    o.water_litres_floor
from reached as j
cross join assisted as a
cross join days as d
cross join known_contents as k
cross join scope_target as t
cross join gaps as g
cross join operation as o
