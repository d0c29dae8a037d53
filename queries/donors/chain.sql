-- How far has each donor's contribution come: promised, received, sent out, delivered?
--
-- Contributions and stock are those of all places and dates: only filters on donor and item narrow them. Delivered
-- is what the reader's filters let through. A lot that several donors gave to is split by what each gave.
-- grain: one row per donor, item and unit
-- needs: scoped
-- column donor varchar: name of the donor, or `unattributed`
-- column item varchar: code from the kit list, else the item as reported
-- column unit varchar: unit as reported
-- column contributed decimal(18,3): quantity contributed; null where the contributions give none
-- column awaited decimal(18,3): of it, not received yet; null where no contribution says when it was received
-- column received decimal(18,3): what came into the stores of the donor's lots; null without stock movements
-- column dispatched decimal(18,3): what left the stores, less what came back; null without stock movements
-- column lost decimal(18,3): what was lost; null without stock movements
-- column in_stock decimal(18,3): what is still in the stores; null without stock movements
-- column delivered decimal(18,3): the donor's share of what was delivered; null where no row gives a quantity
-- column sent_not_seen decimal(18,3): sent out and not in the deliveries looked at; null without stock movements
-- column untold decimal(18,3): contributed, and neither awaited nor followed further; null where nothing was
with
    donated as (
        select x.donor, s.item, s.unit, x.quantity
        from scoped as s
        join delivery_donors as x on x.row_id = s.row_id
        where s.is_counted and ($donor is null or list_contains($donor::varchar[], x.donor))
    ),
    delivered as (select donor, item, unit, sum(quantity) as delivered from donated group by donor, item, unit),
    arrivals as (select count(received_on) as told from contributions where not is_cancelled),
    given as (
        select
            donor,
            item,
            unit,
            sum(quantity) as contributed,
            sum(case when received_on is null then quantity else 0 end) as awaited
        from contributions
        where
            not is_cancelled
            and quantity is not null
            and ($donor is null or list_contains($donor::varchar[], donor))
            and ($item is null or list_contains($item::varchar[], item))
        group by donor, item, unit
    ),
    lots as (
        select lot, donor, sum(coalesce(quantity, 0)) as quantity
        from contributions
        where lot is not null and not is_cancelled
        group by lot, donor
    ),
    shares as (
        select
            lot,
            donor,
            cast(quantity as double) as quantity,
            cast(sum(quantity) over (partition by lot) as double) as total,
            cast(
                sum(quantity) over (
                    partition by lot order by donor rows between unbounded preceding and current row
                ) as double
            ) as until_here
        from lots
    ),
    cuts as (
        select
            lot,
            donor,
            until_here / nullif(total, 0) as upper_cut,
            (until_here - quantity) / nullif(total, 0) as lower_cut
        from shares
        where quantity > 0
    ),
    lot_units as (
        select donor, lot, item, case when min(unit) = max(unit) then max(unit) end as unit
        from contributions
        where lot is not null and not is_cancelled
        group by donor, lot, item
    ),
    per_lot as (
        select
            m.lot,
            m.item,
            sum(case when m.kind = 'received' then m.quantity else 0 end) as received,
            sum(
                case when m.kind = 'dispatched' then m.quantity when m.kind = 'returned' then - m.quantity else 0 end
            ) as dispatched,
            sum(case when m.kind = 'lost' then m.quantity else 0 end) as lost
        from stock_movements as m
        where ($item is null or list_contains($item::varchar[], m.item))
        group by m.lot, m.item
    ),
    per_donor as (
        select
            c.donor,
            l.item,
            u.unit,
            cast(round(l.received * c.upper_cut, 3) as decimal(18, 3))
            - cast(round(l.received * c.lower_cut, 3) as decimal(18, 3)) as received,
            cast(round(l.dispatched * c.upper_cut, 3) as decimal(18, 3))
            - cast(round(l.dispatched * c.lower_cut, 3) as decimal(18, 3)) as dispatched,
            cast(round(l.lost * c.upper_cut, 3) as decimal(18, 3))
            - cast(round(l.lost * c.lower_cut, 3) as decimal(18, 3)) as lost
        from per_lot as l
        join cuts as c on c.lot = l.lot
        left join lot_units as u on u.donor = c.donor and u.lot = l.lot and u.item = l.item
        where $donor is null or list_contains($donor::varchar[], c.donor)
    ),
    stock as (
        select donor, item, unit, sum(received) as received, sum(dispatched) as dispatched, sum(lost) as lost
        from per_donor
        group by donor, item, unit
    ),
    everything as (
        select donor, item, unit
        from delivered
        union
        select donor, item, unit
        from given
        union
        select donor, item, unit
        from stock
    )
select
    e.donor,
    e.item,
    e.unit,
    cast(g.contributed as decimal(18, 3)) as contributed,
    cast(case when a.told > 0 then g.awaited end as decimal(18, 3)) as awaited,
    cast(s.received as decimal(18, 3)) as received,
    cast(s.dispatched as decimal(18, 3)) as dispatched,
    cast(s.lost as decimal(18, 3)) as lost,
    cast(s.received - s.dispatched - s.lost as decimal(18, 3)) as in_stock,
    cast(d.delivered as decimal(18, 3)) as delivered,
    cast(
        case when s.dispatched is not null then greatest(s.dispatched - coalesce(d.delivered, 0), 0) end as decimal(
            18, 3
        )
    ) as sent_not_seen,
    cast(
        case
            when g.contributed is not null
            then
                greatest(
                    g.contributed
                    - case when a.told > 0 then g.awaited else 0 end
                    - coalesce(s.received, d.delivered, 0),
                    0
                )
        end as decimal(18, 3)
    ) as untold
from everything as e
cross join arrivals as a
left join given as g on g.donor = e.donor and g.item is not distinct from e.item and g.unit is not distinct from e.unit
left join stock as s on s.donor = e.donor and s.item is not distinct from e.item and s.unit is not distinct from e.unit
left join
    delivered as d on d.donor = e.donor and d.item is not distinct from e.item and d.unit is not distinct from e.unit
order by case when e.donor = 'unattributed' then 1 else 0 end, e.donor, e.item nulls last, e.unit nulls last
