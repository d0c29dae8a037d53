-- What each sector and indicator of the deliveries is: spelled as there, alike spellings under one key.
--
-- A row without a sector has its item's. The type is that of the operation's list of indicators.
-- grain: one row per sector and indicator
with
    reported as (select distinct sector, item, indicator from deliveries),
    spelled as (
        select distinct coalesce(cast(r.sector as varchar), k.sector) as sector, r.indicator
        from reported as r
        left join kit_list as k on k.item = cast(r.item as varchar)
    ),
    keyed as (
        select
            s.sector,
            s.indicator,
            coalesce(w.meaning, fold(s.sector), s.sector) as sector_key,
            case
                when w.meaning in ('shelter', 'transport', 'wash', 'food')
                then 'largest'
                when w.meaning = 'protection'
                then 'reported'
                when w.meaning in ('cash', 'integration', 'health', 'education')
                then 'added'
            end as southern_cone_part
        from spelled as s
        left join words as w on w.field = 'r4v_sector' and w.word_key = fold(s.sector)
        where s.sector is not null
    )
select
    k.sector,
    k.indicator,
    k.sector_key,
    min(k.sector) over (partition by k.sector_key) as sector_name,
    k.southern_cone_part,
    i.indicator_type,
    l.has_types as list_has_types
from keyed as k
cross join known_lists as l
left join indicator_list as i on i.sector_key = fold(k.sector) and i.indicator_key = fold(k.indicator)
order by k.sector, k.indicator
