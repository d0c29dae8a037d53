-- R4V rows of direct assistance that count more new persons than persons.
--
-- grain: one row per cell at fault
select row_id, 'persons_new' as column_name, persons_new_text as value
from r4v_rows
where indicator_type = 'direct' and persons_new > persons
