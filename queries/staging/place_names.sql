-- The known places' names as they are compared.
--
-- grain: one row per place and name
select
    place_code,
    geo_level,
    department_code,
    province_code,
    fold(department) as department_key,
    fold(province) as province_key,
    fold(district) as district_key
from stg_places
where geo_level <> 'country'
union all
select s.country, 'country', null, null, c.country_key, null, null
from setting as s
cross join country_names as c
