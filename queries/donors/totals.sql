-- How many families did each donor reach, where and since when?
--
-- grain: one row per donor; no quantities, since units differ
-- needs: scoped
-- column donor varchar: name of the donor, or `unattributed`
-- column donor_type varchar: type of organisation; null where the partner list does not say
-- column channel varchar: platform through which it gave; null where unknown
-- column value decimal(18,2): value of its contributions; null where unknown or in several currencies
-- column currency varchar: currency of the value; null where there are several
-- column lots bigint: lots that it contributed to
-- column households_reached bigint: families that received something from this donor
-- column districts bigint: districts in which they live
-- column partners bigint: implementing partners that delivered it
-- column deliveries bigint: counted delivery rows
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
        item,
        coalesce('k' || household_key, 'e' || cast(event_id as varchar)) as unit_reached,
        case when max(household_key) is not null then 1 else sum(households) end as households
    from donated
    group by attributed_to, item, coalesce('k' || household_key, 'e' || cast(event_id as varchar))
),
per_unit as (
    select attributed_to, unit_reached, max(households) as households
    from event_items
    group by attributed_to, unit_reached
),
reached as (
    select attributed_to, households_reached(households) as households_reached
    from per_unit
    group by attributed_to
),
delivered as (
    select
        attributed_to,
        count(distinct district_code) as districts,
        count(distinct partner) as partners,
        count(distinct row_id) as deliveries,
        min(first_day) as first_delivery,
        max(day) as last_delivery
    from donated
    group by attributed_to
),
given as (
    select
        donor,
        max(channel) as channel,
        case when count(distinct currency) = 1 then sum(value) end as value,
        case when count(distinct currency) = 1 then max(currency) end as currency,
        count(distinct lot) as lots
    from contributions
    where
        not is_cancelled
        and ($donor is null or list_contains($donor::varchar[], donor))
    group by donor
),
everyone as (
    select attributed_to as donor
    from delivered
    union
    select donor
    from given
)
select
    e.donor,
    p.partner_type as donor_type,
    g.channel,
    cast(g.value as decimal(18, 2)) as value,
    g.currency,
    cast(coalesce(g.lots, 0) as bigint) as lots,
    cast(coalesce(r.households_reached, 0) as bigint) as households_reached,
    cast(coalesce(d.districts, 0) as bigint) as districts,
    cast(coalesce(d.partners, 0) as bigint) as partners,
    cast(coalesce(d.deliveries, 0) as bigint) as deliveries,
    cast(d.first_delivery as date) as first_delivery,
    cast(d.last_delivery as date) as last_delivery
from everyone as e
left join given as g on g.donor = e.donor
left join delivered as d on d.attributed_to = e.donor
left join reached as r on r.attributed_to = e.donor
left join partners as p on p.partner = e.donor
order by case when e.donor = 'unattributed' then 1 else 0 end, households_reached desc, e.donor
