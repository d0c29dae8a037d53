-- Until which day is anything known of the operation, and when does it end?
--
-- Of the whole operation, whatever is chosen: a partner or a place that stands still does so while others go on. What
-- was reported before its period had ended counts on the day of its report.
-- grain: one row
-- column starts_on date: first day of the operation; null where the settings give none
-- column ends_on date: last day of the operation; null where the settings give none
-- column as_of date: day of the last delivery that counts, at most the end of the chosen dates
-- column last_delivery date: day of the last delivery that counts, whatever dates are chosen
-- column last_report date: day of the last report of a delivery that counts; null where no report carries a day
with
    delivered as (
        select last_day, reported_on, case when is_period and reported_on < day then reported_on else day end as day
        from deliveries
        where is_counted
    ),
    last_days as (
        select
            max(case when $until is null or last_day <= $until::date then day end) as as_of,
            max(day) as last_delivery,
            max(reported_on) as last_report
        from delivered
    )
select
    cast(o.starts_on as date) as starts_on,
    cast(o.ends_on as date) as ends_on,
    cast(l.as_of as date) as as_of,
    cast(l.last_delivery as date) as last_delivery,
    cast(l.last_report as date) as last_report
from last_days as l
cross join operation as o
