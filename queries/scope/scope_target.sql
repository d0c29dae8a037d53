-- The target of what is being looked at: the chosen places', or the country's.
--
-- grain: one row
-- needs: place_targets
select
    cast(sum(households_targeted) as bigint) as households_targeted,
    cast(sum(households_in_need) as bigint) as households_in_need
from place_targets
where
    geo_level = case
        when $district is not null
        then 'district'
        when $province is not null
        then 'province'
        when $department is not null
        then 'department'
        else 'country'
    end
    and ($district is null or list_contains($district::varchar[], place_code))
    and ($province is null or list_contains($province::varchar[], province_code))
    and ($department is null or list_contains($department::varchar[], department_code))
