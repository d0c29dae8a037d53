-- Between which days was each family reached for the first time?
--
-- A household with a key is reached with its first row: on that row's day, or within its period. Rows without a key
-- count together in the unit of the counting method, from the unit's first day to its last: the one day of a delivery
-- event, or a month where the method counts by month. Families without a usable date come last, under null days.
-- grain: one row per first and last day
-- needs: rows_in_units, per_unit
-- column first_day date: the earliest day on which these families can have been reached; null where not known
-- column last_day date: the latest such day, the same for rows with a day
-- column households_reached_new bigint: families reached for the first time between these days
with
    seen as (
        select
            reach_unit,
            is_keyed,
            first_day,
            day,
            min(day) over (partition by reach_unit) as first_seen,
            max(day) over (partition by reach_unit) as last_seen
        from rows_in_units
    ),
    spans as (
        select
            reach_unit,
            cast(
                coalesce(
                    case when is_keyed then max(case when day = first_seen then first_day end) else min(first_day) end,
                    max(first_seen)
                ) as date
            ) as first_day,
            cast(case when is_keyed then max(first_seen) else max(last_seen) end as date) as last_day
        from seen
        group by reach_unit, is_keyed
    )
select
    case when s.last_day is null then null else s.first_day end as first_day,
    s.last_day,
    households_reached(u.households) as households_reached_new
from per_unit as u
join spans as s on s.reach_unit = u.reach_unit
group by case when s.last_day is null then null else s.first_day end, s.last_day
having sum(u.households) > 0
order by last_day nulls last, first_day nulls last
