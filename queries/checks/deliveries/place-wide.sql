-- Rows that stand at a department or at the whole country.
--
-- grain: one row per cell at fault
select d.row_id, d.place_column as column_name, d.place_value as value
from stg_deliveries as d
join stg_places as p on p.place_code = d.place_code
where p.geo_level in ('department', 'country')
