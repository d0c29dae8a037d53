-- How many families of each area of the maps received the same item from two partners within fifteen days?
--
-- Only households with a key can be told apart, and only rows with a day: others are unknown, not free of overlap. The
-- other partner's delivery may lie outside the reader's filters, and in another area.
-- grain: one row per level of the map and area with a counted row
-- needs: scoped, map_areas
-- column map_level varchar: of which map: district, province or department
-- column place_code varchar: code of the area; null for no place, and for the whole country beside wider areas
-- column geo_level varchar: district, province, department, country or none
-- column households_keyed bigint: households with a key, an item and a day here
-- column households_overlap bigint: of these, served twice; null where there is no such household
with
    told as (
        select household_key, item, partner, day, place_code
        from scoped
        where is_counted and household_key is not null and item is not null and day is not null and partner is not null
    ),
    others as (
        select distinct household_key, item, partner, day
        from deliveries
        where is_counted and household_key is not null and item is not null and day is not null and partner is not null
    ),
    twice as (
        select distinct t.household_key, t.place_code
        from told as t
        join
            others as o
            on o.household_key = t.household_key
            and o.item = t.item
            and o.partner <> t.partner
            and date_diff('day', o.day, t.day) between -15 and 15
    ),
    marked as (
        select
            s.place_code,
            t.household_key,
            case when w.household_key is not null then t.household_key end as served_twice
        from (select distinct place_code from scoped where is_counted) as s
        left join
            (select distinct household_key, place_code from told) as t on t.place_code is not distinct from s.place_code
        left join twice as w on w.household_key = t.household_key and w.place_code is not distinct from t.place_code
    )
select
    m.map_level,
    m.area_code as place_code,
    m.area_level as geo_level,
    cast(count(distinct d.household_key) as bigint) as households_keyed,
    cast(case when count(d.household_key) > 0 then count(distinct d.served_twice) end as bigint) as households_overlap
from marked as d
join map_areas as m on m.place_code is not distinct from d.place_code
group by m.map_level, m.area_code, m.area_level
order by m.map_level, m.area_level, m.area_code
