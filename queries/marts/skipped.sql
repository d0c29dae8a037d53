-- Rows that are no data: blank, total, note and repeated header rows, and what else is named in their reason.
--
-- grain: one row per row skipped
select * from skipped_list order by batch_no, sheet, row_no
