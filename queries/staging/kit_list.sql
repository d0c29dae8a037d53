-- The operation's kit list, with numbers and its units in the words that deliveries have.
--
-- grain: one row per item
select
    k.item,
    min(name_en) as name_en,
    min(name_es) as name_es,
    min(sector) as sector,
    min(coalesce(w.meaning, trim(k.unit))) as unit,
    min(serves) as serves,
    min(read_number(kcal)) as kcal,
    min(read_number(litres)) as litres,
    min(read_number(kg)) as kg,
    min(try_cast(value as decimal(18, 2))) as value
from kit_rows as k
left join words as w on w.field = 'unit' and w.word_key = fold(k.unit)
group by k.item
