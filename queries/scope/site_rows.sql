-- The counted delivery rows, each with where it stands on a map of sites: at a site, or beside the map and why.
--
-- A household's position is no site. A coordinate is one where at least five families certainly share it (households
-- with different keys, or one row of as many families), or where a site is named whose coordinate it is: nobody is
-- listed there by household, not every row is of one family, and the name stands at one coordinate of its place. That
-- is judged on all counted deliveries, so that no filter turns a home into a site. Coordinates are rounded to three
-- decimals, about 110 m; those that are no site are not told.
-- The country lies where its list of places does, one degree wider; without such a list only 0/0 is no coordinate.
-- grain: one row per counted delivery row
-- needs: rows_in_units
with
    country_box as (
        select
            min(latitude) - 1 as south,
            max(latitude) + 1 as north,
            min(longitude) - 1 as west,
            max(longitude) + 1 as east
        from places
        where latitude is not null and longitude is not null
    ),
    written as (
        select
            latitude,
            longitude,
            place_code,
            site,
            household_key,
            households,
            cast(round(latitude, 3) as double) as cell_latitude,
            cast(round(longitude, 3) as double) as cell_longitude
        from deliveries
        where is_counted and latitude is not null and longitude is not null
    ),
    shared as (
        select
            latitude,
            longitude,
            count(distinct household_key) as keyed,
            max(case when household_key is null then households end) as largest_row
        from written
        group by latitude, longitude
    ),
    name_cells as (
        select site, place_code, cell_latitude, cell_longitude
        from written
        where site is not null
        group by site, place_code, cell_latitude, cell_longitude
    ),
    names_of_one as (select site, place_code from name_cells group by site, place_code having count(*) = 1),
    named as (
        select w.latitude, w.longitude
        from written as w
        join names_of_one as n on n.site = w.site and n.place_code is not distinct from w.place_code
        group by w.latitude, w.longitude
    ),
    coordinates as (
        select
            s.latitude,
            s.longitude,
            greatest(s.keyed, coalesce(s.largest_row, 0)) as households_sharing,
            n.latitude is not null and s.keyed = 0 and coalesce(s.largest_row, 2) > 1 as is_named
        from shared as s
        left join named as n on n.latitude = s.latitude and n.longitude = s.longitude
    ),
    judged as (
        select
            r.*,
            c.households_sharing,
            c.is_named,
            case
                when r.latitude is null and r.longitude is null
                then 'no_coordinates'
                when r.latitude is null or r.longitude is null
                then 'half'
                when r.latitude = 0 and r.longitude = 0
                then 'zero'
                when
                    b.south is null
                    or (r.latitude between b.south and b.north and r.longitude between b.west and b.east)
                then case when c.households_sharing >= 5 or c.is_named then 'site' else 'few' end
                when r.longitude between b.south and b.north and r.latitude between b.west and b.east
                then 'swapped'
                else 'outside'
            end as site_standing
        from rows_in_units as r
        cross join country_box as b
        left join coordinates as c on c.latitude = r.latitude and c.longitude = r.longitude
    )
select
    j.*,
    case when site_standing = 'site' then cast(round(latitude, 3) as double) end as site_latitude,
    case when site_standing = 'site' then cast(round(longitude, 3) as double) end as site_longitude
from judged as j
