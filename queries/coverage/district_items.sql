-- What was delivered in each place, how much of it, and when?
--
-- grain: one row per place, the most detailed that is known, item and unit
-- needs: scoped
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column item varchar: code from the kit list, else the item as reported; null where the rows name none
-- column unit varchar: unit as reported; quantities of different units are never added
-- column quantity decimal(18,3): delivered quantity; null where no row gives one
-- column deliveries bigint: counted delivery rows
-- column rows_without_quantity bigint: of these, rows that give no quantity
-- column first_delivery date: day of the first counted row
-- column last_delivery date: day of the last counted row
select
    place_code as ubigeo,
    item,
    unit,
    cast(sum(quantity) as decimal(18, 3)) as quantity,
    cast(count(*) as bigint) as deliveries,
    cast(sum(case when quantity is null then 1 else 0 end) as bigint) as rows_without_quantity,
    cast(min(first_day) as date) as first_delivery,
    cast(max(day) as date) as last_delivery
from scoped
where is_counted
group by place_code, item, unit
order by place_code nulls last, deliveries desc, item nulls last, unit nulls last
