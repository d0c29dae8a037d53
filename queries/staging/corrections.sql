-- Rows that were sent back corrected: which row each stands for, by file, table and row; the latest counts.
--
-- grain: one row per row corrected and row that stands for it
with
    sent as (
        select
            d.row_id,
            d.batch_no,
            o.turn,
            split_part(d.corrects, ':', 1) as sha,
            try_cast(split_part(d.corrects, ':', 2) as integer) as table_no,
            try_cast(split_part(d.corrects, ':', 3) as integer) as row_no
        from stg_deliveries as d
        join batch_order as o on o.batch_no = d.batch_no
        where d.corrects is not null and d.row_id not in (select row_id from held_rows where kind = 'deliveries')
    )
select
    i.row_id as corrected_row,
    s.row_id,
    s.batch_no,
    row_number() over (partition by i.row_id order by s.turn desc, s.row_id desc) = 1 as is_latest,
    first_value(s.batch_no) over (partition by i.row_id order by s.turn desc, s.row_id desc) as latest_batch
from sent as s
join batch_order as b on starts_with(b.sha256, s.sha) and length(s.sha) >= 12
join
    raw_index as i
    on i.kind = 'deliveries'
    and i.batch_no = b.batch_no
    and i.table_no = s.table_no
    and i.row_no = s.row_no
where b.batch_no <> s.batch_no
