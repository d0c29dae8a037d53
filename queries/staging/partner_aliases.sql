-- Every name, code and alias of the partner list, as it is compared; an alias that two share names neither.
--
-- grain: one row per folded alias
select fold(alias) as name_key, min(partner) as partner
from partner_alias_rows
where fold(alias) is not null
group by fold(alias)
having count(distinct partner) = 1
