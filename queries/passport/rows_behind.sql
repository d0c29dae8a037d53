-- Which delivery rows count towards a figure, and which of them are counted together?
--
-- The first thousand, in the order of the files. Household keys stay where they are: rows of one household share a
-- number.
-- grain: one row per counted delivery row
-- needs: rows_in_units
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column counted_as bigint: number of the family, event or place and month that the row is counted with
-- column is_keyed boolean: whether the row names its household by a key
-- column partner varchar: implementing partner
-- column place_code varchar: the most detailed place code that is known
-- column place varchar: name of that place
-- column day date: day of delivery, or end of the period
-- column item varchar: what was delivered
-- column households bigint: families that the row gives
-- column persons bigint: persons that the row gives
-- column quantity decimal(18,3): quantity that the row gives
-- column unit varchar: unit as reported
-- column status varchar: delivered, verified or ongoing
with
    firsts as (select reach_unit, min(row_id) as first_row from rows_in_units group by reach_unit),
    numbered as (select reach_unit, row_number() over (order by first_row) as counted_as from firsts)
select
    cast(u.batch_no as bigint) as batch_no,
    b.name,
    u.sheet,
    cast(u.row_no as bigint) as row_no,
    cast(n.counted_as as bigint) as counted_as,
    u.is_keyed,
    u.partner,
    u.place_code,
    coalesce(u.district, u.province, u.department) as place,
    u.day,
    u.item,
    u.households,
    u.persons,
    u.quantity,
    u.unit,
    u.status
from rows_in_units as u
join numbered as n on n.reach_unit = u.reach_unit
join batches as b on b.batch_no = u.batch_no
order by u.batch_no, u.row_id
limit 1000
