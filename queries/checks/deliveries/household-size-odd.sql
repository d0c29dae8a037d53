-- Rows with fewer than one or more than twelve persons a household; a row with a household's key is one household.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from stg_deliveries
where
    (household_key is null and households > 0 and persons > 0 and (persons < households or persons > 12 * households))
    or (household_key is not null and (persons < 1 or persons > 12))
