-- Rows whose place code and place names do not fit together.
--
-- grain: one row per cell at fault
select row_id, 'ubigeo' as column_name, place_value as value from stg_deliveries where place_names_disagree
