-- Stock movements without a date that can be read.
--
-- grain: one row per cell at fault
select row_id, 'moved_on' as column_name, moved_on_text as value from stg_stock_movements where moved_on is null
