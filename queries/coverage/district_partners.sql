-- Who delivered in each place, to how many families, and when?
--
-- A family that two partners served counts for both: the rows are not parts of the place's total.
-- grain: one row per place, the most detailed that is known, and implementing partner
-- needs: scoped, per_unit(place_code, partner)
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column partner varchar: name of the implementing partner; null where the rows name none
-- column households_reached bigint: families that this partner reached here; null where its rows give no number
-- column deliveries bigint: counted delivery rows
-- column first_delivery date: day of the first counted row
-- column last_delivery date: day of the last counted row
with
    reached as (
        select
            place_code,
            partner,
            case when count(households) > 0 then households_reached(households) end as households_reached
        from per_unit_by_place_code_partner
        group by place_code, partner
    ),
    delivered as (
        select place_code, partner, count(*) as deliveries, min(first_day) as first_delivery, max(day) as last_delivery
        from scoped
        where is_counted
        group by place_code, partner
    )
select
    d.place_code as ubigeo,
    d.partner,
    cast(r.households_reached as bigint) as households_reached,
    cast(d.deliveries as bigint) as deliveries,
    cast(d.first_delivery as date) as first_delivery,
    cast(d.last_delivery as date) as last_delivery
from delivered as d
left join reached as r on r.place_code is not distinct from d.place_code and r.partner is not distinct from d.partner
order by d.place_code nulls last, households_reached desc nulls last, d.partner nulls last
