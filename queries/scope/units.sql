-- Whom the counted deliveries reached: one unit is one keyed household, or one unkeyed delivery event.
--
-- An event is one (lead partner, partner, place, site, period). Its families are the rows of one item added up,
-- then the largest over items, so that a food row and a water row of the same 50 families are 50. A keyed
-- household keeps the largest number of persons that was reported for it. Collapse to the unit within your
-- group before you add: `max` over a unit's rows, then `sum` over units.
-- grain: one row per unit, partner, place and day
-- needs: scoped
with
    counted as (select s.*, o.household_size from scoped as s cross join operation as o where s.is_counted),
    keyed as (
        select
            household_key,
            lead_partner,
            partner,
            place_code,
            day,
            is_period,
            max(case when status = 'ongoing' then 0 else 1 end) as is_settled,
            max(household_persons) as persons,
            max(household_size) as household_size
        from
            (
                select c.*, max(c.persons) over (partition by c.household_key) as household_persons
                from counted as c
                where c.household_key is not null
            ) as k
        group by household_key, lead_partner, partner, place_code, day, is_period
    ),
    event_items as (
        select
            event_id,
            item,
            max(lead_partner) as lead_partner,
            max(partner) as partner,
            max(place_code) as place_code,
            max(day) as day,
            bool_or(is_period) as is_period,
            max(case when status = 'ongoing' then 0 else 1 end) as is_settled,
            sum(households) as households,
            sum(persons) as persons_measured,
            sum(case when persons is null then households end) * max(household_size) as persons_assumed
        from counted
        where household_key is null
        group by event_id, item
    ),
    ranked as (
        select
            e.*,
            max(households) over (partition by event_id) as event_households,
            max(is_settled) over (partition by event_id) as event_is_settled,
            row_number() over (
                partition by event_id
                order by
                    coalesce(persons_measured, 0) + coalesce(persons_assumed, 0) desc,
                    coalesce(persons_measured, 0) desc,
                    item
            ) as place_in_event
        from event_items as e
    )
select
    'k' || household_key as reach_unit,
    true as is_keyed,
    lead_partner,
    partner,
    place_code,
    day,
    is_period,
    is_settled,
    cast(1 as bigint) as households,
    cast(persons as bigint) as persons_measured,
    cast(case when persons is null then household_size end as double) as persons_assumed
from keyed
union all
select
    'e' || cast(event_id as varchar) as reach_unit,
    false as is_keyed,
    lead_partner,
    partner,
    place_code,
    day,
    is_period,
    event_is_settled as is_settled,
    cast(event_households as bigint) as households,
    cast(persons_measured as bigint) as persons_measured,
    cast(persons_assumed as double) as persons_assumed
from ranked
where place_in_event = 1
