-- Stock movements of a kind that is not known.
--
-- grain: one row per cell at fault
select row_id, 'kind' as column_name, kind_text as value from stg_stock_movements where kind is null
