-- Every imported file and what became of its rows.
--
-- grain: one row per batch
with
    replaced_rows_of as (select batch_no, sum(rows) as rows from replaced_counts group by batch_no),
    resolved as (select batch_no, count(*) as rows from held_back where resolved_by is not null group by batch_no)
select
    b.*,
    cast(coalesce(r.rows, 0) as bigint) as rows_replaced,
    cast(coalesce(v.rows, 0) as bigint) as rows_resolved,
    o.export_day
from batch_list as b
join batch_order as o on o.batch_no = b.batch_no
left join replaced_rows_of as r on r.batch_no = b.batch_no
left join resolved as v on v.batch_no = b.batch_no
order by b.batch_no
