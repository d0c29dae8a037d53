-- How much of each item has been delivered?
--
-- Where donors are chosen, it is their share of the rows that several donors gave to.
-- grain: one row per item and unit
-- needs: scoped
-- column item varchar: code from the kit list, else the item as reported
-- column unit varchar: unit as reported; quantities of different units are never added
-- column quantity decimal(18,3): delivered quantity; null where no row gives one
-- column rows_without_quantity bigint: counted rows that give no quantity
with
    shares as (
        select row_id, sum(quantity) as quantity
        from delivery_donors
        where $donor is null or list_contains($donor::varchar[], donor)
        group by row_id
    )
select
    s.item,
    s.unit,
    cast(sum(d.quantity) as decimal(18, 3)) as quantity,
    cast(sum(case when s.quantity is null then 1 else 0 end) as bigint) as rows_without_quantity
from scoped as s
join shares as d on d.row_id = s.row_id
where s.is_counted
group by s.item, s.unit
order by quantity desc nulls last, s.item nulls last, s.unit nulls last
