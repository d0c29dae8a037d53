-- Every imported file and what became of its rows.
--
-- grain: one row per batch
select * from batch_list order by batch_no
