-- What the known places are called: by the list, by other names that people write, and by old ones.
--
-- "Cercado" is the first district of a province, whose name the province has. A name that means a place without a
-- part of it ("Lima Provincias") says which part.
-- grain: one row per place and name
with
    numbered as (
        select p.*, bare_code(p.place_code, s.country) as code, s.country as home
        from stg_places as p
        cross join setting as s
    ),
    firsts as (
        select place_code, geo_level, fold(province) as province_key, fold(district) as district_key
        from numbered
        where home = 'PE' and geo_level = 'district' and length(code) = 6 and ends_with(code, '01')
    ),
    named as (
        select
            place_code,
            geo_level,
            case geo_level when 'district' then district when 'province' then province else department end as name,
            cast(null as varchar) as without_code
        from stg_places
        where geo_level <> 'country'
        union all
        select n.place_code, n.geo_level, a.alias, w.place_code
        from place_alias_rows as a
        join numbered as n on n.code = a.ubigeo and n.geo_level = a.geo_level
        left join numbered as w on w.code = a.without_ubigeo
        union all
        select place_code, geo_level, 'cercado', null
        from firsts
        union all
        select place_code, geo_level, 'cercado ' || province_key, null
        from firsts
        union all
        select place_code, geo_level, province_key || ' cercado', null
        from firsts
        union all
        select place_code, geo_level, 'cercado ' || district_key, null
        from firsts
        union all
        select place_code, geo_level, district_key || ' cercado', null
        from firsts
        union all
        select s.country, 'country', c.country_key, null
        from setting as s
        cross join country_names as c
    ),
    folded as (
        select distinct
            name,
            fold(name) as name_key,
            -- What is left of a name whose letters beyond ASCII came as "?".
            compact_name(fold(regexp_replace(name, '[^\x00-\x7F]', '', 'g'))) as lost_key
        from named
    )
select distinct
    n.place_code,
    n.geo_level,
    [n.place_code, p.province_code, p.department_code] as chain,
    n.without_code,
    f.name_key,
    compact_name(f.name_key) as compact_key,
    loose_name(f.name_key) as loose_key,
    f.lost_key
from named as n
join folded as f on f.name = n.name
left join stg_places as p on p.place_code = n.place_code
where f.name_key is not null
