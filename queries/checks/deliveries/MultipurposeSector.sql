-- R4V rows of multipurpose cash that say that they are no cash or vouchers.
--
-- grain: one row per cell at fault
select row_id, 'cash' as column_name, cash_text as value from r4v_rows where is_multipurpose and cash = 'no'
