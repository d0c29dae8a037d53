-- Rows whose place is named but not known, or shared by several places.
--
-- grain: one row per cell at fault
select row_id, place_column as column_name, place_value as value from stg_deliveries where place_problem is not null
