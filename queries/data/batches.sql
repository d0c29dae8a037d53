-- Which files were imported, and what became of their rows?
--
-- grain: one row per imported file
-- column batch_no bigint: number of the import, in order
-- column name varchar: name of the file
-- column kind varchar: deliveries, targets, contributions or stock_movements
-- column dialect varchar: layout that was recognised
-- column imported_at varchar: moment of the import, UTC
-- column rows_read bigint: data rows of the file, without header rows
-- column rows_accepted bigint: rows that broke no MUST rule; a later file may have replaced some by their id
-- column rows_held_back bigint: rows that broke a MUST rule
-- column rows_skipped bigint: blank, total, note and repeated header rows
-- column sha256 varchar: checksum of the file
select
    cast(batch_no as bigint) as batch_no,
    name,
    kind,
    dialect,
    imported_at,
    rows_read,
    rows_accepted,
    rows_held_back,
    rows_skipped,
    sha256
from batches
order by batch_no
