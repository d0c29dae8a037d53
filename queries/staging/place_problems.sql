-- Combinations of place columns that name no place, those of the newest batch first, and the most used, with what a
-- person may have meant.
--
-- ``within`` are the places that the wider columns and the code name, by column.
-- grain: one row per combination and system with a problem
with
    within as (
        select combination, list({'column_name':column_name, 'place_code':place_code}) as within
        from place_named
        where not is_deepest and place_code is not null
        group by combination
    ),
    users as (
        select
            u.place_key as combination,
            coalesce(s.code_system, 'inei') as code_system,
            list(distinct u.batch_no) as batches,
            max(u.batch_no) as newest
        from raw_place_uses as u
        left join code_systems as s on s.batch_no = u.batch_no and s.table_no = u.table_no
        group by all
    )
select
    m.combination,
    m.code_system,
    m.problem,
    m.column_name,
    m.value,
    g.department,
    g.province,
    g.district,
    g.ubigeo,
    g.province_code,
    g.department_code,
    g.times,
    u.batches,
    m.candidates,
    coalesce(w.within, []) || case
        when c.code_place is not null then [{'column_name':c.code_column, 'place_code':c.code_place}] else []
    end as within
from place_matches as m
join place_given as g on g.combination = m.combination
join place_choices as c on c.combination = m.combination and c.code_system = m.code_system
join users as u on u.combination = m.combination and u.code_system = m.code_system
left join within as w on w.combination = m.combination
where m.problem is not null
order by u.newest desc, g.times desc, m.combination
limit 1000
