-- R4V rows whose second-level area is given and does not lie in their first-level area.
--
-- grain: one row per cell at fault
select row_id, 'province' as column_name, province as value
from r4v_rows
where province is not null and not province_listed
