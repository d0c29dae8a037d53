-- How many rows and families stand under each status?
--
-- grain: one row per status
-- needs: scoped
-- column status varchar: planned, in_transit, ongoing, delivered, verified, suspended, cancelled or unknown
-- column is_counted boolean: whether these rows count as reached
-- column rows bigint: delivery rows
-- column households_stated bigint: the rows' families added up as stated, not counted once
-- column persons_stated bigint: the rows' persons added up as stated, not counted once
select
    status,
    is_counted,
    cast(count(*) as bigint) as rows,
    cast(coalesce(sum(households), 0) as bigint) as households_stated,
    cast(coalesce(sum(persons), 0) as bigint) as persons_stated
from scoped
group by status, is_counted
order by rows desc, status, is_counted
