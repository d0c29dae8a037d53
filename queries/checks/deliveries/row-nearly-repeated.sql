-- Rows that differ from an earlier row of their file in nothing but id, site or spelling; the value is the number of
-- that row. Rows of one family are alike by nature and are left out.
--
-- grain: one row per cell at fault
with
    spelled as (
        select meaning, content, min(row_id) as row_id from alike_rows where is_of_several group by meaning, content
    ),
    first_rows as (select meaning, min(row_id) as row_id from spelled group by meaning having count(*) > 1)
select s.row_id, 'site' as column_name, '= ' || a.row_no as value
from spelled as s
join first_rows as f on f.meaning = s.meaning
join alike_rows as a on a.row_id = f.row_id
where s.row_id > f.row_id
