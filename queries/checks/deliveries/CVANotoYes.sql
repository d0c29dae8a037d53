-- R4V rows that say that they are no cash or vouchers and give a mechanism or a value of some.
--
-- grain: one row per cell at fault
select row_id, 'cash' as column_name, coalesce(mechanism, amount_text) as value
from r4v_rows
where cash = 'no' and (mechanism is not null or amount > 0)
