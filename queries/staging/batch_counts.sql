-- How many rows of each batch were read as data, and how many of them are held back.
--
-- grain: one row per batch
select i.batch_no, count(*) as rows, count(h.row_id) as held
from raw_index as i
left join held_rows as h on h.kind = i.kind and h.row_id = i.row_id
group by i.batch_no
