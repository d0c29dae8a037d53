-- Which rows of the files stand behind a figure, and which are left out of it, and why?
--
-- Every row below a header is in one of these: behind the figure, or left out for one reason.
-- grain: one row
-- needs: matching, scoped
-- column rows_read bigint: data rows of all files
-- column rows_behind bigint: delivery rows that pass the filters and count as reached
-- column rows_planned bigint: rows that pass the filters and are planned or in transit, not counted
-- column rows_stopped bigint: rows that pass the filters and are suspended or cancelled, not counted
-- column rows_ongoing bigint: ongoing rows that pass the filters and report nobody reached yet
-- column rows_unknown_status bigint: rows that pass the filters and whose status is unknown, not counted
-- column rows_outside_dates bigint: rows outside the chosen dates only: before, after, partly inside or without a day
-- column rows_outside_filters bigint: rows that another filter leaves out
-- column rows_replaced bigint: rows that a later file brought again
-- column rows_held_back bigint: rows that broke a MUST rule
-- column rows_skipped bigint: blank, total, note and repeated header rows
-- column rows_of_other_exports bigint: accepted rows of targets, contributions and stock movements
with
    files as (
        select
            coalesce(sum(rows_read), 0) as rows_read,
            coalesce(sum(rows_accepted), 0) as rows_accepted,
            coalesce(sum(rows_held_back), 0) as rows_held_back,
            coalesce(sum(rows_skipped), 0) as rows_skipped,
            coalesce(sum(rows_replaced), 0) as rows_replaced
        from batches
    ),
    in_force as (select count(*) as rows from deliveries),
    filtered as (select count(*) as rows from matching),
    dated as (
        select
            count(*) as rows,
            sum(case when is_counted then 1 else 0 end) as rows_behind,
            sum(case when not is_counted and status in ('planned', 'in_transit') then 1 else 0 end) as rows_planned,
            sum(case when not is_counted and status in ('suspended', 'cancelled') then 1 else 0 end) as rows_stopped,
            sum(case when not is_counted and status = 'ongoing' then 1 else 0 end) as rows_ongoing
        from scoped
    )
select
    cast(f.rows_read as bigint) as rows_read,
    cast(coalesce(d.rows_behind, 0) as bigint) as rows_behind,
    cast(coalesce(d.rows_planned, 0) as bigint) as rows_planned,
    cast(coalesce(d.rows_stopped, 0) as bigint) as rows_stopped,
    cast(coalesce(d.rows_ongoing, 0) as bigint) as rows_ongoing,
    cast(
        d.rows
        - coalesce(d.rows_behind, 0)
        - coalesce(d.rows_planned, 0)
        - coalesce(d.rows_stopped, 0)
        - coalesce(d.rows_ongoing, 0) as bigint
    ) as rows_unknown_status,
    cast(m.rows - d.rows as bigint) as rows_outside_dates,
    cast(i.rows - m.rows as bigint) as rows_outside_filters,
    cast(f.rows_replaced as bigint) as rows_replaced,
    cast(f.rows_held_back as bigint) as rows_held_back,
    cast(f.rows_skipped as bigint) as rows_skipped,
    cast(f.rows_accepted - f.rows_replaced - i.rows as bigint) as rows_of_other_exports
from files as f
cross join in_force as i
cross join filtered as m
cross join dated as d
