-- What is there to draw for each district: families, coverage, gap, partners and last delivery?
--
-- Places known only as a department, province or country stand beside the districts, and so do rows without a place.
-- grain: one row per place, the most detailed that is known
-- needs: scoped, per_unit(place_code), place_targets
-- column place_code varchar: code of the most detailed place that is known; null for no place
-- column name varchar: name of that place; null for the whole country and for no place
-- column geo_level varchar: district, province, department, country or none
-- column province varchar: name of the province
-- column department varchar: name of the department
-- column province_code varchar: code of the province
-- column department_code varchar: code of the department
-- column households_reached bigint: families reached in this place
-- column persons_reached bigint: people reached in this place
-- column households_targeted bigint: the place's own target; null where there is none
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column households_gap bigint: families targeted and not yet reached; null without a target
-- column partners_active bigint: implementing partners with a counted row here
-- column last_delivery date: day of the last counted row here
-- column deliveries bigint: counted rows
-- column is_households_known boolean: whether any counted row gives a number of families; null without rows
-- column is_persons_known boolean: whether the people of any counted row are known or assumed; null without rows
with
    reached as (
        select
            place_code,
            households_reached(households) as households_reached,
            count(households) > 0 as is_households_known,
            persons_reached(persons_measured, persons_assumed) as persons_reached,
            count(coalesce(persons_measured, persons_assumed)) > 0 as is_persons_known
        from per_unit_by_place_code
        group by place_code
    ),
    counted as (
        select place_code, count(*) as deliveries, count(distinct partner) as partners_active, max(day) as last_delivery
        from scoped
        where is_counted
        group by place_code
    ),
    targeted as (
        select place_code, households_targeted
        from place_targets
        where
            geo_level = 'district'
            and ($district is null or list_contains($district::varchar[], place_code))
            and ($province is null or list_contains($province::varchar[], province_code))
            and ($department is null or list_contains($department::varchar[], department_code))
    ),
    areas as (
        select place_code
        from counted
        union
        select place_code
        from targeted
    )
select
    a.place_code,
    coalesce(p.district, p.province, p.department) as name,
    coalesce(p.geo_level, 'none') as geo_level,
    p.province,
    p.department,
    p.province_code,
    p.department_code,
    cast(coalesce(r.households_reached, 0) as bigint) as households_reached,
    cast(coalesce(r.persons_reached, 0) as bigint) as persons_reached,
    cast(t.households_targeted as bigint) as households_targeted,
    coverage_rate(coalesce(r.households_reached, 0), t.households_targeted) as coverage_rate,
    cast(
        case
            when t.households_targeted is null
            then null
            when t.households_targeted < coalesce(r.households_reached, 0)
            then 0
            else t.households_targeted - coalesce(r.households_reached, 0)
        end as bigint
    ) as households_gap,
    cast(coalesce(c.partners_active, 0) as bigint) as partners_active,
    cast(c.last_delivery as date) as last_delivery,
    cast(coalesce(c.deliveries, 0) as bigint) as deliveries,
    r.is_households_known,
    r.is_persons_known
from areas as a
left join reached as r on r.place_code is not distinct from a.place_code
left join counted as c on c.place_code is not distinct from a.place_code
left join targeted as t on t.place_code = a.place_code
left join places as p on p.place_code = a.place_code
order by coverage_rate asc nulls last, households_reached desc, place_code, geo_level
