-- Rows without any date: they count, but stand under no day.
--
-- grain: one row per cell at fault
select row_id, 'delivered_on' as column_name, cast(null as varchar) as value
from stg_deliveries
where delivered_on_text is null and period_start_text is null and period_end_text is null
