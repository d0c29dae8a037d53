-- Rows that name no organisation.
--
-- grain: one row per cell at fault
select row_id, 'partner' as column_name, cast(null as varchar) as value from stg_deliveries where partner is null
