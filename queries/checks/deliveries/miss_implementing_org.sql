-- R4V rows set up with an implementing partner that is not named or not known, or without one that is named.
--
-- grain: one row per cell at fault
select row_id, 'partner' as column_name, implementing_org as value
from r4v_rows
where
    (has_implementing = 'yes' and not implementing_listed)
    or (has_implementing = 'no' and implementing_org is not null and implementing_listed is not null)
