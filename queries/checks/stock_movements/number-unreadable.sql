-- Stock movements whose quantity is missing or no number.
--
-- grain: one row per cell at fault
select row_id, 'quantity' as column_name, quantity_text as value from stg_stock_movements where quantity is null
