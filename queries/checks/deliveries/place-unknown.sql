-- Rows whose place is named but not known, or shared by several places; with what may be meant.
--
-- grain: one row per cell at fault
select row_id, place_column as column_name, place_value || coalesce(' → ' || place_suggestion, '') as value
from stg_deliveries
where place_problem is not null
