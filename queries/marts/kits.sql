-- What one of each item holds.
--
-- grain: one row per item of the kit list
select * from kit_list order by item
