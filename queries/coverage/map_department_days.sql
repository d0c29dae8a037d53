-- Whom had each department reached by each day?
--
-- A family counts from the first day on which it was served in the area, a period on its last day. Rows of the whole
-- country and rows without a place stand beside the departments.
-- Families without a usable date come last, under a null day.
-- grain: one row per area and day on which somebody was served there for the first time
-- needs: per_unit(department_code, department_class), place_targets
-- column place_code varchar: code of the department; null for the whole country and for no place
-- column geo_level varchar: department, country or none
-- column day date: the day; null for families without a usable date
-- column households_reached bigint: families reached here until this day
-- column persons_reached bigint: people reached here until this day
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column is_households_known boolean: whether any row until this day gives a number of families
-- column is_persons_known boolean: whether the people of any row until this day are known or assumed
with
    days as (
        select
            department_code as place_code,
            department_class as geo_level,
            first_day as day,
            sum(households) as households,
            sum(persons_measured) as persons_measured,
            sum(persons_assumed) as persons_assumed,
            count(households) as told_households,
            count(coalesce(persons_measured, persons_assumed)) as told_persons
        from per_unit_by_department_code_department_class
        group by department_code, department_class, first_day
    ),
    targeted as (
        select department_code as place_code, households_targeted
        from place_targets
        where
            geo_level = 'department'
            and $province is null
            and $district is null
            and ($department is null or list_contains($department::varchar[], department_code))
    ),
    cumulative as (
        select
            place_code,
            geo_level,
            day,
            cast(coalesce(sum(households) over until_day, 0) as bigint) as households_reached,
            cast(coalesce(sum(persons_measured) over until_day, 0) as bigint)
            + cast(round(coalesce(sum(persons_assumed) over until_day, 0)) as bigint) as persons_reached,
            sum(told_households) over until_day > 0 as is_households_known,
            sum(told_persons) over until_day > 0 as is_persons_known
        from days
        window
            until_day as (
                partition by place_code, geo_level
                order by day nulls last
                rows between unbounded preceding and current row
            )
    )
select
    c.place_code,
    c.geo_level,
    c.day,
    c.households_reached,
    c.persons_reached,
    coverage_rate(c.households_reached, t.households_targeted) as coverage_rate,
    c.is_households_known,
    c.is_persons_known
from cumulative as c
left join targeted as t on t.place_code = c.place_code and c.geo_level = 'department'
order by c.day nulls last, geo_level, c.place_code nulls last
