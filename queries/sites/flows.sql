-- How much of each item was moved from where to where?
--
-- Movements of the chosen dates between two ends: what was sent, came back or was handed out elsewhere. An arrival
-- that a
-- depot writes down is left out where its dispatch is there. Filters of places keep what begins or ends in them, and
-- what has an end that is no known place. What came from outside has no beginning: see depots.
-- grain: one row per pair of ends, item and unit
-- needs: stock_places
-- column from_place varchar: name of the place where it began, else as the movements name it; null where none does
-- column to_place varchar: name of the place where it ended, else as the movements name it; null where none does
-- column from_code varchar: code of the place where it began; null where it is no known place
-- column to_code varchar: code of the place where it ended; null where it is no known place
-- column item varchar: code from the kit list, else the item as reported
-- column unit varchar: unit of the item; null where neither contributions nor the kit list tell it
-- column quantity decimal(18,3): quantity moved
-- column movements bigint: rows of the movements
-- column partners bigint: partners that it was handed to
-- column first_day date: day of the first movement
-- column last_day date: day of the last movement
with
    in_dates as (
        select s.*, coalesce(s.from_code, s.from_place) as from_end, coalesce(s.to_code, s.to_place) as to_end
        from stock_places as s
        where ($since is null or s.moved_on >= $since::date)
    ),
    moved as (
        select d.*
        from in_dates as d
        where
            d.kind in ('dispatched', 'returned', 'delivered')
            or (
                d.kind = 'received'
                and d.from_end is not null
                and not exists (
                    select 1
                    from in_dates as sent
                    where
                        sent.kind = 'dispatched'
                        and sent.from_end = d.from_end
                        and sent.to_end = d.to_end
                        and sent.item = d.item
                        and sent.lot is not distinct from d.lot
                )
            )
    ),
    placed as (
        select
            m.*,
            coalesce(f.district, f.province, f.department, m.from_place) as from_name,
            coalesce(t.district, t.province, t.department, m.to_place) as to_name
        from moved as m
        left join places as f on f.place_code = m.from_code
        left join places as t on t.place_code = m.to_code
        where
            m.from_code is null
            or m.to_code is null
            or (
                ($district is null or list_contains($district::varchar[], m.from_code))
                and ($province is null or list_contains($province::varchar[], f.province_code))
                and ($department is null or list_contains($department::varchar[], f.department_code))
            )
            or (
                ($district is null or list_contains($district::varchar[], m.to_code))
                and ($province is null or list_contains($province::varchar[], t.province_code))
                and ($department is null or list_contains($department::varchar[], t.department_code))
            )
    )
select
    from_name as from_place,
    to_name as to_place,
    from_code,
    to_code,
    item,
    unit,
    cast(sum(quantity) as decimal(18, 3)) as quantity,
    cast(count(*) as bigint) as movements,
    cast(count(distinct partner) as bigint) as partners,
    cast(min(moved_on) as date) as first_day,
    cast(max(moved_on) as date) as last_day
from placed
group by from_name, to_name, from_code, to_code, item, unit
order by item, unit, quantity desc, from_place, to_place, from_code, to_code
