-- Whom each donor's contributions reached, before anything is added up.
--
-- What a unit and a strand are depends on the counting method (see `rows_in_units`). Questions take families added
-- up, from
-- `per_donor_unit`.
-- grain: one row per donor, unit, strand, item, unit of the item, partner and place
-- needs: rows_in_units
select
    x.donor,
    c.reach_unit,
    c.is_keyed,
    c.strand,
    c.item,
    c.unit,
    c.partner,
    c.place_code,
    c.district_code,
    cast(case when c.is_keyed then 1 else sum(c.households) end as bigint) as households,
    sum(x.quantity) as quantity,
    count(*) as deliveries,
    min(c.first_day) as first_day,
    max(c.day) as last_day
from rows_in_units as c
join delivery_donors as x on x.row_id = c.row_id
where ($donor is null or list_contains($donor::varchar[], x.donor))
group by x.donor, c.reach_unit, c.is_keyed, c.strand, c.item, c.unit, c.partner, c.place_code, c.district_code
