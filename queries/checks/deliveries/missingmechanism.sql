-- R4V rows of cash or vouchers without a delivery mechanism.
--
-- grain: one row per cell at fault
select row_id, 'modality' as column_name, cast(null as varchar) as value
from r4v_rows
where cash = 'yes' and mechanism is null
