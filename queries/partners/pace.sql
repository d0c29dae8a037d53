-- Which share of its time has the operation used, and so of its targets at an even pace?
--
-- grain: one row
-- column starts_on date: first day of the operation; null where the settings give none
-- column ends_on date: last day of the operation; null where the settings give none
-- column as_of date: the day that is looked at: the last report, or the end of the chosen dates if that is earlier
-- column elapsed_rate double: days used out of the operation's days, at most 1; null without both days
with
    last_of_all as (select max(coalesce(reported_on, day)) as last_report, max(day) as last_delivery from deliveries),
    looked_at as (
        select
            o.starts_on,
            o.ends_on,
            case
                when $until is not null and ($until::date < l.last_report or l.last_report is null)
                then $until::date
                else l.last_report
            end as as_of
        from operation as o
        cross join last_of_all as l
    )
select
    cast(starts_on as date) as starts_on,
    cast(ends_on as date) as ends_on,
    cast(as_of as date) as as_of,
    cast(
        case
            when starts_on is null or ends_on is null or as_of is null
            then null
            when as_of >= ends_on
            then 1
            when as_of < starts_on
            then 0
            else (date_diff('day', starts_on, as_of) + 1.0) / nullif(date_diff('day', starts_on, ends_on) + 1.0, 0)
        end as double
    ) as elapsed_rate
from looked_at
