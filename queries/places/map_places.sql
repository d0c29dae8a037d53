-- Which places are there, and where do they lie?
--
-- grain: one row per place
-- column place_code varchar: code of the place
-- column name varchar: name of the place; null for the whole country
-- column geo_level varchar: district, province, department or country
-- column province varchar: name of the province
-- column department varchar: name of the department
-- column province_code varchar: code of the province
-- column department_code varchar: code of the department
-- column latitude double: latitude, where the list of places gives it
-- column longitude double: longitude, where the list of places gives it
select
    place_code,
    coalesce(district, province, department) as name,
    geo_level,
    province,
    department,
    province_code,
    department_code,
    latitude,
    longitude
from places
order by place_code
