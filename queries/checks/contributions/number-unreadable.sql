-- Contributions whose quantity or value is no number.
--
-- grain: one row per cell at fault
select row_id, 'quantity' as column_name, quantity_text as value
from stg_contributions
where quantity_text is not null and quantity is null
union all
select row_id, 'value', value_text
from stg_contributions
where value_text is not null and value is null
