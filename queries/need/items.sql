-- What was delivered of each item, for how many person-days, and which quantities are not multiplied and why?
--
-- Where donors are chosen, quantities are their share of the rows that several donors gave to.
-- grain: one row per item, unit and reason why its quantities are left out
-- needs: delivered_contents
-- column item varchar: code from the kit list, else the item as reported; null where the rows name none
-- column unit varchar: unit as reported, else the kit list's
-- column left_out varchar: no_item, no_composition, other_unit or no_quantity; null where quantities are multiplied
-- column rows bigint: counted rows
-- column quantity decimal(18,3): quantity that they report; null where no row gives one
-- column kit_unit varchar: unit of the kit list, which its kcal and litres are for; null for an item that is not in it
-- column kcal double: kcal of one; null where the kit list does not say
-- column litres double: litres of one; null where the kit list does not say
-- column person_days_food double: kcal delivered over what a person needs a day; null where it is not known
-- column person_days_water double: litres delivered over what a person needs a day; null where it is not known
-- column person_days_water_floor double: litres delivered over the floor for survival; null where it is not known
select
    c.item,
    c.unit,
    c.left_out,
    cast(count(*) as bigint) as rows,
    cast(sum(c.quantity) as decimal(18, 3)) as quantity,
    c.kit_unit,
    c.kcal,
    c.litres,
    person_days_food(case when c.left_out is null then c.quantity end, c.kcal, o.kcal_person_day) as person_days_food,
    person_days_water(
        case when c.left_out is null then c.quantity end, c.litres, o.water_litres_person_day
    ) as person_days_water,
    person_days_water_floor(
        case when c.left_out is null then c.quantity end, c.litres, o.water_litres_floor
    ) as person_days_water_floor
from delivered_contents as c
cross join operation as o
group by c.item, c.unit, c.left_out, c.kit_unit, c.kcal, c.litres
order by c.left_out nulls first, rows desc, c.item nulls last, c.unit nulls last
