-- The learnt places as a list: the deepest level that the exports use plays the district.
--
-- grain: one row per place
with
    second as (select coalesce(bool_or(k2 is not null), false) as has_second from stg_place_levels),
    depth as (
        select
            x.has_second,
            coalesce(
                bool_or(l.k3 is not null and (not l.is_alone or l.k2 is not null or not x.has_second)), false
            ) as has_third
        from second as x
        left join stg_place_levels as l on true
        group by x.has_second
    ),
    every_level as (
        select k1 as place_code, 1 as level_no, k1, cast(null as varchar) as k2, department as name, times
        from stg_place_levels
        where k1 is not null
        union all
        select k2, 2, k1, k2, province, times
        from stg_place_levels
        where k2 is not null
        union all
        select k3, 3, k1, k2, district, times
        from stg_place_levels
        where k3 is not null
    ),
    spelled as (
        select place_code, level_no, k1, k2, name, sum(times) as times
        from every_level
        group by place_code, level_no, k1, k2, name
    ),
    named as (
        select
            place_code,
            min(level_no) as level_no,
            arg_max(k1, (times, k1)) as k1,
            arg_max(k2, (times, k2)) as k2,
            coalesce(arg_max(trim(name), (times, name)) filter (where name is not null), place_code) as name
        from spelled
        group by place_code
    ),
    labelled as (
        select
            n.*,
            case
                when n.level_no = 3
                then 'district'
                when n.level_no = 2 and not d.has_third
                then 'district'
                when n.level_no = 2
                then 'province'
                when n.level_no = 1 and not d.has_second and not d.has_third
                then 'district'
                else 'department'
            end as geo_level
        from named as n
        cross join depth as d
    )
select
    a.place_code,
    a.geo_level,
    case when a.level_no = 1 then a.place_code else a.k1 end as department_code,
    case when a.level_no = 1 then a.name else p1.name end as department,
    case when a.geo_level = 'province' then a.place_code when a.level_no = 3 then a.k2 end as province_code,
    case when a.geo_level = 'province' then a.name when a.level_no = 3 then p2.name end as province,
    case when a.geo_level = 'district' then a.place_code end as district_code,
    case when a.geo_level = 'district' then a.name end as district,
    cast(null as double) as latitude,
    cast(null as double) as longitude,
    cast(null as bigint) as population
from labelled as a
left join labelled as p1 on p1.place_code = a.k1 and a.level_no > 1
left join labelled as p2 on p2.place_code = a.k2 and a.level_no > 2
union all
select s.country, 'country', null, null, null, null, null, null, null, null, null
from setting as s
