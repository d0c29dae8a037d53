-- The operation's kit list, with numbers.
--
-- grain: one row per item
select
    item,
    min(name_en) as name_en,
    min(name_es) as name_es,
    min(sector) as sector,
    min(unit) as unit,
    min(serves) as serves,
    min(read_number(kcal)) as kcal,
    min(read_number(litres)) as litres,
    min(read_number(kg)) as kg,
    min(try_cast(value as decimal(18, 2))) as value
from kit_rows
group by item
