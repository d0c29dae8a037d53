-- R4V rows without an implementation set-up.
--
-- grain: one row per cell at fault
select row_id, 'setup' as column_name, cast(null as varchar) as value from r4v_rows where setup is null
