-- Every place's target, and every partner's in it: its own where it has one, else the sum of its children's.
--
-- The operation's own household target stands for the country only where targets has no row for the country.
-- grain: one row per target partner (empty: the place's own target) and place
-- needs: target_rows
with
    districts as (
        select target_partner, place_code, department_code, province_code, households_targeted, households_in_need
        from target_rows
        where geo_level = 'district'
    ),
    provinces as (
        select
            target_partner,
            place_code,
            max(department_code) as department_code,
            coalesce(max(own_targeted), sum(child_targeted)) as households_targeted,
            coalesce(max(own_in_need), sum(child_in_need)) as households_in_need,
            max(child_targeted) is not null as has_children
        from
            (
                select
                    target_partner,
                    place_code,
                    department_code,
                    households_targeted as own_targeted,
                    households_in_need as own_in_need,
                    cast(null as bigint) as child_targeted,
                    cast(null as bigint) as child_in_need
                from target_rows
                where geo_level = 'province'
                union all
                select
                    target_partner, province_code, department_code, null, null, households_targeted, households_in_need
                from districts
                where province_code is not null
            ) as p
        group by target_partner, place_code
    ),
    departments as (
        select
            target_partner,
            place_code,
            coalesce(max(own_targeted), sum(child_targeted)) as households_targeted,
            coalesce(max(own_in_need), sum(child_in_need)) as households_in_need,
            max(child_targeted) is not null as has_children
        from
            (
                select
                    target_partner,
                    place_code,
                    households_targeted as own_targeted,
                    households_in_need as own_in_need,
                    cast(null as bigint) as child_targeted,
                    cast(null as bigint) as child_in_need
                from target_rows
                where geo_level = 'department'
                union all
                select target_partner, department_code, null, null, households_targeted, households_in_need
                from provinces
                union all
                select target_partner, department_code, null, null, households_targeted, households_in_need
                from districts
                where province_code is null
            ) as d
        group by target_partner, place_code
    ),
    countries as (
        select
            target_partner,
            coalesce(max(own_targeted), max(settings_targeted), sum(child_targeted)) as households_targeted,
            coalesce(max(own_in_need), sum(child_in_need)) as households_in_need,
            max(child_targeted) is not null as has_children
        from
            (
                select
                    target_partner,
                    households_targeted as own_targeted,
                    households_in_need as own_in_need,
                    cast(null as bigint) as settings_targeted,
                    cast(null as bigint) as child_targeted,
                    cast(null as bigint) as child_in_need
                from target_rows
                where geo_level = 'country'
                union all
                select target_partner, null, null, null, households_targeted, households_in_need
                from departments
                union all
                select '', null, null, households_targeted, null, null
                from operation
            ) as c
        group by target_partner
    )
select
    target_partner,
    'district' as geo_level,
    place_code,
    department_code,
    province_code,
    households_targeted,
    households_in_need,
    false as has_children
from districts
union all
select
    target_partner,
    'province',
    place_code,
    department_code,
    place_code,
    households_targeted,
    households_in_need,
    has_children
from provinces
union all
select target_partner, 'department', place_code, place_code, null, households_targeted, households_in_need, has_children
from departments
union all
select c.target_partner, 'country', o.country, null, null, c.households_targeted, c.households_in_need, c.has_children
from countries as c
cross join operation as o
