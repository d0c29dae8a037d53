-- Blank, total, note and repeated header rows.
--
-- grain: one row per row skipped
select * from skipped_list order by batch_no, sheet, row_no
