-- R4V rows of direct assistance that count nobody.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from r4v_rows
where indicator_type = 'direct' and coalesce(persons_new, 0) = 0 and coalesce(persons, 0) = 0
