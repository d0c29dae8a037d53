-- One name for each item: the kit list's code, else the spelling that is used most; every spelling has one.
--
-- grain: one row per spelling
with
    spelled as (
        select item as spelled, fold(item) as item_key, trim(item) as item, sum(times) as times
        from raw_items
        group by item
    ),
    most_used as (
        select item_key, arg_max(item, (times, item)) as item
        from (select item_key, item, sum(times) as times from spelled group by item_key, item) as x
        where item_key is not null
        group by item_key
    )
select s.spelled, coalesce(k.item, m.item, s.spelled) as item, k.unit as kit_unit
from spelled as s
left join most_used as m on m.item_key = s.item_key
left join kit_names as k on k.item_key = m.item_key
