-- Every organisation as the exports spell it, and how often.
--
-- grain: one row per column and spelling
select partner as name, count(*) as times
from raw_deliveries
where partner is not null
group by partner
union all
select lead_partner, count(*)
from raw_deliveries
where lead_partner is not null
group by lead_partner
union all
select donor, count(*)
from raw_deliveries
where donor is not null
group by donor
union all
select partner, count(*)
from raw_targets
where partner is not null
group by partner
union all
select donor, count(*)
from raw_contributions
where donor is not null
group by donor
union all
select recipient, count(*)
from raw_contributions
where recipient is not null
group by recipient
union all
select partner, count(*)
from raw_stock_movements
where partner is not null
group by partner
