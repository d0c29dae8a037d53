-- How much of each item has been delivered?
--
-- grain: one row per item and unit
-- needs: scoped
-- column item varchar: code from the kit list, else the item as reported
-- column unit varchar: unit as reported; quantities of different units are never added
-- column quantity decimal(18,3): delivered quantity; null where no row gives one
-- column rows_without_quantity bigint: counted rows that give no quantity
select
    item,
    unit,
    cast(sum(quantity) as decimal(18, 3)) as quantity,
    cast(sum(case when quantity is null then 1 else 0 end) as bigint) as rows_without_quantity
from scoped
where is_counted
group by item, unit
order by quantity desc nulls last, item nulls last, unit nulls last
