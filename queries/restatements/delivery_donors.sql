-- Whose contribution each delivery row was, as the snapshot says that the row is taken from.
--
-- grain: one row per delivery row and donor
select 2 * row_id as row_id, donor, quantity
from earlier_delivery_donors
union all
select 2 * row_id + 1, donor, quantity
from later_delivery_donors
