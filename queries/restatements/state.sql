-- At which state between two snapshots the rows are looked at: how many causes were applied.
--
-- grain: one row
create or replace table state as
select cast($step as integer) as step, cast($shows_both as boolean) as shows_both
