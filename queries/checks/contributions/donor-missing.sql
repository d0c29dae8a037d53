-- Contributions that name no donor.
--
-- grain: one row per cell at fault
select row_id, 'donor' as column_name, cast(null as varchar) as value from stg_contributions where donor is null
