-- The counted delivery rows, each with where it stands on a map of sites: at a site, or beside the map and why.
--
-- Which coordinates are sites is judged once, when files are imported (see marts/delivery_sites.sql): the position of
-- a household is in none of these columns.
-- grain: one row per counted delivery row
-- needs: rows_in_units
select
    r.*,
    coalesce(s.site_standing, 'no_coordinates') as site_standing,
    s.site_latitude,
    s.site_longitude,
    s.households_sharing,
    s.is_named
from rows_in_units as r
left join delivery_sites as s on s.row_id = r.row_id
