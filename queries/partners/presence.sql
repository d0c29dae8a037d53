-- Who does what where, and for how many families?
--
-- Each partner's place is told twice, as its department and as the most detailed place that is known, and each
-- place once for every item and once for all items together: families of items and of places are never added.
-- grain: one row per level, partner, place and item
-- needs: scoped, per_unit(partner, department_code), per_unit(partner, department_code, item)
-- needs: per_unit(partner, place_code), per_unit(partner, place_code, item)
-- column geo_level varchar: department, or place for the most detailed place that is known
-- column partner varchar: name of the implementing partner
-- column place_code varchar: code of the place; null for rows without one
-- column place_level varchar: what is known of the place: district, province, department, country or none
-- column district varchar: name of the district; null where only a wider place is known
-- column province varchar: name of the province; null where only a wider place is known
-- column department varchar: name of the department; null for rows without one
-- column is_every_item boolean: true for the row of all items together
-- column item varchar: code from the kit list, else the item as reported; null where unknown and for all items
-- column households_reached bigint: families this partner reached here; null where no row gives families
-- column deliveries bigint: counted delivery rows
-- column last_delivery date: day of the last counted row
with
    reached as (
        select
            'department' as geo_level,
            partner,
            department_code as cell_place,
            true as is_every_item,
            cast(null as varchar) as item,
            sum(households) as households
        from per_unit_by_partner_department_code
        group by partner, department_code
        union all
        select 'department', partner, department_code, false, item, sum(households)
        from per_unit_by_partner_department_code_item
        group by partner, department_code, item
        union all
        select 'place', partner, place_code, true, null, sum(households)
        from per_unit_by_partner_place_code
        group by partner, place_code
        union all
        select 'place', partner, place_code, false, item, sum(households)
        from per_unit_by_partner_place_code_item
        group by partner, place_code, item
    ),
    handed_out as (
        select 'department' as geo_level, s.department_code as cell_place, s.partner, s.item, s.day
        from scoped as s
        where s.is_counted
        union all
        select 'place' as geo_level, s.place_code as cell_place, s.partner, s.item, s.day
        from scoped as s
        where s.is_counted
    ),
    counted_rows as (
        select
            geo_level,
            partner,
            cell_place,
            true as is_every_item,
            cast(null as varchar) as item,
            count(*) as deliveries,
            max(day) as last_delivery
        from handed_out
        group by geo_level, partner, cell_place
        union all
        select geo_level, partner, cell_place, false, item, count(*), max(day)
        from handed_out
        group by geo_level, partner, cell_place, item
    ),
    cells as (
        select r.*, n.deliveries, n.last_delivery
        from reached as r
        join
            counted_rows as n
            on n.geo_level = r.geo_level
            and n.partner = r.partner
            and n.cell_place is not distinct from r.cell_place
            and n.is_every_item = r.is_every_item
            and n.item is not distinct from r.item
        where r.partner is not null
    )
select
    c.geo_level,
    c.partner,
    c.cell_place as place_code,
    coalesce(p.geo_level, 'none') as place_level,
    p.district,
    p.province,
    p.department,
    c.is_every_item,
    c.item,
    cast(c.households as bigint) as households_reached,
    cast(c.deliveries as bigint) as deliveries,
    cast(c.last_delivery as date) as last_delivery
from cells as c
left join places as p on p.place_code = c.cell_place
order by c.geo_level, c.partner, c.cell_place nulls last, c.is_every_item desc, c.item nulls last
