-- How many families have been reached, out of how many, where and by whom?
--
-- grain: one row
-- needs: scoped, per_unit, scope_target
-- column households_reached bigint: distinct keyed households plus the families of unkeyed events
-- column households_reached_keyed bigint: of which known one by one, by a household key
-- column households_reached_unkeyed bigint: of which known as counts only
-- column households_targeted bigint: target of the same places, dates and partners; null where there is none
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column persons_reached bigint: persons measured plus persons assumed
-- column persons_measured bigint: persons that the exports report
-- column persons_assumed bigint: households without a person count, times the assumed household size
-- column persons_split bigint: of the measured, persons of cells that shares split (R4V)
-- column persons_low bigint: persons reached with the smallest plausible household size for the assumed ones
-- column persons_high bigint: persons reached with the largest plausible household size for the assumed ones
-- column is_households_known boolean: whether any counted row gives families; null without such rows
-- column deliveries bigint: delivery rows that count as reached
-- column partners_active bigint: implementing partners with such a row
-- column districts_reached bigint: districts with such a row
-- column first_delivery date: day of the first such row
-- column last_delivery date: day of the last such row
with
    reached as (
        select
            households_reached(households) as households_reached,
            households_reached_keyed(households, is_keyed) as households_reached_keyed,
            households_reached_unkeyed(households, is_keyed) as households_reached_unkeyed,
            persons_reached(persons_measured, persons_assumed) as persons_reached,
            persons_measured(persons_measured) as persons_measured,
            persons_assumed(persons_assumed) as persons_assumed,
            persons_split(persons_split) as persons_split,
            coalesce(
                persons_low(persons_measured, persons_assumed, o.household_size_low, o.household_size), 0
            ) as persons_low,
            coalesce(
                persons_high(persons_measured, persons_assumed, o.household_size_high, o.household_size), 0
            ) as persons_high
        from per_unit
        cross join operation as o
    ),
    rows_counted as (
        select
            count(*) as deliveries,
            max(case when household_key is null and households is null then 0 else 1 end) as gives_households,
            count(distinct partner) as partners_active,
            count(distinct district_code) as districts_reached,
            min(first_day) as first_delivery,
            max(day) as last_delivery
        from scoped
        where is_counted
    )
select
    r.households_reached,
    r.households_reached_keyed,
    r.households_reached_unkeyed,
    t.households_targeted,
    coverage_rate(r.households_reached, t.households_targeted) as coverage_rate,
    r.persons_reached,
    r.persons_measured,
    r.persons_assumed,
    r.persons_split,
    cast(r.persons_low as bigint) as persons_low,
    cast(r.persons_high as bigint) as persons_high,
    c.gives_households = 1 as is_households_known,
    cast(c.deliveries as bigint) as deliveries,
    cast(c.partners_active as bigint) as partners_active,
    cast(c.districts_reached as bigint) as districts_reached,
    cast(c.first_delivery as date) as first_delivery,
    cast(c.last_delivery as date) as last_delivery
from reached as r
cross join rows_counted as c
cross join scope_target as t
