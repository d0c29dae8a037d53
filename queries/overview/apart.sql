-- What is in the exports but stands beside the headline, and why?
--
-- grain: one row
-- needs: matching, scoped, per_unit
-- column households_ongoing bigint: families in the headline that only ongoing rows report
-- column rows_planned bigint: rows planned or in transit, not counted
-- column rows_stopped bigint: rows suspended or cancelled, not counted
-- column rows_unknown_status bigint: rows whose status is unknown, not counted
-- column rows_ongoing_not_counted bigint: ongoing rows that report nobody reached yet
-- column rows_without_households bigint: counted rows that give no number of families
-- column rows_not_located bigint: counted rows without any place
-- column rows_above_district bigint: counted rows whose place is known only as a province, department or country
-- column rows_without_day bigint: rows of any status without a usable date
-- column rows_partly_in_period bigint: rows whose period is only partly inside the chosen dates, left out
with
    ongoing as (select households_reached(households) as households_ongoing from per_unit where is_settled = 0),
    counts as (
        select
            sum(case when status in ('planned', 'in_transit') then 1 else 0 end) as rows_planned,
            sum(case when status in ('suspended', 'cancelled') then 1 else 0 end) as rows_stopped,
            sum(case when status = 'unknown' then 1 else 0 end) as rows_unknown_status,
            sum(case when status = 'ongoing' and not is_counted then 1 else 0 end) as rows_ongoing_not_counted,
            sum(
                case when is_counted and household_key is null and households is null then 1 else 0 end
            ) as rows_without_households,
            sum(case when is_counted and geo_level = 'none' then 1 else 0 end) as rows_not_located,
            sum(
                case when is_counted and geo_level in ('country', 'department', 'province') then 1 else 0 end
            ) as rows_above_district
        from scoped
    ),
    dates as (
        select
            sum(case when last_day is null then 1 else 0 end) as rows_without_day,
            sum(
                case
                    when
                        is_period
                        and ($since is null or last_day >= $since::date)
                        and ($until is null or coalesce(first_day, last_day) <= $until::date)
                        and (
                            ($since is not null and coalesce(first_day < $since::date, true))
                            or coalesce(last_day > $until::date, false)
                        )
                    then 1
                    else 0
                end
            ) as rows_partly_in_period
        from matching
    )
select
    o.households_ongoing,
    cast(coalesce(c.rows_planned, 0) as bigint) as rows_planned,
    cast(coalesce(c.rows_stopped, 0) as bigint) as rows_stopped,
    cast(coalesce(c.rows_unknown_status, 0) as bigint) as rows_unknown_status,
    cast(coalesce(c.rows_ongoing_not_counted, 0) as bigint) as rows_ongoing_not_counted,
    cast(coalesce(c.rows_without_households, 0) as bigint) as rows_without_households,
    cast(coalesce(c.rows_not_located, 0) as bigint) as rows_not_located,
    cast(coalesce(c.rows_above_district, 0) as bigint) as rows_above_district,
    cast(coalesce(d.rows_without_day, 0) as bigint) as rows_without_day,
    cast(coalesce(d.rows_partly_in_period, 0) as bigint) as rows_partly_in_period
from counts as c
cross join ongoing as o
cross join dates as d
