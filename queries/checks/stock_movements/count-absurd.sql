-- Stock movements of more than a billion things.
--
-- grain: one row per cell at fault
select row_id, 'quantity' as column_name, quantity_text as value from stg_stock_movements where quantity > 1000000000
