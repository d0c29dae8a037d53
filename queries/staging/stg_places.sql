-- The operation's list of places.
--
-- grain: one row per place
select * from place_rows
