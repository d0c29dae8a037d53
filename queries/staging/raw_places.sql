-- Every combination of place columns that the exports use. ``is_elsewhere``: its country is another than the
-- operation's.
--
-- grain: one row per combination
with
    elsewhere as (
        select distinct country
        from raw_place_uses
        where
            fold(country) in (select country_key from other_country_rows)
            and fold(country) not in (select fold(name) from country_name_rows)
    )
select
    place_key,
    country,
    department,
    province,
    district,
    department_code,
    province_code,
    ubigeo,
    coalesce(country in (from elsewhere), false) as is_elsewhere,
    cast(sum(times) as bigint) as times
from raw_place_uses
group by all
