-- The names under which exports may call each item of the kit list.
--
-- grain: one row per folded name
with
    names as (
        select item, unit, item as name
        from kit_list
        union all
        select item, unit, name_en
        from kit_list
        union all
        select item, unit, name_es
        from kit_list
    )
select fold(name) as item_key, min(item) as item, min(unit) as unit
from names
where fold(name) is not null
group by fold(name)
having count(distinct item) = 1
