-- The delivery rows that count, each with the unit that it reached by the chosen counting method.
--
-- A keyed household is one unit under every method. For rows without a key the method says what a unit is, and which
-- of its strands (items or sectors) may be the same families: the rows of one strand are added, and the largest
-- strand counts. `per_unit` does both. The methods are described in docs/counting-methods.md.
-- grain: one row per counted delivery row
-- needs: scoped
with
    described as (
        select
            s.*,
            o.household_size,
            coalesce(s.sector, k.sector, '') as counted_sector,
            case
                when s.household_key is null then null else max(s.persons) over (partition by s.household_key)
            end as household_persons
        from scoped as s
        cross join operation as o
        left join kits as k on k.item = s.item
        where s.is_counted
    )
select
    d.*,
    d.household_key is not null as is_keyed,
    case
        when d.household_key is not null
        then 'k' || d.household_key
        when $method = 'every_row'
        then 'r' || cast(d.row_id as varchar)
        when $method in ('item_month', 'sector_month')
        then 'm' || coalesce(strftime(d.day, '%Y-%m'), '') || ' ' || coalesce(d.place_code, '')
        when $method in ('item_place', 'sector_place')
        then 'p' || coalesce(d.place_code, '')
        when $method in ('item_country', 'sector_country')
        then 'c'
        else 'e' || cast(d.event_id as varchar)
    end as reach_unit,
    case
        when d.household_key is not null or $method = 'every_row'
        then ''
        when $method in ('sector_month', 'sector_place', 'sector_country')
        then d.counted_sector
        else coalesce(d.item, '')
    end as strand,
    case when d.geo_level in ('district', 'none') then d.geo_level else 'wider' end as place_class,
    case
        when d.department_code is not null then 'department' when d.geo_level = 'none' then 'none' else 'country'
    end as department_class
from described as d
