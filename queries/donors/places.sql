-- Where and when did each donor's contribution arrive?
--
-- grain: one row per donor, place and partner
-- needs: donor_units, per_donor_unit(donor, place_code, partner)
-- column donor varchar: name of the donor, or `unattributed`
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column district varchar: name of the district; null where only a wider place is known
-- column department varchar: name of the department
-- column partner varchar: implementing partner that delivered
-- column households_reached bigint: families that this partner reached here with this donor's contribution
-- column first_delivery date: day of the first such delivery
-- column last_delivery date: day of the last such delivery
with
    reached as (
        select donor, place_code, partner, households_reached(households) as households_reached
        from per_donor_unit_by_donor_place_code_partner
        group by donor, place_code, partner
    ),
    handed_out as (
        select donor, place_code, partner, min(first_day) as first_delivery, max(last_day) as last_delivery
        from donor_units
        group by donor, place_code, partner
    )
select
    r.donor,
    r.place_code as ubigeo,
    p.district,
    p.department,
    r.partner,
    r.households_reached,
    cast(h.first_delivery as date) as first_delivery,
    cast(h.last_delivery as date) as last_delivery
from reached as r
join
    handed_out as h
    on h.donor = r.donor
    and h.place_code is not distinct from r.place_code
    and h.partner is not distinct from r.partner
left join places as p on p.place_code = r.place_code
order by r.donor, households_reached desc, r.place_code nulls last, r.partner
