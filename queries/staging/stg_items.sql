-- One name for each item: the kit list's code, else the spelling that is used most.
--
-- grain: one row per folded item
with
    spelled as (
        select fold(item) as item_key, trim(item) as item, count(*) as times
        from raw_items
        where fold(item) is not null
        group by fold(item), trim(item)
    ),
    most_used as (select item_key, arg_max(item, (times, item)) as item from spelled group by item_key)
select m.item_key, coalesce(k.item, m.item) as item, k.unit as kit_unit
from most_used as m
left join kit_names as k on k.item_key = m.item_key
