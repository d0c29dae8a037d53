-- What did each donor's contribution become?
--
-- A row that carries a lot belongs to the donors of that lot, by what each gave to it; a row without one to the
-- donor it names; the rest is `unattributed`. The shares add up to what was delivered, exactly.
-- grain: one row per donor, item and unit
-- needs: donor_units, per_donor_unit(donor, item, unit)
-- column donor varchar: name of the donor, or `unattributed`
-- column item varchar: code from the kit list, else the item as reported
-- column unit varchar: unit as reported
-- column contributed decimal(18,3): quantity contributed; null where the contributions give none
-- column delivered decimal(18,3): the donor's share of what was delivered; null where no row gives a quantity
-- column households_reached bigint: families that received from this donor
-- column districts bigint: districts in which they live
-- column first_delivery date: day of the first such delivery
-- column last_delivery date: day of the last such delivery
with
    reached as (
        select donor, item, unit, households_reached(households) as households_reached
        from per_donor_unit_by_donor_item_unit
        group by donor, item, unit
    ),
    delivered as (
        select
            donor,
            item,
            unit,
            sum(quantity) as delivered,
            count(distinct district_code) as districts,
            min(first_day) as first_delivery,
            max(last_day) as last_delivery
        from donor_units
        group by donor, item, unit
    ),
    given as (
        select donor, item, unit, sum(quantity) as contributed
        from contributions
        where
            not is_cancelled
            and ($donor is null or list_contains($donor::varchar[], donor))
            and ($item is null or list_contains($item::varchar[], item))
        group by donor, item, unit
    ),
    everything as (
        select donor, item, unit
        from delivered
        union
        select donor, item, unit
        from given
    )
select
    e.donor,
    e.item,
    e.unit,
    cast(g.contributed as decimal(18, 3)) as contributed,
    cast(d.delivered as decimal(18, 3)) as delivered,
    cast(coalesce(r.households_reached, 0) as bigint) as households_reached,
    cast(coalesce(d.districts, 0) as bigint) as districts,
    cast(d.first_delivery as date) as first_delivery,
    cast(d.last_delivery as date) as last_delivery
from everything as e
left join given as g on g.donor = e.donor and g.item is not distinct from e.item and g.unit is not distinct from e.unit
left join
    delivered as d on d.donor = e.donor and d.item is not distinct from e.item and d.unit is not distinct from e.unit
left join
    reached as r on r.donor = e.donor and r.item is not distinct from e.item and r.unit is not distinct from e.unit
order by case when e.donor = 'unattributed' then 1 else 0 end, e.donor, e.item nulls last, e.unit nulls last
