-- Which rows were skipped, and as what?
--
-- grain: one row per row skipped
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column reason varchar: blank, total, repeated_header, note, example, joined or passed_on
select cast(s.batch_no as bigint) as batch_no, b.name, s.sheet, cast(s.row_no as bigint) as row_no, s.reason
from skipped as s
join batches as b on b.batch_no = s.batch_no
order by s.batch_no, s.sheet nulls first, s.row_no
