-- Which items lie in which store?
--
-- What came into a place (received, returned, or sent there without naming a partner) less what left it (dispatched,
-- delivered, lost), until the end of the chosen dates. What was dispatched to a partner has left the store: whether
-- the partner handed it out is told by its deliveries. Stores are asked about wherever they lie: only the dates, the
-- items and the donors of the filters count here.
-- grain: one row per store and item with something left
-- column store varchar: the place as the movements name it
-- column ubigeo varchar: its code, where it is one that the operation knows; else null
-- column place varchar: name of the place, else as the movements name it
-- column item varchar: code from the kit list, else the item as reported
-- column quantity decimal(18, 3): what should lie there
with
    movements as (
        select m.*
        from stock_movements as m
        where
            m.quantity is not null
            and ($until is null or m.moved_on <= $until::date)
            and ($item is null or list_contains($item::varchar[], m.item))
            and (
                $donor is null
                or exists (
                    select 1
                    from contributions as c
                    where c.lot = m.lot and not c.is_cancelled and list_contains($donor::varchar[], c.donor)
                )
            )
    ),
    moved as (
        select to_place as store, item, quantity
        from movements
        where kind in ('received', 'returned')
        union all
        -- A store that writes down what arrives has the arrival above; without that the dispatch tells of it.
        select d.to_place, d.item, d.quantity
        from movements as d
        where
            d.kind = 'dispatched'
            and d.partner is null
            and not exists (
                select 1
                from movements as r
                where
                    r.kind = 'received'
                    and r.to_place = d.to_place
                    and r.item = d.item
                    and r.lot is not distinct from d.lot
            )
        union all
        select from_place, item, - quantity
        from movements
        where kind = 'dispatched'
        union all
        select coalesce(from_place, to_place), item, - quantity
        from movements
        where kind in ('delivered', 'lost')
        union all
        select from_place, item, - quantity
        from movements
        where kind = 'returned' and partner is null
    ),
    left_over as (
        select store, item, sum(quantity) as quantity
        from moved
        where store is not null and item is not null
        group by store, item
    )
select
    l.store,
    p.place_code as ubigeo,
    coalesce(p.district, p.province, p.department, l.store) as place,
    l.item,
    cast(l.quantity as decimal(18, 3)) as quantity
from left_over as l
left join places as p on p.place_code = l.store
where l.quantity > 0
order by l.store, l.item
