-- Rows with more households or persons than the operation holds plausible in one row.
--
-- grain: one row per cell at fault
select d.row_id, 'households' as column_name, d.households_text as value
from stg_deliveries as d
cross join setting as s
where d.households > s.largest_plausible_row
union all
select d.row_id, 'persons', d.persons_text
from stg_deliveries as d
cross join setting as s
where d.persons > s.largest_plausible_row
union all
select row_id, 'quantity', quantity_text
from stg_deliveries
where quantity > 1000000000
union all
select row_id, 'amount', amount_text
from stg_deliveries
where amount > 1000000000000
