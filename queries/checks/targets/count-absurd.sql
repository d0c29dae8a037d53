-- Targets above a billion.
--
-- grain: one row per cell at fault
select row_id, 'households_targeted' as column_name, households_targeted_text as value
from stg_targets
where households_targeted > 1000000000
union all
select row_id, 'households_in_need', households_in_need_text
from stg_targets
where households_in_need > 1000000000
union all
select row_id, 'persons_targeted', persons_targeted_text
from stg_targets
where persons_targeted > 1000000000
union all
select row_id, 'persons_in_need', persons_in_need_text
from stg_targets
where persons_in_need > 1000000000
