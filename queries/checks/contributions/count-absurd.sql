-- Contributions of more than a billion things, or a million million in money.
--
-- grain: one row per cell at fault
select row_id, 'quantity' as column_name, quantity_text as value
from stg_contributions
where quantity > 1000000000
union all
select row_id, 'value', value_text
from stg_contributions
where value > 1000000000000
