-- Rows whose sex and age groups add up neither to their persons nor to their new persons. Rows of direct
-- assistance in R4V's files have a check of R4V's own.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from stg_deliveries
where
    persons > 0
    and coalesce(girls, boys, women, men, other_under_18, other_18_plus) is not null
    and sex_age_sum(girls, boys, women, men, other_under_18, other_18_plus)
    not in (0, persons, coalesce(persons_new, persons))
    and row_id not in (select row_id from r4v_rows where indicator_type = 'direct' and persons_new is not null)
