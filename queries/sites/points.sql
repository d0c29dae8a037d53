-- Where are the distribution sites, and how many families did each reach?
--
-- A household's position is no site (see marts/delivery_sites.sql). Sites whose coordinates are the same to three
-- decimals
-- are one row, under the name that most of its rows give. A family that was reached at two sites counts at each.
-- grain: one row per coordinate of three decimals
-- needs: site_rows
-- column site varchar: name that most rows here give; null where none does
-- column sites bigint: names that rows here give
-- column place_code varchar: code of the place, the one of most rows here
-- column place varchar: name of that place; null where none is known
-- column site_latitude double: latitude, rounded to three decimals
-- column site_longitude double: longitude, rounded to three decimals
-- column households_reached bigint: families reached here, by the counting method
-- column is_households_known boolean: whether any counted row here gives families
-- column deliveries bigint: counted delivery rows here
-- column partners bigint: implementing partners with a counted row here
-- column first_delivery date: day of the first counted row here
-- column last_delivery date: day of the last counted row here
-- column households_sharing bigint: families that certainly share one coordinate here, of all counted deliveries
-- column is_named boolean: whether a name alone makes it a site
with
    at_sites as (select * from site_rows where site_standing = 'site'),
    per_strand as (
        select
            site_latitude,
            site_longitude,
            reach_unit,
            strand,
            case when is_keyed then 1 else sum(households) end as households
        from at_sites
        group by site_latitude, site_longitude, reach_unit, is_keyed, strand
    ),
    per_unit_here as (
        select site_latitude, site_longitude, reach_unit, max(households) as households
        from per_strand
        group by site_latitude, site_longitude, reach_unit
    ),
    reached as (
        select site_latitude, site_longitude, households_reached(households) as households_reached
        from per_unit_here
        group by site_latitude, site_longitude
    ),
    facts as (
        select
            site_latitude,
            site_longitude,
            count(distinct site) as sites,
            count(*) as deliveries,
            count(distinct partner) as partners,
            min(first_day) as first_delivery,
            max(last_day) as last_delivery,
            max(case when household_key is null and households is null then 0 else 1 end) as gives_households,
            max(households_sharing) as households_sharing,
            max(case when is_named then 1 else 0 end) as is_named
        from at_sites
        group by site_latitude, site_longitude
    ),
    names as (
        select site_latitude, site_longitude, site, count(*) as deliveries
        from at_sites
        where site is not null
        group by site_latitude, site_longitude, site
    ),
    best_names as (
        select
            site_latitude,
            site_longitude,
            site,
            row_number() over (partition by site_latitude, site_longitude order by deliveries desc, site) as at_rank
        from names
    ),
    codes as (
        select site_latitude, site_longitude, place_code, count(*) as deliveries
        from at_sites
        where place_code is not null
        group by site_latitude, site_longitude, place_code
    ),
    best_codes as (
        select
            site_latitude,
            site_longitude,
            place_code,
            row_number() over (
                partition by site_latitude, site_longitude order by deliveries desc, place_code
            ) as at_rank
        from codes
    )
select
    n.site,
    cast(f.sites as bigint) as sites,
    c.place_code,
    coalesce(p.district, p.province, p.department) as place,
    f.site_latitude,
    f.site_longitude,
    cast(r.households_reached as bigint) as households_reached,
    f.gives_households = 1 as is_households_known,
    cast(f.deliveries as bigint) as deliveries,
    cast(f.partners as bigint) as partners,
    cast(f.first_delivery as date) as first_delivery,
    cast(f.last_delivery as date) as last_delivery,
    cast(f.households_sharing as bigint) as households_sharing,
    f.is_named = 1 as is_named
from facts as f
join reached as r on r.site_latitude = f.site_latitude and r.site_longitude = f.site_longitude
left join best_names as n on n.site_latitude = f.site_latitude and n.site_longitude = f.site_longitude and n.at_rank = 1
left join best_codes as c on c.site_latitude = f.site_latitude and c.site_longitude = f.site_longitude and c.at_rank = 1
left join places as p on p.place_code = c.place_code
order by households_reached desc, f.site_latitude, f.site_longitude
