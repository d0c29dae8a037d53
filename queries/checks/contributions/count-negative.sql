-- Contributions below zero.
--
-- grain: one row per cell at fault
select row_id, 'quantity' as column_name, quantity_text as value
from stg_contributions
where quantity < 0
union all
select row_id, 'value', value_text
from stg_contributions
where value < 0
