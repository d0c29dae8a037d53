-- Whom the counted deliveries reached by one of R4V's models, before anything is added up.
--
-- People are counted in cells: by population type, girls, boys, women and men, with the share that a sector's shares
-- give; or by the reported group of sex and age. A cell is a unit of its own, with the sectors as strands. Families
-- stand in the unit of their rows.
-- Where there are shares of people in need and of targets, those of people in need are taken.
-- grain: one row per unit, strand, item, partner, place and day
-- needs: rows_in_units
with
    shares as (
        select sector_key, coalesce(department_code, '') as department_key, population_type, sex_age, share
        from proportions
        where is_placed and basis = (select min(basis) from proportions where is_placed)
    ),
    reported_groups as (
        select 'girls' as sex_age
        union all
        select 'boys'
        union all
        select 'women'
        union all
        select 'men'
        union all
        select 'other_under_18'
        union all
        select 'other_18_plus'
    ),
    in_cells as (select * from rows_in_units where counted_by = 'cells'),
    cells as (
        select
            c.*,
            s.population_type || ' ' || s.sex_age as cell,
            s.share,
            case
                s.population_type
                when 'in_destination'
                then c.in_destination
                when 'in_transit'
                then c.in_transit
                when 'host_community'
                then c.host_community
                when 'pendular'
                then c.pendular
                else c.returnees
            end as cell_persons
        from in_cells as c
        join shares as s on s.sector_key = c.sector_key and s.department_key = coalesce(c.department_code, '')
        where $method <> 'r4v_maxagegender'
        union all
        select
            c.*,
            g.sex_age as cell,
            null as share,
            case
                g.sex_age
                when 'girls'
                then c.girls
                when 'boys'
                then c.boys
                when 'women'
                then c.women
                when 'men'
                then c.men
                when 'other_under_18'
                then c.other_under_18
                else c.other_18_plus
            end as cell_persons
        from in_cells as c
        cross join reported_groups as g
        where $method = 'r4v_maxagegender'
    ),
    counted as (
        select
            reach_unit,
            is_keyed,
            strand,
            item,
            lead_partner,
            partner,
            place_code,
            place_class,
            department_class,
            department_code,
            province_code,
            district_code,
            day,
            is_period,
            max(case when status = 'ongoing' then 0 else 1 end) as is_settled,
            case when is_keyed then 1 else sum(households) end as households,
            case
                counted_by
                when 'key'
                then max(household_persons)
                when 'event'
                then sum(persons)
                when 'row'
                then sum(persons_counted_new)
            end as persons_measured,
            case
                when counted_by = 'event'
                then sum(case when persons is null then households end) * max(household_size)
                when counted_by = 'key' and max(household_persons) is null
                then max(household_size)
            end as persons_assumed,
            null as share
        from rows_in_units
        group by
            counted_by,
            reach_unit,
            is_keyed,
            strand,
            item,
            lead_partner,
            partner,
            place_code,
            place_class,
            department_class,
            department_code,
            province_code,
            district_code,
            day,
            is_period
        union all
        select
            reach_unit || ' ' || cell as reach_unit,
            is_keyed,
            strand,
            item,
            lead_partner,
            partner,
            place_code,
            place_class,
            department_class,
            department_code,
            province_code,
            district_code,
            day,
            is_period,
            max(case when status = 'ongoing' then 0 else 1 end) as is_settled,
            null as households,
            sum(coalesce(cell_persons, 0)) as persons_measured,
            null as persons_assumed,
            share
        from cells
        group by
            cell,
            share,
            reach_unit,
            is_keyed,
            strand,
            item,
            lead_partner,
            partner,
            place_code,
            place_class,
            department_class,
            department_code,
            province_code,
            district_code,
            day,
            is_period
    )
select
    reach_unit,
    is_keyed,
    strand,
    item,
    lead_partner,
    partner,
    place_code,
    place_class,
    department_class,
    department_code,
    province_code,
    district_code,
    day,
    is_period,
    is_settled,
    cast(households as bigint) as households,
    cast(persons_measured as bigint) as persons_measured,
    cast(persons_assumed as double) as persons_assumed,
    cast(share as double) as share
from counted
