-- Whom each donor's contributions reached: a keyed household, or the families of one unkeyed delivery event.
--
-- The rows of one item are added within an event, as in `units`; take the largest over items, then add up.
-- grain: one row per donor, unit, item, unit of the item, partner and place
-- needs: scoped
select
    x.donor,
    coalesce('k' || s.household_key, 'e' || cast(s.event_id as varchar)) as reach_unit,
    s.item,
    s.unit,
    s.partner,
    s.place_code,
    s.district_code,
    case when max(s.household_key) is not null then 1 else sum(s.households) end as households,
    sum(x.quantity) as quantity,
    count(*) as deliveries,
    min(s.first_day) as first_day,
    max(s.day) as last_day
from scoped as s
join delivery_donors as x on x.row_id = s.row_id
where s.is_counted and ($donor is null or list_contains($donor::varchar[], x.donor))
group by
    x.donor,
    coalesce('k' || s.household_key, 'e' || cast(s.event_id as varchar)),
    s.item,
    s.unit,
    s.partner,
    s.place_code,
    s.district_code
