-- Rows with a count or quantity that is no number; percentages have a check of their own.
--
-- grain: one row per cell at fault
select row_id, 'households' as column_name, households_text as value
from stg_deliveries
where households_text is not null and households is null and not ends_with(households_text, '%')
union all
select row_id, 'persons', persons_text
from stg_deliveries
where persons_text is not null and persons is null and not ends_with(persons_text, '%')
union all
select row_id, 'quantity', quantity_text
from stg_deliveries
where quantity_text is not null and quantity is null and not ends_with(quantity_text, '%')
union all
select row_id, 'amount', amount_text
from stg_deliveries
where amount_text is not null and amount is null
