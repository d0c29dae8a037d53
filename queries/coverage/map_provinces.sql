-- What is there to draw for each province: families, coverage, gap, partners and last delivery?
--
-- Rows of a department only, rows of the whole country and rows without a place stand beside the provinces.
-- grain: one row per province, one per department with rows of no province, one for the whole country, one for no place
-- needs: scoped, per_unit(province_code, department_code, department_class), place_targets
-- column place_code varchar: code of the province, else of the department; null for the whole country and for no place
-- column name varchar: name of the province, else of the department
-- column geo_level varchar: province, department, country or none
-- column department varchar: name of the department
-- column province_code varchar: code of the province; null for what is known only more widely
-- column department_code varchar: code of the department
-- column households_reached bigint: families reached in this province
-- column persons_reached bigint: people reached in this place
-- column households_targeted bigint: the province's target: its own, else the sum of its districts'
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
            coalesce(province_code, department_code) as place_code,
            case when province_code is not null then 'province' else department_class end as geo_level,
            households_reached(households) as households_reached,
            count(households) > 0 as is_households_known,
            persons_reached(persons_measured, persons_assumed) as persons_reached,
            count(coalesce(persons_measured, persons_assumed)) > 0 as is_persons_known
        from per_unit_by_province_code_department_code_department_class
        group by province_code, department_code, department_class
    ),
    counted_rows as (
        select
            partner,
            day,
            coalesce(province_code, department_code) as place_code,
            case
                when province_code is not null
                then 'province'
                when department_code is not null
                then 'department'
                when geo_level = 'none'
                then 'none'
                else 'country'
            end as geo_level
        from scoped
        where is_counted
    ),
    counted as (
        select
            place_code,
            geo_level,
            count(*) as deliveries,
            count(distinct partner) as partners_active,
            max(day) as last_delivery
        from counted_rows
        group by place_code, geo_level
    ),
    targeted as (
        select place_code, 'province' as geo_level, households_targeted
        from place_targets
        where
            geo_level = 'province'
            and $district is null
            and ($province is null or list_contains($province::varchar[], place_code))
            and ($department is null or list_contains($department::varchar[], department_code))
    ),
    areas as (
        select place_code, geo_level
        from counted
        union
        select place_code, geo_level
        from targeted
    )
select
    a.place_code,
    coalesce(p.province, p.department) as name,
    a.geo_level,
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
left join reached as r on r.place_code is not distinct from a.place_code and r.geo_level = a.geo_level
left join counted as c on c.place_code is not distinct from a.place_code and c.geo_level = a.geo_level
left join targeted as t on t.place_code = a.place_code and t.geo_level = a.geo_level
left join places as p on p.place_code = a.place_code and p.geo_level = a.geo_level
order by coverage_rate asc nulls last, households_reached desc, a.place_code, a.geo_level
