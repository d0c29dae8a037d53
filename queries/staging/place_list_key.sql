-- Which list of places this is: two lists with one key have the same places and other names.
--
-- grain: one row
select
    s.country,
    (select bit_xor(hash(p)) from place_rows as p) as places,
    (select bit_xor(hash(a)) from place_alias_rows as a) as aliases,
    (select bit_xor(hash(r)) from reniec_rows as r) as reniec
from setting as s
