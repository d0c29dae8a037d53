-- Rows that count no persons while their sex and age groups or population types do.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from stg_deliveries
where
    (persons = 0 or persons_text is null)
    and coalesce(persons_new, 0) = 0
    and sex_age_sum(girls, boys, women, men, other_under_18, other_18_plus)
    + population_sum(in_destination, in_transit, host_community, pendular, returnees)
    > 0
