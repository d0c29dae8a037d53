-- Which learnt place each combination of place columns means.
--
-- grain: one row per combination of place columns as exported
select
    l.place_key,
    coalesce(l.k3, l.k2, l.k1, case when l.is_country then s.country end) as place_code,
    cast(null as varchar) as problem,
    'ubigeo' as column_name,
    l.code_given as value,
    cast(null as varchar) as suggestion,
    false as names_disagree,
    l.code_left_out,
    coalesce(
        coalesce(l.department, l.province, l.code_given) is null
        and fold(l.district) in (select country_key from country_names),
        false
    ) as named_wider
from stg_place_levels as l
cross join setting as s
union all
select place_key, null, 'country-other', 'country', country, null, false, false, false
from raw_places
where is_elsewhere
