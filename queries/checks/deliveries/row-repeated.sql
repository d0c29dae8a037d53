-- Rows that equal an earlier row of their file in everything; the value is the number of that row.
--
-- grain: one row per cell at fault
with
    first_rows as (
        select meaning, content, min(row_id) as row_id, arg_min(row_no, row_id) as row_no
        from alike_rows
        group by meaning, content
        having count(*) > 1
    )
select a.row_id, 'delivery_id' as column_name, '= ' || f.row_no as value
from alike_rows as a
join first_rows as f on f.meaning = a.meaning and f.content = a.content
where a.row_id > f.row_id
