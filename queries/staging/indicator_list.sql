-- The operation's list of indicators, as they are compared, each with what it counts. A pair that the list gives two
-- types has none.
--
-- grain: one row per folded sector and indicator
with
    folded as (
        select
            fold(sector) as sector_key,
            fold(indicator) as indicator_key,
            case
                when fold(type) in ('direct assistance', 'asistencia directa', 'pin')
                then 'direct'
                when fold(type) in ('capacity building', 'desarrollo de capacidades', 'capacitaciones')
                then 'capacity'
                when fold(type) is not null
                then 'other'
            end as indicator_type
        from indicator_rows
    )
select
    sector_key,
    indicator_key,
    case when count(distinct indicator_type) = 1 then min(indicator_type) end as indicator_type
from folded
where sector_key is not null and indicator_key is not null
group by sector_key, indicator_key
