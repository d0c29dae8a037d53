-- The delivery rows that the reader's filters let through.
--
-- A row with a day passes by its day; a row with a period only if the period lies wholly inside.
-- grain: one row per delivery row
-- needs: matching
select m.*
from matching as m
where ($since is null or m.first_day >= $since::date) and ($until is null or m.last_day <= $until::date)
