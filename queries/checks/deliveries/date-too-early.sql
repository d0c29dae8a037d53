-- Rows dated before the year 2000 or more than five years before the operation starts.
--
-- grain: one row per cell at fault
select d.row_id, 'delivered_on' as column_name, cast(coalesce(d.delivered_on, d.period_end) as varchar) as value
from stg_deliveries as d
cross join setting as s
where
    coalesce(d.delivered_on, d.period_end)
    < greatest(date '2000-01-01', coalesce(s.starts_on - interval 5 year, date '2000-01-01'))
