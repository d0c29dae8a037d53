-- Which share of the deliveries of each area of the maps is verified?
--
-- grain: one row per level of the map and area with a counted row
-- needs: scoped, map_areas
-- column map_level varchar: of which map: district, province or department
-- column place_code varchar: code of the area; null for no place, and for the whole country beside wider areas
-- column geo_level varchar: district, province, department, country or none
-- column verified_rate double: rows verified out of rows delivered or verified; null without such rows
-- column rows_verified bigint: rows verified
-- column rows_settled bigint: rows delivered or verified
select
    m.map_level,
    m.area_code as place_code,
    m.area_level as geo_level,
    verified_rate(s.status) as verified_rate,
    cast(sum(case when s.status = 'verified' then 1 else 0 end) as bigint) as rows_verified,
    cast(sum(case when s.status in ('delivered', 'verified') then 1 else 0 end) as bigint) as rows_settled
from scoped as s
join map_areas as m on m.place_code is not distinct from s.place_code
where s.is_counted
group by m.map_level, m.area_code, m.area_level
order by m.map_level, m.area_level, m.area_code
