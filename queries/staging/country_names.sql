-- What a place column may call the whole country, as it is compared.
--
-- grain: one row per folded name
select distinct fold(name) as country_key from country_name_rows where fold(name) is not null
