-- Which counted deliveries with a coordinate are at a distribution site, and why the others are not.
--
-- A household's position is no site. A coordinate is one where at least five families certainly share it (households
-- with different keys, or one row of as many families), or where a site is named whose coordinate it is: nobody is
-- listed there by household, not every row is of one family, and the name stands at one coordinate of its place. That
-- is judged on all counted deliveries, so that no filter turns a home into a site. Coordinates are rounded to three
-- decimals, about 110 m; those that are no site are not told.
-- The country lies where its list of places does, one degree wider; without such a list only 0/0 is no coordinate.
-- grain: one row per counted delivery row with a latitude or a longitude
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
    given as (
        select row_id, latitude, longitude, place_code, site, household_key, households
        from deliveries
        where is_counted and (latitude is not null or longitude is not null)
    ),
    written as (
        select g.*, round(latitude, 3) as cell_latitude, round(longitude, 3) as cell_longitude
        from given as g
        where latitude is not null and longitude is not null
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
    name_cells as (select distinct site, place_code, cell_latitude, cell_longitude from written where site is not null),
    names_of_one as (select site, place_code from name_cells group by site, place_code having count(*) = 1),
    named as (
        select distinct w.latitude, w.longitude
        from written as w
        join names_of_one as n on n.site = w.site and n.place_code is not distinct from w.place_code
    ),
    coordinates as (
        select
            s.latitude,
            s.longitude,
            cast(greatest(s.keyed, coalesce(s.largest_row, 0)) as bigint) as households_sharing,
            n.latitude is not null and s.keyed = 0 and coalesce(s.largest_row, 2) > 1 as is_named
        from shared as s
        left join named as n on n.latitude = s.latitude and n.longitude = s.longitude
    ),
    judged as (
        select
            g.*,
            c.households_sharing,
            c.is_named,
            case
                when g.latitude is null or g.longitude is null
                then 'half'
                when g.latitude = 0 and g.longitude = 0
                then 'zero'
                when
                    b.south is null
                    or (g.latitude between b.south and b.north and g.longitude between b.west and b.east)
                then case when c.households_sharing >= 5 or c.is_named then 'site' else 'few' end
                when g.longitude between b.south and b.north and g.latitude between b.west and b.east
                then 'swapped'
                else 'outside'
            end as site_standing
        from given as g
        cross join country_box as b
        left join coordinates as c on c.latitude = g.latitude and c.longitude = g.longitude
    )
select
    row_id,
    site_standing,
    case when site_standing = 'site' then cast(round(latitude, 3) as double) end as site_latitude,
    case when site_standing = 'site' then cast(round(longitude, 3) as double) end as site_longitude,
    case when site_standing = 'site' then households_sharing end as households_sharing,
    coalesce(is_named, false) and site_standing = 'site' as is_named
from judged
order by row_id
