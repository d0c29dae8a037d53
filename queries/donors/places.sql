-- Where and when did each donor's contribution arrive?
--
-- grain: one row per donor, place and partner
-- needs: donor_units
-- column donor varchar: name of the donor, or `unattributed`
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column district varchar: name of the district; null where only a wider place is known
-- column department varchar: name of the department
-- column partner varchar: implementing partner that delivered
-- column households_reached bigint: families that this partner reached here with this donor's contribution
-- column first_delivery date: day of the first such delivery
-- column last_delivery date: day of the last such delivery
with
    per_item as (
        select
            donor,
            place_code,
            partner,
            reach_unit,
            item,
            case when starts_with(reach_unit, 'k') then 1 else sum(households) end as households,
            min(first_day) as first_day,
            max(last_day) as last_day
        from donor_units
        group by donor, place_code, partner, reach_unit, item
    ),
    per_unit as (
        select
            donor,
            place_code,
            partner,
            reach_unit,
            max(households) as households,
            min(first_day) as first_day,
            max(last_day) as last_day
        from per_item
        group by donor, place_code, partner, reach_unit
    ),
    reached as (
        select
            donor,
            place_code,
            partner,
            households_reached(households) as households_reached,
            min(first_day) as first_delivery,
            max(last_day) as last_delivery
        from per_unit
        group by donor, place_code, partner
    )
select
    r.donor,
    r.place_code as ubigeo,
    p.district,
    p.department,
    r.partner,
    r.households_reached,
    cast(r.first_delivery as date) as first_delivery,
    cast(r.last_delivery as date) as last_delivery
from reached as r
left join places as p on p.place_code = r.place_code
order by r.donor, households_reached desc, r.place_code nulls last, r.partner
