-- Other names of districts, as they are compared.
--
-- grain: one row per folded alias
select fold(alias) as alias_key, min(fold(district)) as name_key from place_alias_rows group by fold(alias)
