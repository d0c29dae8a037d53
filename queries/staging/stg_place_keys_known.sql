-- Which known place each combination of place columns means, and what is wrong where none fits.
--
-- A code decides; without one the names do, and a name that several districts share needs its province.
-- grain: one row per combination of place columns as exported
with
    cleaned as (
        select
            k.*,
            coalesce(
                nullif(regexp_replace(upper(k.ubigeo), '^' || s.country, ''), ''),
                case when k.ubigeo is not null then s.country end
            ) as code,
            coalesce(
                nullif(regexp_replace(upper(k.province_code), '^' || s.country, ''), ''),
                case when k.province_code is not null then s.country end
            ) as adm2,
            coalesce(
                nullif(regexp_replace(upper(k.department_code), '^' || s.country, ''), ''),
                case when k.department_code is not null then s.country end
            ) as adm1,
            fold(k.department) as department_key,
            fold(k.province) as province_key,
            coalesce(a.name_key, fold(k.district)) as district_key
        from raw_places as k
        cross join setting as s
        left join place_aliases as a on a.alias_key = fold(k.district)
    ),
    -- A code as the list has it, without the country's letters, or with a zero that was put before it.
    place_codes as (
        select code, arg_min(place_code, (changes, place_code)) as place_code
        from
            (
                select
                    coalesce(nullif(regexp_replace(upper(p.place_code), '^' || s.country, ''), ''), s.country) as code,
                    p.place_code,
                    0 as changes
                from stg_places as p
                cross join setting as s
                union all
                select '0' || regexp_replace(upper(p.place_code), '^' || s.country, ''), p.place_code, 1
                from stg_places as p
                cross join setting as s
                where p.geo_level <> 'country'
            ) as spelled
        group by code
    ),
    by_name as (
        select c.place_key, min(p.place_code) as place_code, count(distinct p.place_code) as candidates
        from cleaned as c
        join
            place_names as p
            on p.geo_level = 'district'
            and p.district_key = c.district_key
            and (c.province_key is null or p.province_key = c.province_key)
            and (c.department_key is null or p.department_key = c.department_key)
        left join place_codes as k2 on k2.code = c.adm2
        left join place_codes as k1 on k1.code = c.adm1
        where
            c.code is null
            and coalesce(p.province_code = k2.place_code, true)
            and coalesce(p.department_code = k1.place_code, true)
        group by c.place_key
    ),
    by_province as (
        select c.place_key, min(p.place_code) as place_code, count(distinct p.place_code) as candidates
        from cleaned as c
        join
            place_names as p
            on p.geo_level = 'province'
            and p.province_key = c.province_key
            and (c.department_key is null or p.department_key = c.department_key)
        left join place_codes as k1 on k1.code = c.adm1
        where c.code is null and c.district_key is null and coalesce(p.department_code = k1.place_code, true)
        group by c.place_key
    ),
    by_department as (
        select c.place_key, min(p.place_code) as place_code, count(distinct p.place_code) as candidates
        from cleaned as c
        join place_names as p on p.geo_level = 'department' and p.department_key = c.department_key
        group by c.place_key
    ),
    wider_words as (
        select c.place_key, min(p.geo_level) as geo_level, min(p.place_code) as place_code
        from cleaned as c
        join
            place_names as p
            on (
                (p.geo_level = 'country' and p.department_key = coalesce(c.district_key, c.department_key))
                or (p.geo_level = 'department' and p.department_key = c.district_key)
            )
        where c.code is null
        group by c.place_key
    )
select
    c.place_key,
    case
        when c.code is not null
        then k3.place_code
        when c.district_key is not null
        then
            coalesce(
                case when n.candidates = 1 then n.place_code end, case when n.candidates is null then w.place_code end
            )
        when c.adm2 is not null
        then k2.place_code
        when c.province_key is not null
        then case when v.candidates = 1 then v.place_code end
        when c.adm1 is not null
        then k1.place_code
        when d.candidates > 1
        then null
        else coalesce(d.place_code, w.place_code)
    end as place_code,
    case
        when c.code is not null
        then case when k3.place_code is null then 'code-unknown' end
        when c.district_key is not null
        then
            case
                when n.candidates > 1
                then 'district-ambiguous'
                when n.candidates is null and w.place_code is null
                then 'district-unknown'
            end
        when c.adm2 is not null
        then case when k2.place_code is null then 'code-unknown' end
        when c.province_key is not null
        then case when v.candidates > 1 then 'province-ambiguous' when v.candidates is null then 'province-unknown' end
        when c.adm1 is not null
        then case when k1.place_code is null then 'code-unknown' end
        when c.department_key is not null
        then
            case
                when d.candidates > 1
                then 'department-ambiguous'
                when coalesce(d.place_code, w.place_code) is null
                then 'department-unknown'
            end
    end as problem,
    case
        when c.code is not null
        then 'ubigeo'
        when c.district_key is not null
        then 'district'
        when c.adm2 is not null
        then 'province_code'
        when c.province_key is not null
        then 'province'
        when c.adm1 is not null
        then 'department_code'
        else 'department'
    end as column_name,
    coalesce(c.ubigeo, c.district, c.province_code, c.province, c.department_code, c.department) as value,
    case
        when coded.place_code is not null and c.district_key is not null and coded.geo_level = 'district'
        then fold(coded.district) <> c.district_key
        else false
    end as names_disagree,
    false as code_left_out
from cleaned as c
left join place_codes as k3 on k3.code = c.code
left join place_codes as k2 on k2.code = c.adm2
left join place_codes as k1 on k1.code = c.adm1
left join stg_places as coded on coded.place_code = k3.place_code
left join by_name as n on n.place_key = c.place_key
left join by_province as v on v.place_key = c.place_key
left join by_department as d on d.place_key = c.place_key
left join wider_words as w on w.place_key = c.place_key
