-- Rows that say they were delivered on a day that has not come.
--
-- grain: one row per cell at fault
select d.row_id, 'delivered_on' as column_name, cast(coalesce(d.delivered_on, d.period_end) as varchar) as value
from stg_deliveries as d
cross join setting as s
where d.stated_status in ('delivered', 'verified', 'unknown') and coalesce(d.delivered_on, d.period_end) > s.today
union all
select d.row_id, 'period_start', cast(coalesce(d.delivered_on, d.period_start) as varchar)
from stg_deliveries as d
cross join setting as s
where d.stated_status in ('ongoing', 'in_transit') and coalesce(d.delivered_on, d.period_start) > s.today
