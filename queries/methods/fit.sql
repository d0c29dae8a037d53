-- What do the rows without a household key say, on which counting methods depend?
--
-- grain: one row
-- needs: described_rows, r4v_rows
-- column rows_without_key bigint: counted rows without a household key that give families or persons
-- column rows_with_item bigint: of these, rows that name an item
-- column rows_with_sector bigint: of these, rows with a sector, their own or their item's in the kit list
-- column rows_with_day bigint: of these, rows with a date
-- column rows_with_place bigint: of these, rows with a known place
-- column rows_with_new_people bigint: of these, rows that enter R4V's models
-- column rows_with_shares bigint: of the latter, rows whose department and sector have shares
with
    shared as (
        select distinct sector_key, coalesce(department_code, '') as department_key from proportions where is_placed
    )
select
    cast(count(*) as bigint) as rows_without_key,
    cast(count(c.item) as bigint) as rows_with_item,
    cast(count(nullif(c.counted_sector, '')) as bigint) as rows_with_sector,
    cast(count(c.day) as bigint) as rows_with_day,
    cast(count(c.place_code) as bigint) as rows_with_place,
    cast(count(r.row_id) as bigint) as rows_with_new_people,
    cast(count(s.sector_key) as bigint) as rows_with_shares
from described_rows as c
left join r4v_rows as r on r.row_id = c.row_id and r.standing = 'in_models'
left join shared as s on s.sector_key = r.sector_key and s.department_key = coalesce(r.department_code, '')
where not c.is_keyed and coalesce(c.households, c.persons, r.persons) is not null
