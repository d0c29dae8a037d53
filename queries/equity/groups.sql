-- How many families and people of each population group have been reached, in all and in each district?
--
-- A household or delivery that is reported under two groups counts under each: the groups do not add up. Within a group
-- a unit counts as in `per_unit`: the rows of one strand are added, then the largest strand counts.
-- grain: one row per population group, and one per population group and district
-- needs: rows_in_units
-- column population_group varchar: the group as reported; unknown where a row names none
-- column is_total boolean: true for the row of all places together
-- column ubigeo varchar: code of the district; null for all together, and for rows whose district is unknown
-- column deliveries bigint: counted delivery rows
-- column households_reached bigint: families reached
-- column persons_reached bigint: persons reached, measured and assumed
with
    located as (
        select true as is_total, cast(null as varchar) as ubigeo, u.*
        from rows_in_units as u
        union all
        select false as is_total, u.district_code as ubigeo, u.*
        from rows_in_units as u
    ),
    per_strand as (
        select
            population_group,
            is_total,
            ubigeo,
            reach_unit,
            is_keyed,
            strand,
            count(*) as deliveries,
            case when is_keyed then 1 else sum(households) end as households,
            case when is_keyed then max(household_persons) else sum(persons) end as persons_measured,
            case
                when not is_keyed
                then sum(case when persons is null then households end) * max(household_size)
                when max(household_persons) is null
                then max(household_size)
            end as persons_assumed
        from located
        group by population_group, is_total, ubigeo, reach_unit, is_keyed, strand
    ),
    ranked as (
        select
            s.*,
            sum(deliveries) over (partition by population_group, is_total, ubigeo, reach_unit) as unit_deliveries,
            max(households) over (partition by population_group, is_total, ubigeo, reach_unit) as unit_households,
            row_number() over (
                partition by population_group, is_total, ubigeo, reach_unit
                order by
                    coalesce(persons_measured, 0) + coalesce(persons_assumed, 0) desc,
                    coalesce(persons_measured, 0) desc,
                    strand
            ) as place_in_unit
        from per_strand as s
    ),
    per_group as (
        select
            population_group,
            is_total,
            ubigeo,
            sum(unit_deliveries) as deliveries,
            households_reached(unit_households) as households_reached,
            persons_reached(persons_measured, persons_assumed) as persons_reached
        from ranked
        where place_in_unit = 1
        group by population_group, is_total, ubigeo
    )
select population_group, is_total, ubigeo, cast(deliveries as bigint) as deliveries, households_reached, persons_reached
from per_group
order by is_total desc, deliveries desc, population_group, ubigeo nulls last
