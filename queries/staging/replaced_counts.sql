-- How many rows of one batch another one replaces.
--
-- grain: one row per earlier batch, later batch and way of knowing
select i.batch_no, r.by_batch, r.how, count(*) as rows
from replaced_rows as r
join raw_index as i on i.kind = r.kind and i.row_id = r.row_id
group by i.batch_no, r.by_batch, r.how
order by i.batch_no, r.by_batch, r.how
