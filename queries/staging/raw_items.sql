-- Every item named in the exports, as often as it is named.
--
-- grain: one row per naming
select item
from raw_deliveries
where item is not null
union all
select item
from raw_contributions
where item is not null
union all
select item
from raw_stock_movements
where item is not null
