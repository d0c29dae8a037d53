-- Rows whose girls, boys, women and men do not add up to their persons.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from stg_deliveries
where
    persons is not null
    and coalesce(girls, boys, women, men) is not null
    and coalesce(girls, 0)
    + coalesce(boys, 0)
    + coalesce(women, 0)
    + coalesce(men, 0)
    + coalesce(other_under_18, 0)
    + coalesce(other_18_plus, 0)
    not in (0, persons)
