-- R4V rows without a sector, indicator, activity, plan flag or cash flag; the first that is missing is named.
--
-- grain: one row per cell at fault
select
    row_id,
    case
        when sector is null
        then 'sector'
        when indicator is null
        then 'indicator'
        when activity is null
        then 'activity'
        when in_plan is null
        then 'in_plan'
        else 'cash'
    end as column_name,
    cast(null as varchar) as value
from r4v_rows
where sector is null or indicator is null or activity is null or in_plan is null or cash_text is null
