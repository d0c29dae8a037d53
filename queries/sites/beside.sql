-- Which deliveries are not on the map of sites, and why?
--
-- A family may stand beside the map for one row and on it for another, so these families and those of the sites may be
-- more than were reached.
-- grain: one row per reason
-- needs: site_rows
-- column reason varchar: no_coordinates, half (one of both), zero (0/0), swapped, outside (the country) or few
-- column deliveries bigint: counted delivery rows
-- column households_reached bigint: families that they reached, by the counting method
-- column is_households_known boolean: whether any of the rows gives families
-- column partners bigint: implementing partners of these rows
-- column sites bigint: names of sites in these rows
-- column last_delivery date: day of the last of these rows
with
    apart as (select * from site_rows where site_standing <> 'site'),
    per_strand as (
        select site_standing, reach_unit, strand, case when is_keyed then 1 else sum(households) end as households
        from apart
        group by site_standing, reach_unit, is_keyed, strand
    ),
    per_unit_apart as (
        select site_standing, reach_unit, max(households) as households
        from per_strand
        group by site_standing, reach_unit
    ),
    reached as (
        select site_standing, households_reached(households) as households_reached
        from per_unit_apart
        group by site_standing
    ),
    facts as (
        select
            site_standing,
            count(*) as deliveries,
            count(distinct partner) as partners,
            count(distinct site) as sites,
            max(last_day) as last_delivery,
            max(case when household_key is null and households is null then 0 else 1 end) as gives_households
        from apart
        group by site_standing
    )
select
    f.site_standing as reason,
    cast(f.deliveries as bigint) as deliveries,
    cast(r.households_reached as bigint) as households_reached,
    f.gives_households = 1 as is_households_known,
    cast(f.partners as bigint) as partners,
    cast(f.sites as bigint) as sites,
    cast(f.last_delivery as date) as last_delivery
from facts as f
join reached as r on r.site_standing = f.site_standing
order by deliveries desc, reason
