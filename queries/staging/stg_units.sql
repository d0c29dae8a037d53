-- One word for each unit: the vocabulary's, else the spelling that is used most.
--
-- grain: one row per folded unit
with
    spelled as (
        select fold(unit) as unit_key, trim(unit) as unit, count(*) as times
        from raw_units
        where fold(unit) is not null
        group by fold(unit), trim(unit)
    ),
    most_used as (select unit_key, arg_max(unit, (times, unit)) as unit from spelled group by unit_key)
select m.unit_key, coalesce(w.meaning, m.unit) as unit
from most_used as m
left join words as w on w.field = 'unit' and w.word_key = m.unit_key
