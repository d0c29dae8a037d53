-- The places that the deepest name of each combination could mean; ``fits`` says whether they lie in the wider ones
-- that
-- are named, or in the one that is coded. The lowest ``rank`` among those that fit is meant:
-- a place of the column's own level, else a wider one (which is true of the narrower, too), else a narrower one.
--
-- grain: one row per combination, system and place
with
    wider_columns as (
        select combination, column_name from place_named where not is_deepest group by combination, column_name
    ),
    wider as (select combination, count(*) as columns_given from wider_columns group by combination),
    within as (
        select d.combination, d.place_code, count(distinct w.column_name) as columns_fitting
        from place_named as d
        join
            place_named as w
            on w.combination = d.combination
            and not w.is_deepest
            and (w.geo_level = 'country' or list_contains(d.chain, w.place_code))
            and not coalesce(list_contains(d.chain, w.without_code), false)
        where d.is_deepest and d.place_code is not null
        group by d.combination, d.place_code
    )
select
    c.combination,
    c.code_system,
    d.place_code,
    d.geo_level,
    coalesce(i.columns_fitting, 0) = coalesce(w.columns_given, 0)
    and coalesce(
        c.code_place is null or k.geo_level = 'country' or list_contains(d.chain, c.code_place), false
    ) as fits,
    min(
        case
            when d.column_level = 4 or d.fits_column
            then 0
            when d.geo_level = 'country'
            then 40
            when depth_of(d.geo_level) < d.column_level
            then 10 * depth_of(d.geo_level)
            else 30
        end
        + d.tier
    ) as rank
from place_choices as c
join place_named as d on d.combination = c.combination and d.is_deepest and d.place_code is not null
left join stg_places as k on k.place_code = c.code_place
left join wider as w on w.combination = d.combination
left join within as i on i.combination = d.combination and i.place_code = d.place_code
group by all
