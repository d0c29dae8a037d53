-- Rows with a delivery date or period that is no date.
--
-- grain: one row per cell at fault
select row_id, 'delivered_on' as column_name, delivered_on_text as value
from stg_deliveries
where delivered_on_text is not null and delivered_on is null
union all
select row_id, 'period_start', period_start_text
from stg_deliveries
where period_start_text is not null and period_start is null
union all
select row_id, 'period_end', period_end_text
from stg_deliveries
where period_end_text is not null and period_end is null
