-- R4V rows without a month.
--
-- grain: one row per cell at fault
select row_id, 'period_start' as column_name, cast(null as varchar) as value from r4v_rows where month is null
