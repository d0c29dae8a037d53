-- Who does what where?
--
-- grain: one row per partner, place and item
-- needs: scoped
-- column partner varchar: name of the implementing partner
-- column lead_partner varchar: name of the lead partner; null where the partner leads itself
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column district varchar: name of the district; null where only a wider place is known
-- column department varchar: name of the department
-- column item varchar: code from the kit list, else the item as reported
-- column unit varchar: unit as reported
-- column deliveries bigint: counted delivery rows
-- column quantity decimal(18,3): delivered quantity; null where no row gives one
-- column first_delivery date: day of the first counted row
-- column last_delivery date: day of the last counted row
select
    s.partner,
    s.lead_partner,
    s.place_code as ubigeo,
    s.district,
    s.department,
    s.item,
    s.unit,
    cast(count(*) as bigint) as deliveries,
    cast(sum(s.quantity) as decimal(18, 3)) as quantity,
    cast(min(s.first_day) as date) as first_delivery,
    cast(max(s.day) as date) as last_delivery
from scoped as s
where s.is_counted
group by s.partner, s.lead_partner, s.place_code, s.district, s.department, s.item, s.unit
order by
    s.partner,
    s.department nulls last,
    s.place_code nulls last,
    deliveries desc,
    s.item nulls last,
    s.unit nulls last,
    s.lead_partner nulls last
