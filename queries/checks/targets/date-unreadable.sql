-- Targets whose period is no date.
--
-- grain: one row per cell at fault
select row_id, 'period_start' as column_name, period_start_text as value
from stg_targets
where period_start_text is not null and period_start is null
union all
select row_id, 'period_end', period_end_text
from stg_targets
where period_end_text is not null and period_end is null
