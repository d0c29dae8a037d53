-- R4V rows of capacity building that count nobody.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from r4v_rows
where indicator_type = 'capacity' and coalesce(persons, 0) = 0
