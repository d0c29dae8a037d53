-- Series of one partner, place and item whose monthly figures never fall, where nearly all series of the file are so:
-- the last row of each. And columns whose header says so: the first row of each.
--
-- grain: one row per cell at fault
with
    monthly as (
        select
            row_id,
            batch_no,
            table_no,
            partner,
            place_code,
            item,
            indicator,
            households,
            persons,
            quantity,
            coalesce(period_start, delivered_on) as month
        from stg_deliveries
        where
            place_code is not null
            and (
                (delivered_on is null and date_diff('day', period_start, period_end) between 27 and 30)
                or (delivered_on is not null and day(delivered_on) = 1)
            )
    ),
    long_files as (
        select batch_no, table_no from monthly group by batch_no, table_no having count(distinct month) >= 4
    ),
    measured as (
        select
            m.row_id,
            m.batch_no,
            m.table_no,
            m.partner,
            m.place_code,
            m.item,
            m.indicator,
            m.month,
            x.column_name,
            x.amount
        from monthly as m
        join long_files as f on f.batch_no = m.batch_no and f.table_no = m.table_no
        cross join
            lateral(
                values
                    ('households', cast(m.households as double)),
                    ('persons', cast(m.persons as double)),
                    ('quantity', cast(m.quantity as double))
            ) as x(column_name, amount)
        where x.amount is not null
    ),
    points as (
        select
            batch_no,
            table_no,
            column_name,
            partner,
            place_code,
            item,
            indicator,
            month,
            sum(amount) as amount,
            max(row_id) as row_id
        from measured
        group by all
    ),
    steps as (
        select
            *,
            amount - lag(amount) over (
                partition by batch_no, table_no, column_name, partner, place_code, item, indicator order by month
            ) as rise
        from points
    ),
    series as (
        select
            batch_no,
            table_no,
            column_name,
            partner,
            place_code,
            item,
            indicator,
            arg_max(row_id, month) as row_id,
            arg_max(amount, month) as last_amount,
            count(*) as months,
            min(rise) >= 0 as never_falls,
            max(rise) > 0 as rises
        from steps
        group by batch_no, table_no, column_name, partner, place_code, item, indicator
        having count(*) >= 4 and max(amount) > 0
    ),
    files as (
        select batch_no, table_no, column_name
        from series
        group by batch_no, table_no, column_name
        having
            count(*) filter (where never_falls) >= 0.9 * count(*)
            and count(*) filter (where never_falls and rises) >= 0.5 * count(*)
            and sum(months - 1) filter (where never_falls and rises) >= 6
    )
select s.row_id, s.column_name, cast(whole(s.last_amount) as varchar) as value
from series as s
join files as f on f.batch_no = s.batch_no and f.table_no = s.table_no and f.column_name = s.column_name
where s.never_falls and s.rises
union all
select min(d.row_id), h.field, h.header
from header_rows as h
join stg_deliveries as d on d.batch_no = h.batch_no and d.table_no = h.table_no
where
    h.field in ('households', 'persons', 'persons_new', 'quantity')
    and regexp_matches(
        lower(strip_accents(h.header)), 'acumul|cumulat|cumulad|consolidated|running total|to date|a la fecha'
    )
group by h.batch_no, h.table_no, h.field, h.header
