-- Rows with fewer household kits than households, or more than five for each. Where the list of kits does not say whom
-- an item serves, a kit is a household's unless its name says that it is one person's.
--
-- grain: one row per cell at fault
with
    household_kits as (
        select i.item
        from (select distinct item from stg_items) as i
        left join kit_list as k on k.item = i.item
        where
            coalesce(
                k.serves = 'household',
                not regexp_matches(
                    fold(i.item),
                    '\b(individual|personal|bebe|baby|newborn|recien nacido|menstrual|dignidad|dignity|escolar|school)'
                )
            )
    )
select row_id, 'quantity' as column_name, quantity_text as value
from stg_deliveries
where
    unit = 'kit'
    and quantity > 0
    and (
        (household_key is null and households > 0 and (quantity < households or quantity > 5 * households))
        or (household_key is not null and quantity > 5)
    )
    and item in (select item from household_kits)
