-- How many of the families in need and of the target families of each place have been reached?
--
-- As in coverage/by_district, with need beside the target. A family that was reached in two places counts in each.
-- grain: one row per place, the most detailed that is known
-- needs: per_unit(place_code), place_targets
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column geo_level varchar: district, province, department, country or none
-- column district varchar: name of the district; null where only a wider place is known
-- column province varchar: name of the province
-- column department varchar: name of the department
-- column households_reached bigint: families reached in this place
-- column households_in_need bigint: families in need in this district; null where targets do not say
-- column households_targeted bigint: the district's own target; null where there is none
-- column need_rate double: households reached out of households in need; null without need
-- column coverage_rate double: households reached out of households targeted; null without a target
with
    reached as (
        select place_code, households_reached(households) as households_reached
        from per_unit_by_place_code
        group by place_code
    ),
    targeted as (
        select place_code, households_in_need, households_targeted
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
            t.households_in_need,
            t.households_targeted
        from reached as r
        full outer join targeted as t on t.place_code = r.place_code
    )
select
    j.ubigeo,
    coalesce(p.geo_level, 'none') as geo_level,
    p.district,
    p.province,
    p.department,
    cast(j.households_reached as bigint) as households_reached,
    cast(j.households_in_need as bigint) as households_in_need,
    cast(j.households_targeted as bigint) as households_targeted,
    need_rate(j.households_reached, j.households_in_need) as need_rate,
    coverage_rate(j.households_reached, j.households_targeted) as coverage_rate
from joined as j
left join places as p on p.place_code = j.ubigeo
order by need_rate asc nulls last, coverage_rate asc nulls last, j.ubigeo nulls last
