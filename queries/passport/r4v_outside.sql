-- How many counted rows does the chosen one of R4V's models leave out, and why?
--
-- Every other counting method leaves out none.
-- grain: one row
-- needs: scoped, r4v_rows, rows_in_units
-- column rows_behind bigint: counted rows that the method takes
-- column rows_no_sector bigint: counted rows left out without a sector
-- column rows_no_month bigint: counted rows left out with a sector and without a date
-- column rows_not_direct bigint: counted rows left out that are no direct assistance
-- column rows_outside_model bigint: counted rows left out because their sector is none of the model's
with
    judged as (
        select case when u.row_id is not null then 'taken' else r.standing end as standing
        from scoped as s
        left join rows_in_units as u on u.row_id = s.row_id
        left join r4v_rows as r on r.row_id = s.row_id
        where s.is_counted
    )
select
    cast(count(case when standing = 'taken' then 1 end) as bigint) as rows_behind,
    cast(count(case when standing = 'no_sector' then 1 end) as bigint) as rows_no_sector,
    cast(count(case when standing = 'no_month' then 1 end) as bigint) as rows_no_month,
    cast(count(case when standing = 'not_direct' then 1 end) as bigint) as rows_not_direct,
    cast(count(case when standing = 'in_models' then 1 end) as bigint) as rows_outside_model
from judged
