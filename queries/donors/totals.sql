-- How many families did each donor reach, where and since when?
--
-- grain: one row per donor; no quantities, since units differ
-- needs: donor_units, per_donor_unit(donor)
-- column donor varchar: name of the donor, or `unattributed`
-- column donor_type varchar: type of organisation; null where the partner list does not say
-- column channel varchar: platform through which it gave; null where unknown
-- column value decimal(18,2): value of its contributions; null where unknown or in several currencies
-- column currency varchar: currency of the value; null where there are several
-- column lots bigint: lots that it contributed to
-- column households_reached bigint: families that received something from this donor
-- column districts bigint: districts in which they live
-- column partners bigint: implementing partners that delivered it
-- column deliveries bigint: counted delivery rows
-- column first_delivery date: day of the first such delivery
-- column last_delivery date: day of the last such delivery
with
    reached as (
        select donor, households_reached(households) as households_reached from per_donor_unit_by_donor group by donor
    ),
    delivered as (
        select
            donor,
            count(distinct district_code) as districts,
            count(distinct partner) as partners,
            sum(deliveries) as deliveries,
            min(first_day) as first_delivery,
            max(last_day) as last_delivery
        from donor_units
        group by donor
    ),
    given as (
        select
            donor,
            max(channel) as channel,
            case when count(distinct valued_in) = 1 then sum(value) end as value,
            case when count(distinct valued_in) = 1 then nullif(max(valued_in), '') end as currency,
            count(distinct lot) as lots
        from
            (
                select c.*, case when c.value is not null then coalesce(c.currency, '') end as valued_in
                from contributions as c
                where not c.is_cancelled and ($donor is null or list_contains($donor::varchar[], c.donor))
            ) as valued
        group by donor
    ),
    everyone as (
        select donor
        from delivered
        union
        select donor
        from given
    )
select
    e.donor,
    p.partner_type as donor_type,
    g.channel,
    cast(g.value as decimal(18, 2)) as value,
    g.currency,
    cast(coalesce(g.lots, 0) as bigint) as lots,
    cast(coalesce(r.households_reached, 0) as bigint) as households_reached,
    cast(coalesce(d.districts, 0) as bigint) as districts,
    cast(coalesce(d.partners, 0) as bigint) as partners,
    cast(coalesce(d.deliveries, 0) as bigint) as deliveries,
    cast(d.first_delivery as date) as first_delivery,
    cast(d.last_delivery as date) as last_delivery
from everyone as e
left join given as g on g.donor = e.donor
left join delivered as d on d.donor = e.donor
left join reached as r on r.donor = e.donor
left join partners as p on p.partner = e.donor
order by case when e.donor = 'unattributed' then 1 else 0 end, households_reached desc, e.donor
