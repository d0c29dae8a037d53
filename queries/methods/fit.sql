-- What do the rows without a household key say, on which counting methods depend?
--
-- grain: one row
-- needs: rows_in_units
-- column rows_without_key bigint: counted rows without a household key that give families or persons
-- column rows_with_item bigint: of these, rows that name an item
-- column rows_with_sector bigint: of these, rows with a sector, their own or their item's in the kit list
-- column rows_with_day bigint: of these, rows with a date
-- column rows_with_place bigint: of these, rows with a known place
select
    cast(count(*) as bigint) as rows_without_key,
    cast(count(item) as bigint) as rows_with_item,
    cast(count(nullif(counted_sector, '')) as bigint) as rows_with_sector,
    cast(count(day) as bigint) as rows_with_day,
    cast(count(place_code) as bigint) as rows_with_place
from rows_in_units
where not is_keyed and coalesce(households, persons) is not null
