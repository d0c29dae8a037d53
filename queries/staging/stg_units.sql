-- One word for each unit: the vocabulary's, else the spelling that is used most; every spelling has one.
--
-- grain: one row per spelling
with
    spelled as (
        select unit as spelled, fold(unit) as unit_key, trim(unit) as unit, sum(times) as times
        from raw_units
        group by unit
    ),
    most_used as (
        select unit_key, arg_max(unit, (times, unit)) as unit
        from (select unit_key, unit, sum(times) as times from spelled group by unit_key, unit) as x
        where unit_key is not null
        group by unit_key
    )
select s.spelled, coalesce(w.meaning, m.unit, s.spelled) as unit
from spelled as s
left join most_used as m on m.unit_key = s.unit_key
left join words as w on w.field = 'unit' and w.word_key = m.unit_key
