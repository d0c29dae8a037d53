-- Every place's target: the place's own, or, where partners are chosen, theirs added up.
--
-- grain: one row per place with a target
-- needs: rolled_targets
select
    geo_level,
    place_code,
    max(department_code) as department_code,
    max(province_code) as province_code,
    cast(sum(households_targeted) as bigint) as households_targeted,
    cast(sum(households_in_need) as bigint) as households_in_need,
    bool_or(has_children) as has_children
from rolled_targets
where
    ($partner is null and target_partner = '')
    or ($partner is not null and list_contains($partner::varchar[], target_partner))
group by geo_level, place_code
