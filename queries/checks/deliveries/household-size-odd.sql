-- Rows with fewer than one or more than twelve persons a household.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from stg_deliveries
where households > 0 and persons > 0 and (persons < households or persons > 12 * households)
