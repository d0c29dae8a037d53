-- How many girls, boys, women and men have been reached, and of how many people is sex and age unknown?
--
-- Reported persons only, from the rows that make the number of people under the chosen counting method: of a unit the
-- strand with most people, of a keyed household the row that knows most. Nobody is spread over the classes.
-- grain: one row for all together, and one per district
-- needs: rows_in_units, per_unit, per_unit(district_code)
-- column is_total boolean: true for the row of all places together
-- column ubigeo varchar: code of the district; null for all together, and for rows whose district is unknown
-- column girls bigint: girls that the rows report
-- column boys bigint: boys that the rows report
-- column women bigint: women that the rows report
-- column men bigint: men that the rows report
-- column other bigint: people of another sex or gender that the rows report, of every age
-- column persons_reached bigint: persons reached, measured and assumed
-- column sex_age_unknown bigint: persons reached whose sex or age no row tells; never below 0
with
    located as (
        select true as is_total, cast(null as varchar) as ubigeo, u.*
        from rows_in_units as u
        union all
        select false as is_total, u.district_code as ubigeo, u.*
        from rows_in_units as u
    ),
    known as (
        select
            l.*,
            coalesce(l.girls, 0) as girls_known,
            coalesce(l.boys, 0) as boys_known,
            coalesce(l.women, 0) as women_known,
            coalesce(l.men, 0) as men_known,
            coalesce(l.other_under_18, 0) + coalesce(l.other_18_plus, 0) as other_known
        from located as l
    ),
    of_households as (
        select
            k.*,
            row_number() over (
                partition by is_total, ubigeo, reach_unit
                order by girls_known + boys_known + women_known + men_known + other_known desc, row_id
            ) as place_in_unit
        from known as k
        where is_keyed
    ),
    per_strand as (
        select
            is_total,
            ubigeo,
            reach_unit,
            strand,
            sum(girls_known) as girls_known,
            sum(boys_known) as boys_known,
            sum(women_known) as women_known,
            sum(men_known) as men_known,
            sum(other_known) as other_known,
            sum(persons) as persons_measured,
            sum(case when persons is null then households end) * max(household_size) as persons_assumed
        from known
        where not is_keyed
        group by is_total, ubigeo, reach_unit, strand
    ),
    of_events as (
        select
            s.*,
            row_number() over (
                partition by is_total, ubigeo, reach_unit
                order by
                    coalesce(persons_measured, 0) + coalesce(persons_assumed, 0) desc,
                    coalesce(persons_measured, 0) desc,
                    strand
            ) as place_in_unit
        from per_strand as s
    ),
    classes as (
        select is_total, ubigeo, girls_known, boys_known, women_known, men_known, other_known
        from of_households
        where place_in_unit = 1
        union all
        select is_total, ubigeo, girls_known, boys_known, women_known, men_known, other_known
        from of_events
        where place_in_unit = 1
    ),
    added as (
        select
            is_total,
            ubigeo,
            sum(girls_known) as girls,
            sum(boys_known) as boys,
            sum(women_known) as women,
            sum(men_known) as men,
            sum(other_known) as other
        from classes
        group by is_total, ubigeo
    ),
    persons as (
        select
            true as is_total,
            cast(null as varchar) as ubigeo,
            persons_reached(persons_measured, persons_assumed) as persons_reached
        from per_unit
        union all
        select
            false as is_total,
            district_code as ubigeo,
            persons_reached(persons_measured, persons_assumed) as persons_reached
        from per_unit_by_district_code
        group by district_code
    ),
    joined as (
        select
            p.is_total,
            p.ubigeo,
            coalesce(a.girls, 0) as girls,
            coalesce(a.boys, 0) as boys,
            coalesce(a.women, 0) as women,
            coalesce(a.men, 0) as men,
            coalesce(a.other, 0) as other,
            p.persons_reached
        from persons as p
        left join added as a on a.is_total = p.is_total and a.ubigeo is not distinct from p.ubigeo
    )
select
    is_total,
    ubigeo,
    cast(girls as bigint) as girls,
    cast(boys as bigint) as boys,
    cast(women as bigint) as women,
    cast(men as bigint) as men,
    cast(other as bigint) as other,
    persons_reached,
    cast(
        case
            when persons_reached > girls + boys + women + men + other
            then persons_reached - girls - boys - women - men - other
            else 0
        end as bigint
    ) as sex_age_unknown
from joined
order by is_total desc, ubigeo nulls last
