-- The delivery rows that count, each with what its household, its item and its place say of it.
--
-- A row without a sector has its item's in the kit list. A keyed household has the largest number of persons that was
-- reported for it.
-- grain: one row per counted delivery row
-- needs: scoped
select
    s.*,
    o.household_size,
    coalesce(s.sector, k.sector, '') as counted_sector,
    case
        when s.household_key is null then null else max(s.persons) over (partition by s.household_key)
    end as household_persons,
    s.household_key is not null as is_keyed,
    case when s.geo_level in ('district', 'none') then s.geo_level else 'wider' end as place_class,
    case
        when s.department_code is not null then 'department' when s.geo_level = 'none' then 'none' else 'country'
    end as department_class
from scoped as s
cross join operation as o
left join kits as k on k.item = s.item
where s.is_counted
