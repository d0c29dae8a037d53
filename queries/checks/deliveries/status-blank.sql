-- Rows without a status in a file that has a status column.
--
-- grain: one row per cell at fault
select row_id, 'status' as column_name, source_status as value
from stg_deliveries
where stated_status = 'unknown' and source_status is null
