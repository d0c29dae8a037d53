-- For how many families are the reports of each partner and week?
--
-- As reported, before any counting method: household keys once, and the largest item of each event. A row with a
-- period speaks for the weeks of which it has four days or more, a shorter one for the week of its last day.
-- grain: one row per partner and weeks that its rows speak for
-- column partner varchar: name of the implementing partner
-- column first_week date: Monday of the first week
-- column last_week date: Monday of the last week; a later one only for longer periods
-- column households bigint: families of these rows; null where no row gives any
with
    counted as (
        select
            d.partner,
            d.household_key,
            d.event_id,
            d.item,
            d.households,
            cast(date_trunc('week', d.last_day) as date) as own_week,
            cast(date_trunc('week', cast(d.first_day + interval 3 day as date)) as date) as week_from,
            cast(date_trunc('week', cast(d.last_day - interval 3 day as date)) as date) as week_to
        from deliveries as d
        where
            d.is_counted
            and d.partner is not null
            and d.first_day is not null
            and d.last_day is not null
            and ($partner is null or list_contains($partner::varchar[], d.partner))
    ),
    placed as (
        select
            partner,
            household_key,
            event_id,
            item,
            households,
            case when week_from > week_to then own_week else week_from end as first_week,
            case when week_from > week_to then own_week else week_to end as last_week
        from counted
    ),
    event_items as (
        select partner, first_week, last_week, event_id, item, sum(households) as households
        from placed
        where household_key is null
        group by partner, first_week, last_week, event_id, item
    ),
    events as (
        select partner, first_week, last_week, event_id, max(households) as households
        from event_items
        group by partner, first_week, last_week, event_id
    ),
    parts as (
        select partner, first_week, last_week, households
        from events
        union all
        select partner, first_week, last_week, count(distinct household_key) as households
        from placed
        where household_key is not null
        group by partner, first_week, last_week
    )
select partner, first_week, last_week, cast(sum(households) as bigint) as households
from parts
group by partner, first_week, last_week
order by partner, first_week, last_week
