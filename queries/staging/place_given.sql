-- What each combination of place columns gives: its code, its names and its country, cleaned of words that name
-- nothing.
--
-- A code may stand in parts (department 15, province 01, district 32). A name in the column for codes stands for
-- itself (``free_text``). A name of the whole country beside a wider name says nothing more.
-- grain: one row per combination
with
    -- Codes as in Peru's list: two digits a level.
    styled as (
        select
            s.country,
            s.country = 'PE'
            and coalesce(
                bool_and(regexp_full_match(bare_code(p.place_code, s.country), '([0-9][0-9]){0,3}')), false
            ) as by_pairs
        from setting as s
        left join stg_places as p on p.geo_level = 'district'
        group by s.country
    ),
    bared as (
        select
            r.place_key as combination,
            r.times,
            s.country as home,
            s.by_pairs,
            r.country,
            r.is_elsewhere,
            case when not coalesce(t1.is_none, false) then r.department end as department,
            case when not coalesce(t2.is_none, false) then r.province end as province,
            case when not coalesce(t3.is_none, false) then r.district end as district,
            r.ubigeo,
            r.province_code,
            r.department_code,
            coalesce(t4.is_none, false) as ubigeo_is_none,
            bare_code(r.ubigeo, s.country) as c3,
            bare_code(r.province_code, s.country) as c2,
            bare_code(r.department_code, s.country) as c1,
            starts_with(upper(trim(r.ubigeo)), s.country)
            or starts_with(upper(trim(r.province_code)), s.country)
            or starts_with(upper(trim(r.department_code)), s.country) as is_prefixed
        from raw_places as r
        cross join styled as s
        left join place_texts as t1 on t1.text = r.department
        left join place_texts as t2 on t2.text = r.province
        left join place_texts as t3 on t3.text = r.district
        left join place_texts as t4 on t4.text = r.ubigeo
    ),
    -- Zeros stand for no place, and after the country's letters for the country.
    whole as (
        select
            * exclude (c1, c2, c3),
            case
                when c1 = '' or (is_prefixed and regexp_full_match(c1, '0+'))
                then home
                when regexp_full_match(c1, '0+')
                then null
                when by_pairs and regexp_full_match(c1, '[0-9]')
                then '0' || c1
                else c1
            end as c1,
            case
                when c2 = '' or (is_prefixed and regexp_full_match(c2, '0+'))
                then home
                when regexp_full_match(c2, '0+')
                then null
                when by_pairs and regexp_full_match(c2, '[0-9]{3}')
                then '0' || c2
                else c2
            end as c2,
            case
                when ubigeo_is_none or (c3 <> '' and not regexp_matches(c3, '[\pL\pN]'))
                then null
                when c3 = '' or (is_prefixed and regexp_full_match(c3, '0+'))
                then home
                when regexp_full_match(c3, '0+')
                then null
                when by_pairs and regexp_full_match(c3, '[0-9]{5}|[0-9]{3}')
                then '0' || c3
                else c3
            end as c3
        from bared
    ),
    joined as (
        select
            * replace (
                case
                    when by_pairs and regexp_full_match(c2, '[0-9]{1,2}') and regexp_full_match(c1, '[0-9]{2}')
                    then c1 || lpad(c2, 2, '0')
                    else c2
                end as c2
            ),
            c2 as own_c2
        from whole
    ),
    coded as (
        select
            j.* exclude (c3),
            case
                when
                    by_pairs
                    and regexp_full_match(c3, '[0-9]{1,2}')
                    and regexp_full_match(own_c2, '[0-9]{1,2}')
                    and regexp_full_match(c1, '[0-9]{2}')
                then c2 || lpad(c3, 2, '0')
                when by_pairs and regexp_full_match(c3, '[0-9]')
                then '0' || c3
                else c3
            end as c3,
            c3 is not null
            and c3 not in (select code from place_codes)
            and regexp_matches(c3, '\pL')
            and (
                ubigeo in (select text from place_senses) or (district is null and not regexp_matches(ubigeo, '[0-9]'))
            ) as is_named
        from joined as j
    ),
    countrywide as (select text from place_senses group by text having bool_and(geo_level = 'country')),
    thinned as (
        select
            c.*,
            c.province in (from countrywide) and c.department is not null as province_adds_nothing,
            c.district in (from countrywide) and coalesce(c.province, c.department) is not null as district_adds_nothing
        from coded as c
    )
select
    combination,
    times,
    home,
    is_elsewhere,
    country,
    department,
    case when not coalesce(province_adds_nothing, false) then province end as province,
    case when not coalesce(district_adds_nothing, false) then district end as district,
    case when is_named and district is null then ubigeo end as free_text,
    c1,
    c2,
    case when not coalesce(is_named, false) then c3 end as c3,
    coalesce(is_prefixed, false) as is_prefixed,
    coalesce(province_adds_nothing, false) or coalesce(district_adds_nothing, false) as country_left_out,
    ubigeo,
    province_code,
    department_code
from thinned
