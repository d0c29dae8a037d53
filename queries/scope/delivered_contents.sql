-- The delivery rows that count, each with what one of its item holds and whether its quantity can be multiplied by it.
--
-- The kit list gives kcal and litres of one kit. An item is food where its kcal are above zero, water where its litres
-- are; empty is unknown and not zero. Where donors are chosen, the quantity is their share.
-- `left_out` names the first reason why a row's quantity is not multiplied; null where it is.
-- grain: one row per counted delivery row
-- needs: rows_in_units
with
    shares as (
        select row_id, sum(quantity) as quantity
        from delivery_donors
        where $donor is null or list_contains($donor::varchar[], donor)
        group by row_id
    ),
    listed as (
        select
            item,
            coalesce(unit, 'kit') as kit_unit,
            case when kcal >= 0 then kcal end as kcal,
            case when litres >= 0 then litres end as litres
        from kits
    )
select
    r.row_id,
    r.reach_unit,
    r.is_keyed,
    r.strand,
    r.lead_partner,
    r.partner,
    r.place_code,
    r.department_code,
    r.district_code,
    r.item,
    r.unit,
    r.households,
    r.quantity as quantity_reported,
    s.quantity,
    r.government_package,
    k.kit_unit,
    k.kcal,
    k.litres,
    coalesce(k.kcal, 0) > 0 and coalesce(r.quantity, 1) > 0 as gives_food,
    coalesce(k.litres, 0) > 0 and coalesce(r.quantity, 1) > 0 as gives_water,
    k.kcal is null and k.litres is null as is_unknown,
    case
        when r.item is null
        then 'no_item'
        when k.kcal is null and k.litres is null
        then 'no_composition'
        when lower(trim(coalesce(r.unit, k.kit_unit))) <> lower(trim(k.kit_unit))
        then 'other_unit'
        when s.quantity is null
        then 'no_quantity'
    end as left_out
from rows_in_units as r
left join shares as s on s.row_id = r.row_id
left join listed as k on k.item = r.item
