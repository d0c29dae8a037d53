-- R4V rows of cash or vouchers without a value.
--
-- grain: one row per cell at fault
select row_id, 'amount' as column_name, amount_text as value
from r4v_rows
where cash = 'yes' and coalesce(amount, 0) = 0
