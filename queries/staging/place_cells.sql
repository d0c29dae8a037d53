-- What stands in the place columns as words; a code column counts where it holds letters.
--
-- grain: one row per distinct text
select department as text
from raw_places
union
select province
from raw_places
union
select district
from raw_places
union
select ubigeo
from raw_places
where regexp_matches(ubigeo, '\pL')
