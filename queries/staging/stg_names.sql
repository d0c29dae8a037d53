-- One name for each organisation: the partner list's, else the spelling that is used most.
--
-- grain: one row per folded name
with
    spelled as (
        select fold(name) as name_key, trim(name) as name, count(*) as times
        from raw_names
        where fold(name) is not null
        group by fold(name), trim(name)
    ),
    most_used as (select name_key, arg_max(name, (times, name)) as name from spelled group by name_key)
select m.name_key, coalesce(a.partner, m.name) as name
from most_used as m
left join partner_aliases as a on a.name_key = m.name_key
