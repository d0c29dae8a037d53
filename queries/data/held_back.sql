-- Which rows are held back and have not come in since, and why?
--
-- grain: one row per row held back
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column kind varchar: kind of export
-- column sha256 varchar: checksum of the file
-- column table_no bigint: which table of the file, from 0
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column rule varchar: first rule that the row breaks
-- column column_name varchar: column at fault
-- column value varchar: the value that was read
-- column rules varchar: every rule that the row breaks
-- column record varchar: the row's cells under our own headers, as JSON
select
    cast(h.batch_no as bigint) as batch_no,
    b.name,
    h.kind,
    b.sha256,
    cast(h.table_no as bigint) as table_no,
    h.sheet,
    cast(h.row_no as bigint) as row_no,
    h.rule,
    h.column_name,
    h.value,
    h.rules,
    h.record
from held_back as h
join batches as b on b.batch_no = h.batch_no
where h.resolved_by is null
order by h.batch_no, h.kind, h.sheet nulls first, h.row_no
