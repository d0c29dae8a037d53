-- Which known place each combination of place columns means, and what is wrong where none fits.
--
-- The deepest of code and names decides; a code decides against a name of its own level. A name that several places
-- share needs the wider one. ``candidates`` are the places that a person may have meant.
-- grain: one row per combination and system
with
    best as (select combination, code_system, min(rank) as rank from place_candidates where fits group by all),
    fitting as (
        select
            c.combination,
            c.code_system,
            min(c.place_code) as place_code,
            min(c.geo_level) as geo_level,
            count(*) as places,
            list(c.place_code order by c.place_code) as candidates
        from place_candidates as c
        join best as b on b.combination = c.combination and b.code_system = c.code_system and b.rank = c.rank
        where c.fits
        group by all
    ),
    anywhere as (
        select c.combination, c.code_system, list(c.place_code order by c.rank, c.place_code) as candidates
        from place_candidates as c
        join
            (select combination, code_system, min(rank) as rank from place_candidates group by all) as b
            on b.combination = c.combination
            and b.code_system = c.code_system
            and c.rank < b.rank + 10
        group by all
    ),
    deepest as (
        select distinct combination, column_name, column_level, text, place_code is null as is_unknown
        from place_named
        where is_deepest
    ),
    wider_unknown as (
        select combination, arg_max(column_name, column_level) as column_name, arg_max(text, column_level) as text
        from place_named
        where not is_deepest and place_code is null
        group by combination
    ),
    joined as (
        select
            c.*,
            g.is_elsewhere,
            g.country,
            g.country_left_out,
            g.home,
            k.geo_level as code_level,
            depth_of(k.geo_level) as code_depth,
            case c.code_column when 'ubigeo' then 3 when 'province_code' then 2 else 1 end as code_column_depth,
            d.column_name,
            d.column_level,
            d.text,
            d.is_unknown,
            u.column_name as unknown_column,
            u.text as unknown_text,
            f.place_code as named_place,
            f.places,
            depth_of(f.geo_level) as named_depth,
            f.candidates as fitting,
            a.candidates as anywhere
        from place_choices as c
        join place_given as g on g.combination = c.combination
        left join stg_places as k on k.place_code = c.code_place
        left join deepest as d on d.combination = c.combination
        left join wider_unknown as u on u.combination = c.combination
        left join fitting as f on f.combination = c.combination and f.code_system = c.code_system
        left join anywhere as a on a.combination = c.combination and a.code_system = c.code_system
    ),
    -- A code decides if it stands in the column of districts and is wrong, or goes as deep as the names.
    decided as (
        select
            *,
            case
                when is_elsewhere
                then 'country'
                when code_column = 'ubigeo' and code_place is null
                then 'code'
                when code_column is not null and column_name is null
                then 'code'
                when code_depth >= least(column_level, 3)
                then 'code'
                when code_depth >= named_depth and places = 1
                then 'code'
                when column_name is not null
                then 'name'
                when country is not null
                then 'home'
            end as decided_by
        from joined
    )
select
    combination,
    code_system,
    case
        decided_by
        when 'code'
        then code_place
        when 'name'
        then case when places = 1 and unknown_column is null then named_place end
        when 'home'
        then home
    end as place_code,
    case
        decided_by
        when 'country'
        then 'country-other'
        when 'code'
        then case when code_place is null then 'code-unknown' end
        when 'name'
        then
            case
                when is_unknown
                then replace(column_name, 'ubigeo', 'place') || '-unknown'
                when unknown_column is not null
                then unknown_column || '-unknown'
                when places is null
                then replace(column_name, 'ubigeo', 'place') || '-elsewhere'
                when places > 1
                then replace(column_name, 'ubigeo', 'place') || '-ambiguous'
            end
    end as problem,
    case
        decided_by
        when 'country'
        then 'country'
        when 'code'
        then code_column
        when 'name'
        then case when not is_unknown and unknown_column is not null then unknown_column else column_name end
        when 'home'
        then 'country'
    end as column_name,
    case
        decided_by
        when 'country'
        then country
        when 'code'
        then code_value
        when 'name'
        then case when not is_unknown and unknown_column is not null then unknown_text else text end
        when 'home'
        then country
    end as value,
    decided_by = 'code' and code_level is not distinct from 'district' and names_disagree as names_disagree,
    coalesce(
        case
            decided_by
            when 'code'
            then code_depth < code_column_depth
            when 'name'
            then places = 1 and named_depth < least(column_level, 3)
        end,
        false
    )
    or country_left_out as named_wider,
    coalesce(against_its_table and decided_by = 'code', false) as against_its_table,
    case
        when decided_by = 'code' and code_place is null
        then
            coalesce(
                case when places = 1 then fitting end, case when other_place is not null then [other_place] end, []
            )
        when decided_by = 'name'
        then coalesce(case when places > 1 then fitting end, case when places is null then anywhere end, [])
        else []
    end as candidates
from decided
