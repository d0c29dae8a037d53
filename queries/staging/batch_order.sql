-- In which order the batches speak: one without a date of its own before one with, then by that date, then as imported.
--
-- A batch's own date is the newest day of report in it that has come, else the day in the file's name.
-- grain: one row per batch
with
    reported as (
        select d.batch_no, max(d.reported_on) as day
        from stg_deliveries as d
        cross join setting as s
        where d.reported_on <= s.today
        group by d.batch_no
        union all
        select t.batch_no, max(t.as_of)
        from stg_targets as t
        cross join setting as s
        where t.as_of <= s.today
        group by t.batch_no
    ),
    dated as (
        select b.batch_no, b.sha256, b.name, b.stem, coalesce(max(r.day), b.named_day) as export_day
        from batch_names as b
        left join reported as r on r.batch_no = b.batch_no
        group by b.batch_no, b.sha256, b.name, b.stem, b.named_day
    )
select batch_no, sha256, name, stem, export_day, row_number() over (order by export_day nulls first, batch_no) as turn
from dated
