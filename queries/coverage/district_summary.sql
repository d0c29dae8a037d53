-- How many districts have reached their target, how many are below half, and what stands beside the districts?
--
-- grain: one row
-- needs: units, per_unit(place_code, place_class), per_unit(place_class), place_targets
-- column districts bigint: districts with a target or a counted row
-- column districts_targeted bigint: districts with a target
-- column districts_at_target bigint: of these, at or above their target
-- column districts_below_half bigint: of these, below half of their target, those with nobody reached included
-- column districts_without_target bigint: districts with a counted row and no target
-- column households_gap bigint: families missing in the districts below target; surplus elsewhere is not set against it
-- column places_above_district bigint: places with counted rows known only as a province, department or country
-- column households_above_district bigint: families reached in such places
-- column households_not_located bigint: families reached by counted rows without any place
with
    reached as (
        select place_code, households_reached(households) as households_reached
        from per_unit_by_place_code_place_class
        where place_class = 'district'
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
    compared as (
        select
            coalesce(r.place_code, t.place_code) as place_code,
            t.households_targeted,
            coalesce(r.households_reached, 0) as households_reached,
            coverage_rate(coalesce(r.households_reached, 0), t.households_targeted) as coverage_rate
        from reached as r
        full outer join targeted as t on t.place_code = r.place_code
    ),
    districts as (
        select
            count(*) as districts,
            sum(case when coverage_rate is not null then 1 else 0 end) as districts_targeted,
            sum(case when coverage_rate >= 1 then 1 else 0 end) as districts_at_target,
            sum(case when coverage_rate < 0.5 then 1 else 0 end) as districts_below_half,
            sum(case when coverage_rate is null then 1 else 0 end) as districts_without_target,
            sum(
                case
                    when households_targeted > households_reached then households_targeted - households_reached else 0
                end
            ) as households_gap
        from compared
    ),
    wider as (
        select households_reached(households) as households_reached
        from per_unit_by_place_class
        where place_class = 'wider'
    ),
    wider_places as (select count(distinct place_code) as places from units where place_class = 'wider'),
    not_located as (
        select households_reached(households) as households_reached
        from per_unit_by_place_class
        where place_class = 'none'
    )
select
    cast(d.districts as bigint) as districts,
    cast(coalesce(d.districts_targeted, 0) as bigint) as districts_targeted,
    cast(coalesce(d.districts_at_target, 0) as bigint) as districts_at_target,
    cast(coalesce(d.districts_below_half, 0) as bigint) as districts_below_half,
    cast(coalesce(d.districts_without_target, 0) as bigint) as districts_without_target,
    cast(coalesce(d.households_gap, 0) as bigint) as households_gap,
    cast(p.places as bigint) as places_above_district,
    w.households_reached as households_above_district,
    n.households_reached as households_not_located
from districts as d
cross join wider as w
cross join wider_places as p
cross join not_located as n
