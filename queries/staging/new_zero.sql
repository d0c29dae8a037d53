-- What each table says about new persons, where it has a column for them: whether people are counted and not one of
-- them is new, in the whole table or in its rows of the response plan.
--
-- grain: one row per table that counts new persons
with
    tables as (select batch_no, table_no from header_rows where field = 'persons_new'),
    counted as (
        select
            d.row_id,
            d.batch_no,
            d.table_no,
            coalesce(d.in_plan = 'yes', false) as in_plan,
            coalesce(d.persons_new, 0) as persons_new,
            coalesce(d.persons, 0) as persons,
            population_sum(d.in_destination, d.in_transit, d.host_community, d.pendular, d.returnees) as population,
            sex_age_sum(d.girls, d.boys, d.women, d.men, d.other_under_18, d.other_18_plus) as sex_age
        from stg_deliveries as d
        join tables as t on t.batch_no = d.batch_no and t.table_no = d.table_no
    ),
    summed as (
        select
            batch_no,
            table_no,
            count(*) as rows,
            count(*) filter (where persons_new > 0) as rows_with_new,
            sum(persons_new) as persons_new,
            sum(persons) as persons,
            sum(population) as population,
            sum(sex_age) as sex_age,
            min(row_id) filter (where persons + population + sex_age > 0) as first_row_id,
            count(*) filter (where in_plan) as plan_rows,
            count(*) filter (where in_plan and persons_new > 0) as plan_rows_with_new,
            coalesce(sum(persons) filter (where in_plan), 0) as plan_persons,
            coalesce(sum(population) filter (where in_plan), 0) as plan_population,
            coalesce(sum(sex_age) filter (where in_plan), 0) as plan_sex_age,
            min(row_id) filter (where in_plan and persons + population + sex_age > 0) as first_plan_row_id
        from counted
        group by batch_no, table_no
    )
select
    batch_no,
    table_no,
    rows,
    rows_with_new,
    persons_new,
    persons,
    population,
    sex_age,
    plan_rows,
    plan_rows_with_new,
    plan_persons,
    plan_population,
    plan_sex_age,
    case when rows_with_new = 0 then first_row_id else first_plan_row_id end as first_row_id,
    rows_with_new = 0 and first_row_id is not null as is_new_zero,
    rows_with_new > 0 and plan_rows_with_new = 0 and first_plan_row_id is not null as is_new_zero_in_plan
from summed
