-- Which known place a code means, as INEI numbers places (or whoever made the operation's list) and as RENIEC does.
--
-- A zero may have been put before a code of the list. RENIEC's codes of provinces and departments are those of most of
-- their districts.
-- grain: one row per system and code without the country's letters
with
    listed as (
        select
            place_code,
            geo_level,
            department_code,
            province_code,
            coalesce(nullif(bare_code(place_code, s.country), ''), s.country) as code
        from stg_places as p
        cross join setting as s
    ),
    spelled as (
        select code, place_code, 0 as changes
        from listed
        union all
        select '0' || code, place_code, 1
        from listed
        where geo_level <> 'country'
    ),
    registered as (
        select r.reniec, l.place_code, l.province_code, l.department_code
        from reniec_rows as r
        join listed as l on l.code = r.ubigeo and l.geo_level = 'district'
    ),
    wider as (
        select left(reniec, 4) as code, province_code as place_code
        from registered
        union all
        select left(reniec, 2), department_code
        from registered
    ),
    counted as (
        select code, place_code, count(*) as districts from wider where place_code is not null group by code, place_code
    )
select 'inei' as code_system, code, arg_min(place_code, (changes, place_code)) as place_code
from spelled
group by code
union all
select 'reniec', reniec, min(place_code)
from registered
group by reniec
union all
select 'reniec', code, arg_max(place_code, (districts, place_code))
from counted
group by code
