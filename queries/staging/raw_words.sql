-- Every word with a fixed meaning, as the exports write it.
--
-- grain: one row per field and spelling
select 'status' as field, status as spelled
from raw_deliveries
where status is not null
group by status
union all
select 'status', status
from raw_contributions
where status is not null
group by status
union all
select 'review_status', review_status
from raw_deliveries
where review_status is not null
group by review_status
union all
select 'government_package', government_package
from raw_deliveries
where government_package is not null
group by government_package
union all
select 'movement', kind
from raw_stock_movements
where kind is not null
group by kind
