-- Rows whose population types add up neither to their persons nor to their new persons. Rows of direct
-- assistance in R4V's files have a check of R4V's own.
--
-- grain: one row per cell at fault
select row_id, 'persons' as column_name, persons_text as value
from stg_deliveries
where
    persons > 0
    and coalesce(in_destination, in_transit, host_community, pendular, returnees) is not null
    and population_sum(in_destination, in_transit, host_community, pendular, returnees)
    not in (0, persons, coalesce(persons_new, persons))
    and row_id not in (select row_id from r4v_rows where indicator_type = 'direct' and persons_new is not null)
