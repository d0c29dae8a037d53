-- Rows held back that came in since: corrected by reference, under the same id, or with the same report sent again.
--
-- grain: one row per row resolved
with
    every_way as (
        select 'deliveries' as kind, c.corrected_row as row_id, c.batch_no as by_batch
        from corrections as c
        where c.is_latest and c.corrected_row in (select row_id from held_rows where kind = 'deliveries')
        union all
        select h.kind, h.row_id, n.batch_no
        from held_rows as h
        join stg_deliveries as d on d.row_id = h.row_id
        join stg_deliveries as n on n.delivery_id = d.delivery_id
        join batch_order as o on o.batch_no = d.batch_no
        join batch_order as p on p.batch_no = n.batch_no
        where
            h.kind = 'deliveries'
            and p.turn > o.turn
            and n.row_id not in (select row_id from held_rows where kind = 'deliveries')
        union all
        select i.kind, i.row_id, l.later
        from held_rows as h
        join raw_index as i on i.kind = h.kind and i.row_id = h.row_id
        join report_links as l on l.kind = i.kind and l.earlier = i.batch_no and l.replaces = 'whole'
    )
select w.kind, w.row_id, arg_max(w.by_batch, o.turn) as by_batch
from every_way as w
join batch_order as o on o.batch_no = w.by_batch
group by w.kind, w.row_id
