-- R4V rows of other kinds of indicators without a quantity of output.
--
-- grain: one row per cell at fault
select row_id, 'quantity' as column_name, quantity_text as value
from r4v_rows
where indicator_type = 'other' and coalesce(quantity, 0) = 0
