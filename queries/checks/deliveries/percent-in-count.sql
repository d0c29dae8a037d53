-- Rows with a percentage where a count or quantity belongs.
--
-- grain: one row per cell at fault
select row_id, 'households' as column_name, households_text as value
from stg_deliveries
where households is null and ends_with(households_text, '%')
union all
select row_id, 'persons', persons_text
from stg_deliveries
where persons is null and ends_with(persons_text, '%')
union all
select row_id, 'quantity', quantity_text
from stg_deliveries
where quantity is null and ends_with(quantity_text, '%')
union all
select row_id, 'quantity', quantity_text || ' ' || unit
from stg_deliveries
where
    quantity is not null
    and lower(unit) in ('%', 'percent', 'percentage', 'porcentaje', 'por ciento', 'pourcentage', 'porcentagem')
