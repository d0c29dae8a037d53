-- Batches with the very rows of an earlier one.
--
-- grain: one row per batch that repeats another
with
    wholes as (
        select batch_no, string_agg(concat_ws(':', kind, rows, content), ',' order by kind) as whole
        from batch_contents
        group by batch_no
    )
select b.batch_no, min(a.batch_no) as twin_of
from wholes as b
join wholes as a on a.whole = b.whole and a.batch_no < b.batch_no
group by b.batch_no
