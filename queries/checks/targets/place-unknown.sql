-- Targets for a place that is not known; with what may be meant.
--
-- grain: one row per cell at fault
select
    row_id,
    coalesce(place_column, 'place') as column_name,
    place_value || coalesce(' → ' || place_suggestion, '') as value
from stg_targets
where place_problem is not null or place_code is null
