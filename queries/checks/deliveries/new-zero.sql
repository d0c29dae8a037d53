-- Files that count no new person in any row, while they count persons: the first such row of each.
--
-- grain: one row per cell at fault
select first_row_id as row_id, 'persons_new' as column_name, cast(whole(persons_new) as varchar) as value
from new_zero
where is_new_zero or is_new_zero_in_plan
