-- What can be chosen in each filter?
--
-- grain: one row per filter and value
-- column filter varchar: name of the filter
-- column value varchar: what the filter takes: a code for places, else the name
-- column label varchar: what a person reads
-- column parent varchar: code of the department that a province or district lies in; null for others
-- column deliveries bigint: delivery rows with this value, whatever their status
with
    choices as (
        select 'department' as filter, department_code as value, department as label, cast(null as varchar) as parent
        from deliveries
        union all
        select 'province', province_code, province, department_code
        from deliveries
        union all
        select 'district', district_code, district, department_code
        from deliveries
        union all
        select 'partner', partner, partner, null
        from deliveries
        union all
        select 'lead_partner', lead_partner, lead_partner, null
        from deliveries
        union all
        select 'item', d.item, d.item, null
        from deliveries as d
        union all
        select 'donor', donor, donor, null
        from delivery_donors
        union all
        select 'population_group', population_group, population_group, null
        from deliveries
        union all
        select 'status', status, status, null
        from deliveries
    ),
    targeted as (
        select distinct t.geo_level, t.place_code, p.department_code, p.province_code
        from targets as t
        join places as p on p.place_code = t.place_code
    ),
    every_choice as (
        select filter, value, max(label) as label, max(parent) as parent, count(*) as deliveries
        from choices
        where value is not null
        group by filter, value
        union all
        select t.geo_level, p.place_code, coalesce(p.district, p.province, p.department), p.department_code, 0
        from targeted as t
        join places as p on p.place_code = t.place_code
        where t.geo_level in ('district', 'province', 'department')
        union all
        select 'department', p.place_code, p.department, p.department_code, 0
        from targeted as t
        join places as p on p.place_code = t.department_code
    )
select
    filter,
    value,
    cast(coalesce(max(label), value) as varchar) as label,
    cast(max(parent) as varchar) as parent,
    cast(sum(deliveries) as bigint) as deliveries
from every_choice
group by filter, value
order by filter, label, value
