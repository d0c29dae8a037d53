-- Which cells did the checks find?
--
-- grain: one row per file, rule and cell
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column table_no bigint: which table of the file, from 0
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column kind varchar: kind of export
-- column rule varchar: id of the check
-- column severity varchar: MUST, SHOULD or INFO
-- column column_name varchar: column at fault
-- column value varchar: the value that was read
select
    cast(c.batch_no as bigint) as batch_no,
    b.name,
    cast(c.table_no as bigint) as table_no,
    c.sheet,
    cast(c.row_no as bigint) as row_no,
    c.kind,
    c.rule,
    c.severity,
    c.column_name,
    c.value
from cells_at_fault as c
join batches as b on b.batch_no = c.batch_no
order by c.batch_no, c.table_no, c.row_no, c.rule, c.column_name
