-- Rows whose place code does not belong to the wider place that they name.
--
-- grain: one row per cell at fault
select row_id, 'ubigeo' as column_name, place_value as value from stg_deliveries where place_code_left_out
