-- Which days has each partner reported about, and when did it do so?
--
-- Any row of a delivery is a report, whatever it is about and whether it counts as reached or not; rows that are
-- only planned or on their way are none. So of the filters only the partner's applies. A row says nothing was
-- delivered when it was stopped, or gives zero families (or people) and no quantity. Where a row does not give the
-- day of its report, the day of the export stands in for it if the export speaks of one week only; else that day
-- only tells by when the report had come.
-- grain: one row per partner and days that its rows speak of
-- column partner varchar: name of the implementing partner
-- column first_day date: first day that these rows speak of
-- column last_day date: last day that these rows speak of
-- column rows bigint: rows that speak of these days
-- column rows_of_nothing bigint: of which say that nothing was delivered
-- column rows_without_report_day bigint: of which do not say when they were reported
-- column reported_on date: day on which the first of them was reported; null where none says
-- column known_by date: day by which the first of them had come; null where nothing tells
with
    told as (
        select d.*
        from deliveries as d
        where
            d.status not in ('planned', 'in_transit')
            and d.partner is not null
            and d.first_day is not null
            and d.last_day is not null
            and ($partner is null or list_contains($partner::varchar[], d.partner))
    ),
    batch_days as (
        select batch_no, min(first_day) as first_day, max(last_day) as last_day
        from deliveries
        where status not in ('planned', 'in_transit') and first_day is not null and last_day is not null
        group by batch_no
    ),
    exported as (
        select
            b.batch_no,
            b.export_day,
            cast(date_trunc('week', d.first_day) as date) = cast(date_trunc('week', d.last_day) as date) as is_one_week
        from batches as b
        join batch_days as d on d.batch_no = b.batch_no
    ),
    dated as (
        select
            t.partner,
            t.first_day,
            t.last_day,
            case
                when t.status in ('suspended', 'cancelled')
                then 1
                when t.household_key is not null or (t.households is null and t.persons is null)
                then 0
                when coalesce(t.households, 0) = 0 and coalesce(t.persons, 0) = 0 and coalesce(t.quantity, 0) = 0
                then 1
                else 0
            end as is_nothing,
            coalesce(t.reported_on, case when e.is_one_week then e.export_day end) as reported_on,
            coalesce(t.reported_on, e.export_day) as known_by
        from told as t
        left join exported as e on e.batch_no = t.batch_no
    )
select
    partner,
    first_day,
    last_day,
    cast(count(*) as bigint) as rows,
    cast(sum(is_nothing) as bigint) as rows_of_nothing,
    cast(sum(case when reported_on is null then 1 else 0 end) as bigint) as rows_without_report_day,
    cast(min(reported_on) as date) as reported_on,
    cast(min(known_by) as date) as known_by
from dated
group by partner, first_day, last_day
order by partner, first_day, last_day
