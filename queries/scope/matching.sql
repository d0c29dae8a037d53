-- The delivery rows that the reader's filters let through, whatever their dates.
--
-- grain: one row per delivery row
select d.*
from deliveries as d
where
    ($department is null or list_contains($department::varchar[], d.department_code))
    and ($province is null or list_contains($province::varchar[], d.province_code))
    and ($district is null or list_contains($district::varchar[], d.district_code))
    and ($partner is null or list_contains($partner::varchar[], d.partner))
    and ($lead_partner is null or list_contains($lead_partner::varchar[], d.lead_partner))
    and ($item is null or list_contains($item::varchar[], d.item))
    and ($population_group is null or list_contains($population_group::varchar[], d.population_group))
    and ($status is null or list_contains($status::varchar[], d.status))
    and (
        $donor is null
        or exists (
            select 1 from delivery_donors as x where x.row_id = d.row_id and list_contains($donor::varchar[], x.donor)
        )
    )
