-- The stock movements until the end of the chosen dates, each with the places of its two ends and the unit of its item.
--
-- Of the reader's filters only dates, items and donors narrow movements. An end is a place's code (with or without the
-- country's letters) or its name, without regard to case and accents: of districts, provinces and departments of that
-- name the most detailed level at which there is one alone. The unit is that of the contributions to the lot, else the
-- kit list's.
-- grain: one row per stock movement
with
    names as (
        select
            place_code,
            geo_level,
            translate(lower(trim(coalesce(district, province, department))), 'áéíóúüñ', 'aeiouun') as spelled
        from places
        where geo_level in ('district', 'province', 'department')
    ),
    names_of_one as (
        select
            spelled,
            min(place_code) as place_code,
            case geo_level when 'district' then 1 when 'province' then 2 else 3 end as at_level
        from names
        where spelled is not null
        group by spelled, geo_level
        having count(*) = 1
    ),
    names_known as (
        select
            spelled, place_code, cast(row_number() over (partition by spelled order by at_level) as bigint) as at_rank
        from names_of_one
    ),
    codes_known as (
        select lower(place_code) as spelled, place_code
        from places
        union
        select lower(o.country || p.place_code), p.place_code
        from places as p
        cross join operation as o
    ),
    known_ends as (
        select spelled, place_code
        from codes_known
        union all
        select n.spelled, n.place_code
        from names_known as n
        where n.at_rank = 1 and not exists (select 1 from codes_known as c where c.spelled = n.spelled)
    ),
    ends_known as (select spelled, min(place_code) as place_code from known_ends group by spelled),
    lot_units as (
        select lot, item, case when min(unit) = max(unit) then max(unit) end as unit
        from contributions
        where lot is not null and not is_cancelled
        group by lot, item
    ),
    movements as (
        select
            m.row_id,
            m.lot,
            m.item,
            m.quantity,
            m.moved_on,
            m.kind,
            m.partner,
            nullif(trim(m.from_place), '') as from_place,
            nullif(trim(m.to_place), '') as to_place
        from stock_movements as m
        where
            m.quantity is not null
            and m.item is not null
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
    )
select m.*, f.place_code as from_code, t.place_code as to_code, coalesce(u.unit, k.unit) as unit
from movements as m
left join ends_known as f on f.spelled = translate(lower(m.from_place), 'áéíóúüñ', 'aeiouun')
left join ends_known as t on t.spelled = translate(lower(m.to_place), 'áéíóúüñ', 'aeiouun')
left join lot_units as u on u.lot = m.lot and u.item = m.item
left join kits as k on k.item = m.item
