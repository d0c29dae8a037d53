-- The operation's settings that numbers depend on.
--
-- grain: one row
select * from setting
