-- Accepted rows that no longer count because a later batch brings them again, and how that is known.
--
-- how is id (the same id), report (the same report sent again) or correction (a corrected row sent back).
-- grain: one row per row replaced
with
    every_way as (
        select kind, row_id, by_batch, how
        from replaced_by_id
        union all
        select r.kind, r.row_id, l.later, 'report'
        from report_rows as r
        join report_links as l on l.kind = r.kind and l.earlier = r.batch_no and l.replaces = 'whole'
        union all
        select r.kind, r.row_id, l.later, 'report'
        from report_rows as r
        join report_links as l on l.kind = r.kind and l.earlier = r.batch_no and l.replaces = 'part'
        where
            exists (select 1 from report_rows as q where q.kind = r.kind and q.batch_no = l.later and q.about = r.about)
        union all
        select 'deliveries', corrected_row, latest_batch, 'correction'
        from corrections
        where corrected_row not in (select row_id from held_rows where kind = 'deliveries')
        union all
        select 'deliveries', row_id, latest_batch, 'correction'
        from corrections
        where not is_latest
    )
select w.kind, w.row_id, arg_max(w.by_batch, o.turn) as by_batch, arg_max(w.how, o.turn) as how
from every_way as w
join batch_order as o on o.batch_no = w.by_batch
group by w.kind, w.row_id
