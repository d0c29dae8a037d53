-- What each batch holds, whatever its rows' order, its columns' order and its file's format.
--
-- grain: one row per batch and kind of export
select
    'deliveries' as kind,
    batch_no,
    count(*) as rows,
    sum(
        hash(*columns(r.* exclude (row_id, batch_no, table_no, sheet, row_no, has_status, dialect, persons_from)))
    ) as content
from raw_deliveries as r
group by batch_no
union all
select
    'targets',
    batch_no,
    count(*),
    sum(hash(*columns(r.* exclude (row_id, batch_no, table_no, sheet, row_no, has_status, dialect, persons_from))))
from raw_targets as r
group by batch_no
union all
select
    'contributions',
    batch_no,
    count(*),
    sum(hash(*columns(r.* exclude (row_id, batch_no, table_no, sheet, row_no, has_status, dialect, persons_from))))
from raw_contributions as r
group by batch_no
union all
select
    'stock_movements',
    batch_no,
    count(*),
    sum(hash(*columns(r.* exclude (row_id, batch_no, table_no, sheet, row_no, has_status, dialect, persons_from))))
from raw_stock_movements as r
group by batch_no
