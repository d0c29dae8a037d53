-- Rows whose report date is no date: it is kept as unknown.
--
-- grain: one row per cell at fault
select row_id, 'reported_on' as column_name, reported_on_text as value
from stg_deliveries
where reported_on_text is not null and reported_on is null
