-- Rows with a count or quantity below zero.
--
-- grain: one row per cell at fault
select row_id, 'households' as column_name, households_text as value
from stg_deliveries
where households < 0
union all
select row_id, 'persons', persons_text
from stg_deliveries
where persons < 0
union all
select row_id, 'quantity', quantity_text
from stg_deliveries
where quantity < 0
union all
select row_id, 'amount', amount_text
from stg_deliveries
where amount < 0
