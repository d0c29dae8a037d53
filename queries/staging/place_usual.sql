-- How many rows stand in each province, by which a person's likely meaning goes first.
--
-- grain: one row per province
select p.province_code, cast(sum(g.times) as bigint) as times
from place_matches as m
join place_given as g on g.combination = m.combination
join stg_places as p on p.place_code = m.place_code
where p.province_code is not null
group by p.province_code
