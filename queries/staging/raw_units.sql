-- Every unit as the exports spell it, and how often.
--
-- grain: one row per kind of export and spelling
select unit, count(*) as times
from raw_deliveries
where unit is not null
group by unit
union all
select unit, count(*)
from raw_contributions
where unit is not null
group by unit
