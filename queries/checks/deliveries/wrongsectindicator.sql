-- R4V rows whose sector and indicator are no pair of the list of indicators.
--
-- grain: one row per cell at fault
select row_id, 'indicator' as column_name, indicator as value from r4v_rows where not indicator_listed
