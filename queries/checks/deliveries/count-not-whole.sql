-- Rows with a fraction of a household or person.
--
-- grain: one row per cell at fault
select row_id, 'households' as column_name, households_text as value
from stg_deliveries
where households <> floor(households)
union all
select row_id, 'persons', persons_text
from stg_deliveries
where persons <> floor(persons)
