-- What share of each department's target families has been reached?
--
-- grain: one row per department, and one for rows without any
-- needs: units, per_unit(department_code), place_targets
-- column department_code varchar: code of the department; null for rows without one
-- column department varchar: name of the department
-- column households_reached bigint: families reached in this department
-- column households_targeted bigint: the department's target: its own, else the sum of its districts'
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column persons_reached bigint: persons reached in this department
-- column partners_active bigint: implementing partners with a counted row here
-- column districts_reached bigint: districts with a counted row here
-- column is_households_known boolean: whether any counted row here gives families; null without such rows
-- column last_delivery date: day of the last counted row here
with
    reached as (
        select
            department_code,
            households_reached(households) as households_reached,
            persons_reached(persons_measured, persons_assumed) as persons_reached,
            count(households) > 0 as is_households_known
        from per_unit_by_department_code
        group by department_code
    ),
    presence as (
        select
            department_code,
            count(distinct partner) as partners_active,
            count(distinct district_code) as districts_reached,
            max(day) as last_delivery
        from units
        group by department_code
    ),
    targeted as (
        select department_code, households_targeted
        from place_targets
        where
            geo_level = 'department'
            and $province is null
            and $district is null
            and ($department is null or list_contains($department::varchar[], department_code))
    ),
    joined as (
        select
            coalesce(r.department_code, t.department_code) as department_code,
            coalesce(r.households_reached, 0) as households_reached,
            coalesce(r.persons_reached, 0) as persons_reached,
            r.is_households_known,
            t.households_targeted
        from reached as r
        full outer join targeted as t on t.department_code = r.department_code
    )
select
    j.department_code,
    p.department,
    cast(j.households_reached as bigint) as households_reached,
    cast(j.households_targeted as bigint) as households_targeted,
    coverage_rate(j.households_reached, j.households_targeted) as coverage_rate,
    cast(j.persons_reached as bigint) as persons_reached,
    cast(coalesce(s.partners_active, 0) as bigint) as partners_active,
    cast(coalesce(s.districts_reached, 0) as bigint) as districts_reached,
    j.is_households_known,
    cast(s.last_delivery as date) as last_delivery
from joined as j
left join places as p on p.place_code = j.department_code
left join presence as s on s.department_code is not distinct from j.department_code
order by coverage_rate asc nulls last, households_reached desc, j.department_code
