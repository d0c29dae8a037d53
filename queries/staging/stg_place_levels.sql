-- The places that the exports name themselves, where the operation has no list of places.
--
-- A code counts if it extends its parent's, where the operation's codes do so. Without a code, a name that has
-- one elsewhere in the same parent takes it; else the names make one.
-- grain: one row per combination of place columns as exported
with
    style as (
        select
            coalesce(
                sum(case when starts_with(province_code, department_code) then times end)
                > 0.5 * sum(times) filter (where province_code is not null and department_code is not null),
                false
            ) as codes_nest
        from raw_places
    ),
    checked as (
        select
            k.*,
            fold(k.department) as n1,
            fold(k.province) as n2,
            fold(k.district) as n3,
            nullif(trim(k.department_code), '') as c1,
            case
                when
                    s.codes_nest
                    and k.department_code is not null
                    and not starts_with(k.province_code, k.department_code)
                then null
                else nullif(trim(k.province_code), '')
            end as c2,
            case
                when
                    s.codes_nest
                    and coalesce(k.province_code, k.department_code) is not null
                    and not starts_with(k.ubigeo, coalesce(k.province_code, k.department_code))
                then null
                else nullif(trim(k.ubigeo), '')
            end as c3
        from raw_places as k
        cross join style as s
    ),
    named1 as (
        select n1, arg_max(c1, (n, c1)) as c1
        from (select n1, c1, sum(times) as n from checked where c1 is not null and n1 is not null group by n1, c1) as x
        group by n1
    ),
    level1 as (
        select
            c.*,
            case
                when
                    n1 = any(select country_key from country_names)
                    and coalesce(c.c1, named1.c1, c.n2, c.c2, c.n3, c.c3) is null
                then null
                else coalesce(c.c1, named1.c1, slug(c.department))
            end as k1
        from checked as c
        left join named1 using (n1)
    ),
    named2 as (
        select k1, n2, arg_max(c2, (n, c2)) as c2
        from
            (
                select k1, n2, c2, sum(times) as n
                from level1
                where c2 is not null and n2 is not null
                group by k1, n2, c2
            ) as x
        group by k1, n2
    ),
    level2 as (
        select a.* exclude (c2), coalesce(a.c2, b.c2, coalesce(a.k1 || '/', '') || slug(a.province)) as k2
        from level1 as a
        left join named2 as b on b.k1 is not distinct from a.k1 and b.n2 = a.n2
    ),
    named3 as (
        select k1, k2, n3, arg_max(c3, (n, c3)) as c3
        from
            (
                select k1, k2, n3, c3, sum(times) as n
                from level2
                where c3 is not null and n3 is not null
                group by k1, k2, n3, c3
            ) as x
        group by k1, k2, n3
    )
select
    a.place_key,
    a.times,
    a.department,
    a.province,
    a.district,
    a.k1,
    a.k2,
    coalesce(a.c3, b.c3, coalesce(a.k2 || '/', a.k1 || '/', '') || slug(a.district)) as k3,
    (a.province_code is not null and a.k2 is null) or (a.ubigeo is not null and a.c3 is null) as code_left_out,
    a.n1 is not null and a.k1 is null as is_country,
    coalesce(a.ubigeo, a.province_code) as code_given
from level2 as a
left join named3 as b on b.k1 is not distinct from a.k1 and b.k2 is not distinct from a.k2 and b.n3 = a.n3
