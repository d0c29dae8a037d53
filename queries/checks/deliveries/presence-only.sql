-- Rows that give no family, person or quantity.
--
-- grain: one row per cell at fault
select row_id, 'households' as column_name, cast(null as varchar) as value
from stg_deliveries
where household_key is null and coalesce(households, persons) is null and quantity is null
