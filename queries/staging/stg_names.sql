-- One name for each organisation: the partner list's, else the spelling that is used most.
--
-- grain: one row per spelling
with
    spelled as (
        select name as spelled, fold(name) as name_key, trim(name) as name, sum(times) as times
        from raw_names
        group by name
    ),
    most_used as (
        select name_key, arg_max(name, (times, name)) as name
        from (select name_key, name, sum(times) as times from spelled group by name_key, name) as x
        where name_key is not null
        group by name_key
    )
select s.spelled, s.name_key, coalesce(a.partner, m.name) as name
from spelled as s
join most_used as m on m.name_key = s.name_key
left join partner_aliases as a on a.name_key = m.name_key
