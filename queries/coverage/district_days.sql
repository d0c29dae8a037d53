-- How many families were reached in each place for the first time on each day, and how many until then?
--
-- A row with only a period counts on its last day. Families without a usable date come last, under a null day.
-- grain: one row per place, the most detailed that is known, and day with a counted delivery
-- needs: per_unit(place_code)
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column day date: the day; null for families without a usable date
-- column households_reached_new bigint: families reached in this place for the first time on this day
-- column households_reached_cumulative bigint: families reached in this place until this day
with
    days as (
        select place_code, first_day as day, households_reached(households) as households_reached_new
        from per_unit_by_place_code
        group by place_code, first_day
    )
select
    place_code as ubigeo,
    cast(day as date) as day,
    households_reached_new,
    cast(
        sum(households_reached_new) over (
            partition by place_code order by day nulls last rows between unbounded preceding and current row
        ) as bigint
    ) as households_reached_cumulative
from days
order by place_code nulls last, day nulls last
