-- Every unit named in the exports, as often as it is named.
--
-- grain: one row per naming
select unit
from raw_deliveries
where unit is not null
union all
select unit
from raw_contributions
where unit is not null
