-- How many files were imported, and what became of all their rows?
--
-- grain: one row
-- column files bigint: files imported
-- column rows_read bigint: data rows of all files
-- column rows_accepted bigint: rows that broke no MUST rule; a later file may have replaced some by their id
-- column rows_held_back bigint: rows that broke a MUST rule
-- column rows_skipped bigint: blank, total, note and repeated header rows
-- column last_import varchar: moment of the latest import, UTC
select
    cast(count(*) as bigint) as files,
    cast(coalesce(sum(rows_read), 0) as bigint) as rows_read,
    cast(coalesce(sum(rows_accepted), 0) as bigint) as rows_accepted,
    cast(coalesce(sum(rows_held_back), 0) as bigint) as rows_held_back,
    cast(coalesce(sum(rows_skipped), 0) as bigint) as rows_skipped,
    cast(max(imported_at) as varchar) as last_import
from batches
