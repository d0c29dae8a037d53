-- Where and when did each donor's contribution arrive?
--
-- grain: one row per donor, place and partner
-- needs: scoped
-- column donor varchar: name of the donor, or `unattributed`
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column district varchar: name of the district; null where only a wider place is known
-- column department varchar: name of the department
-- column partner varchar: implementing partner that delivered
-- column households_reached bigint: families that this partner reached here with this donor's contribution
-- column first_delivery date: day of the first such delivery
-- column last_delivery date: day of the last such delivery
with donated as (
    select s.*, x.donor as attributed_to
    from scoped as s
    join delivery_donors as x on x.row_id = s.row_id
    where
        s.is_counted
        and ($donor is null or list_contains($donor::varchar[], x.donor))
),
event_items as (
    select
        attributed_to,
        place_code,
        partner,
        item,
        coalesce('k' || household_key, 'e' || cast(event_id as varchar)) as unit_reached,
        case when max(household_key) is not null then 1 else sum(households) end as households,
        min(first_day) as first_delivery,
        max(day) as last_delivery
    from donated
    group by
        attributed_to, place_code, partner, item, coalesce('k' || household_key, 'e' || cast(event_id as varchar))
),
per_unit as (
    select
        attributed_to,
        place_code,
        partner,
        unit_reached,
        max(households) as households,
        min(first_delivery) as first_delivery,
        max(last_delivery) as last_delivery
    from event_items
    group by attributed_to, place_code, partner, unit_reached
),
reached as (
    select
        attributed_to as donor,
        place_code,
        partner,
        households_reached(households) as households_reached,
        min(first_delivery) as first_delivery,
        max(last_delivery) as last_delivery
    from per_unit
    group by attributed_to, place_code, partner
)
select
    r.donor,
    r.place_code as ubigeo,
    p.district,
    p.department,
    r.partner,
    r.households_reached,
    cast(r.first_delivery as date) as first_delivery,
    cast(r.last_delivery as date) as last_delivery
from reached as r
left join places as p on p.place_code = r.place_code
order by r.donor, households_reached desc, r.place_code nulls last, r.partner
