-- R4V rows whose country and first-level area are no pair of the list of places.
--
-- grain: one row per cell at fault
select
    row_id,
    case when country_listed then 'department' else 'country' end as column_name,
    case when country_listed then department else country end as value
from r4v_rows
where not (country_listed and department_listed)
