-- What came into each depot, what left it, and what should still lie there?
--
-- Until the end of the chosen dates, since a balance has no first day; of the filters only that end, items and donors
-- count. What was sent to a place and names a partner was handed to that partner and lies in no depot; what was sent
-- without one lies there, unless the place writes down the arrival itself.
-- grain: one row per place, item and unit
-- needs: stock_places
-- column place varchar: name of the place, else as the movements name it
-- column place_code varchar: its code; null where it is no known place
-- column item varchar: code from the kit list, else the item as reported
-- column unit varchar: unit of the item; null where neither contributions nor the kit list tell it
-- column received decimal(18,3): received from outside, as from a donor
-- column came_in decimal(18,3): came from other depots, or came back
-- column dispatched decimal(18,3): sent away, handed out or sent back
-- column lost decimal(18,3): lost here
-- column in_stock decimal(18,3): what should lie here; below zero where arrivals were not written down
-- column handed_over decimal(18,3): sent to a partner here: no stock of a depot
-- column movements bigint: rows of the movements that begin or end here
-- column last_day date: day of the last of them
with
    movements as (
        select s.*, coalesce(s.from_code, s.from_place) as from_end, coalesce(s.to_code, s.to_place) as to_end
        from stock_places as s
    ),
    parts as (
        select
            coalesce(to_end, from_end) as depot,
            case when to_end is null then from_code else to_code end as place_code,
            item,
            unit,
            moved_on,
            case when kind = 'received' and from_end is null then quantity else 0 end as received,
            case
                when kind = 'returned' or (kind = 'received' and from_end is not null) then quantity else 0
            end as came_in,
            0 as dispatched,
            0 as lost,
            0 as handed_over
        from movements
        where kind in ('received', 'returned')
        union all
        select
            d.to_end,
            d.to_code,
            d.item,
            d.unit,
            d.moved_on,
            0,
            case
                when
                    d.partner is null
                    and not exists (
                        select 1
                        from movements as r
                        where
                            r.kind = 'received'
                            and r.to_end = d.to_end
                            and r.item = d.item
                            and r.lot is not distinct from d.lot
                    )
                then d.quantity
                else 0
            end,
            0,
            0,
            case when d.partner is not null then d.quantity else 0 end
        from movements as d
        where d.kind = 'dispatched' and d.to_end is not null
        union all
        select from_end, from_code, item, unit, moved_on, 0, 0, quantity, 0, 0
        from movements
        where from_end is not null and (kind = 'dispatched' or (kind = 'returned' and partner is null))
        union all
        select
            coalesce(from_end, to_end),
            case when from_end is null then to_code else from_code end,
            item,
            unit,
            moved_on,
            0,
            0,
            case when kind = 'delivered' then quantity else 0 end,
            case when kind = 'lost' then quantity else 0 end,
            0
        from movements
        where kind in ('delivered', 'lost')
    )
select
    coalesce(p.district, p.province, p.department, m.depot) as place,
    m.place_code,
    m.item,
    m.unit,
    cast(sum(m.received) as decimal(18, 3)) as received,
    cast(sum(m.came_in) as decimal(18, 3)) as came_in,
    cast(sum(m.dispatched) as decimal(18, 3)) as dispatched,
    cast(sum(m.lost) as decimal(18, 3)) as lost,
    cast(sum(m.received) + sum(m.came_in) - sum(m.dispatched) - sum(m.lost) as decimal(18, 3)) as in_stock,
    cast(sum(m.handed_over) as decimal(18, 3)) as handed_over,
    cast(count(*) as bigint) as movements,
    cast(max(m.moved_on) as date) as last_day
from parts as m
left join places as p on p.place_code = m.place_code
where m.depot is not null
group by m.depot, m.place_code, p.district, p.province, p.department, m.item, m.unit
order by m.item, m.unit, in_stock desc, place, m.place_code
