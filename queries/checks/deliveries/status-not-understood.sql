-- Rows whose status is a word that is not known.
--
-- grain: one row per cell at fault
select row_id, 'status' as column_name, source_status as value from stg_deliveries where status_not_understood
