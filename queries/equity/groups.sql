-- Which population groups do the counted rows name?
--
-- grain: one row per population group
-- needs: scoped
-- column population_group varchar: the group as reported; unknown where a row names none
-- column deliveries bigint: counted delivery rows that name it
select population_group, cast(count(*) as bigint) as deliveries
from scoped
where is_counted
group by population_group
order by deliveries desc, population_group
