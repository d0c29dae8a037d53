-- Rows that alone hold more than a fifth of what their file counts, in files with at least twenty rows that count it.
--
-- grain: one row per cell at fault
with
    files as (
        select
            batch_no,
            case
                when count(*) filter (where households > 0) >= 20
                then 0.2 * sum(households) filter (where households > 0)
            end as households,
            case
                when count(*) filter (where persons > 0) >= 20 then 0.2 * sum(persons) filter (where persons > 0)
            end as persons,
            case
                when count(*) filter (where persons_new > 0) >= 20
                then 0.2 * sum(persons_new) filter (where persons_new > 0)
            end as persons_new,
            max(households) as most_households,
            max(persons) as most_persons,
            max(persons_new) as most_persons_new
        from stg_deliveries
        group by batch_no
    )
select d.row_id, 'households' as column_name, d.households_text as value
from stg_deliveries as d
join files as f on f.batch_no = d.batch_no
where f.most_households > f.households and d.households > f.households
union all
select d.row_id, 'persons', d.persons_text
from stg_deliveries as d
join files as f on f.batch_no = d.batch_no
where f.most_persons > f.persons and d.persons > f.persons
union all
select d.row_id, 'persons_new', cast(whole(d.persons_new) as varchar)
from stg_deliveries as d
join files as f on f.batch_no = d.batch_no
where f.most_persons_new > f.persons_new and d.persons_new > f.persons_new
