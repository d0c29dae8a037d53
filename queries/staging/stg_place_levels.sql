-- The places that the exports name themselves, where the operation has no list of places.
--
-- A code counts if it extends its parent's, where the operation's codes do so; where they do not, a code that stands
-- for several places is told apart by its parent. Without a code, a name that has one elsewhere in the same parent
-- takes it; else the names make one. A code that stands alone (as in targets) means the place that has it elsewhere.
-- grain: one row per combination of place columns as exported
with
    pairs as (
        select department_code as parent, province_code as child, times
        from raw_places
        where not is_elsewhere
        union all
        select coalesce(province_code, department_code), ubigeo, times
        from raw_places
        where not is_elsewhere
    ),
    style as (
        select
            coalesce(sum(case when starts_with(child, parent) then times end) > 0.5 * sum(times), false) as codes_nest
        from pairs
        where parent is not null and child is not null
    ),
    written as (
        select
            k.*,
            s.codes_nest,
            fold(k.department) as n1,
            fold(k.province) as n2,
            fold(k.district) as n3,
            case
                when fold(k.department_code) not in (select country_key from country_names) then k.department_code
            end as c1,
            case
                when fold(k.province_code) not in (select country_key from country_names) then k.province_code
            end as c2_given,
            case when fold(k.ubigeo) not in (select country_key from country_names) then k.ubigeo end as c3_given
        from raw_places as k
        cross join style as s
        where not k.is_elsewhere
    ),
    checked as (
        select
            w.*,
            case
                when w.codes_nest and (w.c2_given = w.c1 or not starts_with(w.c2_given, w.c1)) then null else w.c2_given
            end as c2,
            case
                when
                    w.codes_nest
                    and (
                        w.c3_given = coalesce(w.c2_given, w.c1)
                        or not starts_with(w.c3_given, coalesce(w.c2_given, w.c1))
                    )
                then null
                else w.c3_given
            end as c3,
            w.c3_given is not null and coalesce(w.n1, w.n2, w.n3, w.c1, w.c2_given) is null as is_alone
        from written as w
    ),
    firsts as (select distinct c1 from checked where c1 is not null),
    seconds as (
        select c2, arg_max(c1, (n, c1)) as c1
        from (select c2, c1, sum(times) as n from checked where c2 is not null group by c2, c1) as x
        group by c2
    ),
    placed as (
        select
            c.* exclude (c1, c2, c3),
            coalesce(
                c.c1,
                f.c1,
                s.c1,
                case
                    when c.is_alone and c.codes_nest
                    then (select arg_max(p.c1, length(p.c1)) from firsts as p where starts_with(c.c3, p.c1))
                end
            ) as c1,
            coalesce(
                c.c2,
                case when f.c1 is null then s.c2 end,
                case
                    when c.is_alone and c.codes_nest and f.c1 is null and s.c2 is null
                    then (select arg_max(p.c2, length(p.c2)) from seconds as p where starts_with(c.c3, p.c2))
                end
            ) as c2,
            case when f.c1 is null and s.c2 is null then c.c3 end as c3
        from checked as c
        left join firsts as f on c.is_alone and f.c1 = c.c3
        left join seconds as s on c.is_alone and s.c2 = c.c3
    ),
    named1 as (
        select n1, arg_max(c1, (n, c1)) as c1
        from (select n1, c1, sum(times) as n from placed where c1 is not null and n1 is not null group by n1, c1) as x
        group by n1
    ),
    parents as (select distinct n1 from placed where n1 is not null and coalesce(n2, n3, c2, c3) is not null),
    level1 as (
        select
            p.*,
            case
                when
                    p.n1 in (select country_key from country_names)
                    and p.n1 not in (select n1 from parents)
                    and coalesce(p.c1, a.c1, p.n2, p.c2, p.n3, p.c3) is null
                then null
                else coalesce(p.c1, a.c1, slug(p.department))
            end as k1
        from placed as p
        left join named1 as a on a.n1 = p.n1
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
    shared2 as (
        select c2
        from level1
        where c2 is not null and not codes_nest and not is_alone
        group by c2
        having (count(distinct k1) > 1 and count(distinct n2) <> 1) or c2 in (select c1 from firsts)
    ),
    coded2 as (
        select a.* exclude (c2), coalesce(a.c2, b.c2) as c2
        from level1 as a
        left join named2 as b on b.k1 is not distinct from a.k1 and b.n2 = a.n2
    ),
    level2 as (
        select
            a.*,
            coalesce(
                case when s.c2 is not null and not a.is_alone then a.k1 || '/' || a.c2 end,
                a.c2,
                coalesce(a.k1 || '/', '') || slug(a.province)
            ) as k2
        from coded2 as a
        left join shared2 as s on s.c2 = a.c2
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
    ),
    shared3 as (
        select c3
        from level2
        where c3 is not null and not codes_nest and not is_alone
        group by c3
        having
            (count(distinct coalesce(k2, k1)) > 1 and count(distinct n3) <> 1)
            or c3 in (select c1 from firsts)
            or c3 in (select c2 from seconds)
    ),
    coded3 as (
        select a.* exclude (c3), a.c3 as own_c3, coalesce(a.c3, b.c3) as c3
        from level2 as a
        left join named3 as b on b.k1 is not distinct from a.k1 and b.k2 is not distinct from a.k2 and b.n3 = a.n3
    )
select
    a.place_key,
    a.times,
    a.department,
    a.province,
    a.district,
    a.k1,
    a.k2,
    coalesce(
        case when s.c3 is not null and not a.is_alone then coalesce(a.k2, a.k1) || '/' || a.c3 end,
        a.c3,
        coalesce(a.k2 || '/', a.k1 || '/', '') || slug(a.district)
    ) as k3,
    a.is_alone,
    (a.c2_given <> coalesce(a.c1, '') and a.k2 is null)
    or (not a.is_alone and a.c3_given <> coalesce(a.c2_given, a.c1, '') and a.own_c3 is null) as code_left_out,
    a.k1 is null
    and coalesce(a.country, a.department, a.department_code, a.province_code, a.ubigeo) is not null
    and coalesce(a.k2, a.c3, slug(a.district)) is null as is_country,
    coalesce(a.ubigeo, a.province_code) as code_given
from coded3 as a
left join shared3 as s on s.c3 = a.c3
