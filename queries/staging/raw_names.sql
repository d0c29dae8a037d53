-- Every organisation named in the exports, as often as it is named.
--
-- grain: one row per naming
select partner as name
from raw_deliveries
where partner is not null
union all
select lead_partner
from raw_deliveries
where lead_partner is not null
union all
select donor
from raw_deliveries
where donor is not null
union all
select partner
from raw_targets
where partner is not null
union all
select donor
from raw_contributions
where donor is not null
union all
select recipient
from raw_contributions
where recipient is not null
union all
select partner
from raw_stock_movements
where partner is not null
