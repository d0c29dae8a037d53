-- Which rows no longer count because a later file brought them again, and what did they say?
--
-- grain: one row per row replaced
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column by_batch bigint: number of the import that speaks now
-- column by_name varchar: name of its file
-- column how varchar: id, report (sent again) or correction
-- column kind varchar: kind of export
-- column delivery_id varchar: the row's id, if it has one
-- column partner varchar: implementing partner
-- column place_code varchar: code of the place
-- column day date: day of delivery, or end of the period
-- column item varchar: what was delivered
-- column households bigint: families that the row gave
-- column persons bigint: persons that the row gave
-- column quantity decimal(18,3): quantity that the row gave
-- column status varchar: status that the row gave
select
    cast(r.batch_no as bigint) as batch_no,
    b.name,
    r.sheet,
    cast(r.row_no as bigint) as row_no,
    cast(r.by_batch as bigint) as by_batch,
    n.name as by_name,
    r.how,
    r.kind,
    r.delivery_id,
    r.partner,
    r.place_code,
    r.day,
    r.item,
    r.households,
    r.persons,
    r.quantity,
    r.status
from replaced as r
join batches as b on b.batch_no = r.batch_no
join batches as n on n.batch_no = r.by_batch
order by r.batch_no, r.sheet nulls first, r.row_no
