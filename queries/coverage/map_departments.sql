-- What is there to draw for each department: families, coverage, gap, partners and last delivery?
--
-- Rows of the whole country and rows without a place stand beside the departments.
-- grain: one row per department, one for the whole country and one for rows without a place
-- needs: scoped, per_unit(department_code, department_class), place_targets
-- column place_code varchar: code of the department; null for the whole country and for no place
-- column name varchar: name of the department
-- column geo_level varchar: department, country or none
-- column households_reached bigint: families reached in this department
-- column persons_reached bigint: people reached in this place
-- column households_targeted bigint: the department's target: its own, else the sum of its districts'
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
            department_code,
            department_class as geo_level,
            households_reached(households) as households_reached,
            count(households) > 0 as is_households_known,
            persons_reached(persons_measured, persons_assumed) as persons_reached,
            count(coalesce(persons_measured, persons_assumed)) > 0 as is_persons_known
        from per_unit_by_department_code_department_class
        group by department_code, department_class
    ),
    counted_rows as (
        select
            partner,
            day,
            department_code,
            case
                when department_code is not null then 'department' when geo_level = 'none' then 'none' else 'country'
            end as geo_level
        from scoped
        where is_counted
    ),
    counted as (
        select
            department_code,
            geo_level,
            count(*) as deliveries,
            count(distinct partner) as partners_active,
            max(day) as last_delivery
        from counted_rows
        group by department_code, geo_level
    ),
    targeted as (
        select department_code, 'department' as geo_level, households_targeted
        from place_targets
        where
            geo_level = 'department'
            and $province is null
            and $district is null
            and ($department is null or list_contains($department::varchar[], department_code))
    ),
    areas as (
        select department_code, geo_level
        from counted
        union
        select department_code, geo_level
        from targeted
    )
select
    a.department_code as place_code,
    p.department as name,
    a.geo_level,
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
left join reached as r on r.department_code is not distinct from a.department_code and r.geo_level = a.geo_level
left join counted as c on c.department_code is not distinct from a.department_code and c.geo_level = a.geo_level
left join targeted as t on t.department_code = a.department_code
left join places as p on p.place_code = a.department_code
order by coverage_rate asc nulls last, households_reached desc, place_code, geo_level
