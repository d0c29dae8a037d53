-- How many families and people were reached for the first time each day, and how many until then?
--
-- A row with only a period counts on its last day. Families without a usable date come last, under a null day.
-- grain: one row per day with a counted delivery
-- needs: units, per_unit
-- column day date: the day; null for families without a usable date
-- column households_reached_new bigint: families reached for the first time on this day
-- column households_reached_cumulative bigint: families reached until this day
-- column households_reached_new_period bigint: of the new ones, known only by the last day of a period
-- column persons_reached_new bigint: people of these families, or of rows that give people only
-- column persons_reached_cumulative bigint: people until this day
-- column persons_reached_new_period bigint: of the new people, known only by the last day of a period
with
    first_rows as (
        select
            f.reach_unit,
            f.first_day as day,
            f.households,
            f.persons_measured,
            f.persons_assumed,
            bool_and(u.is_period) as is_period
        from per_unit as f
        join units as u on u.reach_unit = f.reach_unit and u.day is not distinct from f.first_day
        group by f.reach_unit, f.first_day, f.households, f.persons_measured, f.persons_assumed
    ),
    days as (
        select
            day,
            households_reached(households) as households_reached_new,
            households_reached(case when is_period then households end) as households_reached_new_period,
            persons_reached(persons_measured, persons_assumed) as persons_reached_new,
            persons_reached(
                case when is_period then persons_measured end, case when is_period then persons_assumed end
            ) as persons_reached_new_period,
            sum(persons_measured) as persons_measured,
            sum(persons_assumed) as persons_assumed
        from
            (
                select day, households, persons_measured, persons_assumed, is_period
                from first_rows
                union all
                select distinct day, 0, 0, 0, false
                from units
            ) as every_day
        group by day
    )
select
    day,
    households_reached_new,
    cast(sum(households_reached_new) over until_day as bigint) as households_reached_cumulative,
    households_reached_new_period,
    persons_reached_new,
    cast(sum(persons_measured) over until_day as bigint)
    + cast(round(sum(persons_assumed) over until_day) as bigint) as persons_reached_cumulative,
    persons_reached_new_period
from days
window until_day as (order by day nulls last rows between unbounded preceding and current row)
order by day nulls last
