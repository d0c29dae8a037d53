-- Every item as the exports spell it, and how often.
--
-- grain: one row per kind of export and spelling
select item, count(*) as times
from raw_deliveries
where item is not null
group by item
union all
select item, count(*)
from raw_contributions
where item is not null
group by item
union all
select item, count(*)
from raw_stock_movements
where item is not null
group by item
