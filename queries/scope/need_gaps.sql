-- Places with a target whose need nobody tells: neither they, nor the places in them, nor a place around them.
--
-- A need that is added up over the other places is not the need of all of them.
-- grain: one row per place
-- needs: place_targets, target_rows
with
    told as (
        select place_code, max(geo_level) as geo_level
        from target_rows
        where
            households_in_need is not null
            and (
                ($partner is null and target_partner = '')
                or ($partner is not null and list_contains($partner::varchar[], target_partner))
            )
        group by place_code
    )
select p.geo_level, p.place_code, p.department_code, p.province_code
from place_targets as p
left join told as v on v.place_code = p.province_code
left join told as d on d.place_code = p.department_code
left join told as c on c.geo_level = 'country'
where
    p.geo_level <> 'country'
    and p.households_targeted is not null
    and p.households_in_need is null
    and v.place_code is null
    and d.place_code is null
    and c.place_code is null
