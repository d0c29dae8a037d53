-- From which day to which day do the exports speak?
--
-- Rows that are only planned or on their way say nothing of what has happened. Filters do not apply: this is about
-- the data, not about what is looked at.
-- grain: one row
-- column first_day date: first day that a row of a delivery speaks of; null without dates
-- column last_delivery date: last day that such a row speaks of
-- column last_report date: last day on which such a row was reported, else the day that it speaks of
-- column known_until date: the last report, or the day of a newer export that brought rows
-- column rows_without_day bigint: rows without any date, which belong to no week
with
    told as (
        select d.first_day, d.last_day, coalesce(d.reported_on, d.day) as told_on, d.batch_no
        from deliveries as d
        where d.status not in ('planned', 'in_transit')
    ),
    days as (
        select
            min(first_day) as first_day,
            max(last_day) as last_delivery,
            max(told_on) as last_report,
            sum(case when first_day is null or last_day is null then 1 else 0 end) as rows_without_day
        from told
    ),
    exported as (
        select max(b.export_day) as export_day from batches as b where b.batch_no in (select batch_no from told)
    )
select
    cast(d.first_day as date) as first_day,
    cast(d.last_delivery as date) as last_delivery,
    cast(d.last_report as date) as last_report,
    cast(case when e.export_day > d.last_report then e.export_day else d.last_report end as date) as known_until,
    cast(coalesce(d.rows_without_day, 0) as bigint) as rows_without_day
from days as d
cross join exported as e
