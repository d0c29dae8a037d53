-- Rows that name no item.
--
-- grain: one row per cell at fault
select row_id, 'item' as column_name, cast(null as varchar) as value from stg_deliveries where item is null
