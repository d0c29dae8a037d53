-- Which lists the operation has. Where there is no list of places, places are learnt from the exports themselves.
--
-- grain: one row
select
    exists (select 1 from information_schema.tables where table_name = 'place_rows') as has_places,
    exists (select 1 from partner_list) as has_partners,
    exists (select 1 from indicator_list) as has_indicators
