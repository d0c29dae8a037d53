-- Which delivery rows do the filters let through, and which of them are of one household?
--
-- An evidence pack names households by these numbers: their keys stay where they are.
-- grain: one row per delivery row that passes every filter but the dates
-- needs: matching
-- column row_id bigint: number of the row in the snapshot
-- column household bigint: number of its household, by its first row; null where the row has no key
-- column is_inside_dates boolean: whether the row lies inside the chosen dates
with
    firsts as (
        select household_key, min(row_id) as first_row
        from matching
        where household_key is not null
        group by household_key
    ),
    numbered as (select household_key, row_number() over (order by first_row) as household from firsts)
select
    m.row_id,
    cast(n.household as bigint) as household,
    coalesce(
        ($since is null or m.first_day >= $since::date) and ($until is null or m.last_day <= $until::date), false
    ) as is_inside_dates
from matching as m
left join numbered as n on n.household_key = m.household_key
order by m.row_id
