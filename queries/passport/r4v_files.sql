-- Which files brought the rows that enter R4V's models?
--
-- grain: one row per file with such a row
-- needs: r4v_rows
-- column batch_no bigint: number of the import
-- column rows_behind bigint: its rows that enter the models
select cast(d.batch_no as bigint) as batch_no, cast(count(*) as bigint) as rows_behind
from r4v_rows as r
join deliveries as d on d.row_id = r.row_id
where r.standing = 'in_models'
group by d.batch_no
order by d.batch_no
