-- Which files brought the rows behind a figure?
--
-- grain: one row per imported file
-- needs: scoped
-- column batch_no bigint: number of the import, in order
-- column name varchar: name of the file
-- column kind varchar: deliveries, targets, contributions or stock_movements
-- column sha256 varchar: checksum of the file
-- column imported_at varchar: moment of the import, UTC
-- column export_day date: the file's own day; null where it has none
-- column rows_read bigint: data rows of the file
-- column rows_behind bigint: its delivery rows that pass the filters and count as reached
-- column rows_of_deliveries bigint: its accepted delivery rows, whatever the filters
-- column rows_of_targets bigint: its accepted target rows, whatever the filters
-- column rows_of_contributions bigint: its accepted contribution rows, whatever the filters
-- column rows_of_stock_movements bigint: its accepted stock movements, whatever the filters
with
    found as (
        select batch_no, case when is_counted then 1 else 0 end as behind, 0 as d, 0 as t, 0 as c, 0 as s
        from scoped
        union all
        select batch_no, 0, 1, 0, 0, 0
        from deliveries
        union all
        select batch_no, 0, 0, 1, 0, 0
        from targets
        union all
        select batch_no, 0, 0, 0, 1, 0
        from contributions
        union all
        select batch_no, 0, 0, 0, 0, 1
        from stock_movements
    ),
    per_batch as (
        select batch_no, sum(behind) as behind, sum(d) as d, sum(t) as t, sum(c) as c, sum(s) as s
        from found
        group by batch_no
    )
select
    cast(b.batch_no as bigint) as batch_no,
    b.name,
    b.kind,
    b.sha256,
    b.imported_at,
    b.export_day,
    b.rows_read,
    cast(coalesce(p.behind, 0) as bigint) as rows_behind,
    cast(coalesce(p.d, 0) as bigint) as rows_of_deliveries,
    cast(coalesce(p.t, 0) as bigint) as rows_of_targets,
    cast(coalesce(p.c, 0) as bigint) as rows_of_contributions,
    cast(coalesce(p.s, 0) as bigint) as rows_of_stock_movements
from batches as b
left join per_batch as p on p.batch_no = b.batch_no
order by b.batch_no
