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
-- column rows_replaced bigint: accepted rows that a later file brought again
-- column rows_resolved bigint: rows held back that came in since
-- column export_day date: the file's own day, by which it is earlier or later than another; null where it has none
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
    rows_replaced,
    rows_resolved,
    export_day,
    sha256
from batches
order by batch_no
