-- The places that each name of a combination could mean. A wider column means places of its own level first.
--
-- grain: one row per combination, column and place
with
    texts as (
        select combination, 'department' as column_name, 1 as column_level, department as text
        from place_given
        union all
        select combination, 'province', 2, province
        from place_given
        union all
        select combination, 'district', 3, district
        from place_given
        union all
        select combination, 'ubigeo', 4, free_text
        from place_given
    ),
    deepest as (select combination, max(column_level) as column_level from texts where text is not null group by all),
    sensed as (
        select
            t.combination,
            t.column_name,
            t.column_level,
            d.column_level = t.column_level as is_deepest,
            t.text,
            s.place_code,
            s.geo_level,
            s.chain,
            s.without_code,
            s.tier,
            s.geo_level = case
                t.column_level when 1 then 'department' when 2 then 'province' when 3 then 'district'
            end as fits_column
        from texts as t
        join deepest as d on d.combination = t.combination
        left join place_senses as s on s.text = t.text
        where t.text is not null
    ),
    fitting as (
        select combination, column_name, bool_or(fits_column) as any_fits from sensed group by combination, column_name
    )
select s.*, coalesce(f.any_fits, false) as any_fits
from sensed as s
join fitting as f on f.combination = s.combination and f.column_name = s.column_name
where s.is_deepest or s.fits_column or not coalesce(f.any_fits, false)
