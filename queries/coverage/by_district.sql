-- What share of each district's target families has been reached?
--
-- Rows that name only a department or province stand beside the districts, and so do rows without a place. The
-- target of a wider place stands in by_department: these rows alone are not all that it was meant for.
-- grain: one row per place, the most detailed that is known
-- needs: scoped, per_unit(place_code), place_targets
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column district varchar: name of the district; null where only a wider place is known
-- column province varchar: name of the province
-- column department varchar: name of the department
-- column households_reached bigint: families reached in this place
-- column households_targeted bigint: the district's own target; null where there is none
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column persons_reached bigint: persons reached in this place
-- column persons_measured bigint: of these, persons that the exports report
-- column persons_assumed bigint: of these, households without a person count times the assumed household size
-- column persons_split bigint: of the measured, persons of cells that shares split (R4V)
-- column persons_low bigint: persons reached with the smallest plausible household size for the assumed ones
-- column persons_high bigint: persons reached with the largest plausible household size for the assumed ones
-- column geo_level varchar: district, province, department, country or none
-- column households_gap bigint: families targeted and not yet reached; null without a target
-- column partners_active bigint: implementing partners with a counted row here
-- column is_households_known boolean: whether any counted row here gives families; null without such rows
-- column last_delivery date: day of the last counted row here
with
    reached as (
        select
            place_code,
            households_reached(households) as households_reached,
            persons_reached(persons_measured, persons_assumed) as persons_reached,
            persons_measured(persons_measured) as persons_measured,
            persons_assumed(persons_assumed) as persons_assumed,
            persons_split(persons_split) as persons_split,
            persons_low(persons_measured, persons_assumed, o.household_size_low, o.household_size) as persons_low,
            persons_high(persons_measured, persons_assumed, o.household_size_high, o.household_size) as persons_high
        from per_unit_by_place_code
        cross join operation as o
        group by place_code
    ),
    rows_counted as (
        select
            place_code,
            count(distinct partner) as partners_active,
            max(day) as last_delivery,
            max(case when household_key is null and households is null then 0 else 1 end) as gives_households
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
    joined as (
        select
            coalesce(r.place_code, t.place_code) as ubigeo,
            coalesce(r.households_reached, 0) as households_reached,
            coalesce(r.persons_reached, 0) as persons_reached,
            coalesce(r.persons_measured, 0) as persons_measured,
            coalesce(r.persons_assumed, 0) as persons_assumed,
            coalesce(r.persons_split, 0) as persons_split,
            coalesce(r.persons_low, 0) as persons_low,
            coalesce(r.persons_high, 0) as persons_high,
            t.households_targeted
        from reached as r
        full outer join targeted as t on t.place_code = r.place_code
    )
select
    j.ubigeo,
    p.district,
    p.province,
    p.department,
    cast(j.households_reached as bigint) as households_reached,
    cast(j.households_targeted as bigint) as households_targeted,
    coverage_rate(j.households_reached, j.households_targeted) as coverage_rate,
    cast(j.persons_reached as bigint) as persons_reached,
    cast(j.persons_measured as bigint) as persons_measured,
    cast(j.persons_assumed as bigint) as persons_assumed,
    cast(j.persons_split as bigint) as persons_split,
    cast(j.persons_low as bigint) as persons_low,
    cast(j.persons_high as bigint) as persons_high,
    coalesce(p.geo_level, 'none') as geo_level,
    cast(
        case
            when j.households_targeted < j.households_reached then 0 else j.households_targeted - j.households_reached
        end as bigint
    ) as households_gap,
    cast(coalesce(c.partners_active, 0) as bigint) as partners_active,
    c.gives_households = 1 as is_households_known,
    cast(c.last_delivery as date) as last_delivery
from joined as j
left join places as p on p.place_code = j.ubigeo
left join rows_counted as c on c.place_code is not distinct from j.ubigeo
order by coverage_rate asc nulls last, households_reached desc, j.ubigeo
