-- Targets for a place that is not known.
--
-- grain: one row per cell at fault
select row_id, coalesce(place_column, 'place') as column_name, place_value as value
from stg_targets
where place_problem is not null or place_code is null
