-- Rows whose period ends before it starts.
--
-- grain: one row per cell at fault
select row_id, 'period_end' as column_name, period_end_text as value from stg_deliveries where period_end < period_start
