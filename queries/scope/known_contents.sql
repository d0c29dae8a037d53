-- Whether the kit list tells food and water: without an item of both, nobody can be seen to have received both.
--
-- Where items are chosen, only these count: through a filter on food alone nobody is seen to receive water.
-- grain: one row
select
    coalesce(max(case when kcal > 0 then 1 else 0 end), 0) = 1 as tells_food,
    coalesce(max(case when litres > 0 then 1 else 0 end), 0) = 1 as tells_water
from kits
where ($item is null or list_contains($item::varchar[], item))
