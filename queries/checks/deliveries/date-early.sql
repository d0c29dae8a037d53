-- Rows dated before the operation starts, by no more than five years.
--
-- grain: one row per cell at fault
select d.row_id, 'delivered_on' as column_name, cast(coalesce(d.delivered_on, d.period_end) as varchar) as value
from stg_deliveries as d
cross join setting as s
where
    coalesce(d.delivered_on, d.period_end) < s.starts_on
    and coalesce(d.delivered_on, d.period_end) >= greatest(date '2000-01-01', s.starts_on - interval 5 year)
