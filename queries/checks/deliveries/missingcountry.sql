-- R4V rows without a country or first-level area.
--
-- grain: one row per cell at fault
select
    row_id,
    case when country is null then 'country' else 'department' end as column_name,
    cast(null as varchar) as value
from r4v_rows
where country is null or department is null
