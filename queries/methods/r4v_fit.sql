-- Which rows can R4V's models count, and which stay outside for what reason?
--
-- grain: one row
-- needs: r4v_rows
-- column rows_counting_new bigint: counted rows of tables that count new persons
-- column rows_in_models bigint: of these, rows that enter the models
-- column rows_without_sector bigint: of these, rows without a sector
-- column rows_without_month bigint: of these, rows with a sector and without a date
-- column rows_not_direct bigint: of these, rows with both that are no direct assistance
-- column rows_not_listed bigint: of the latter, rows whose sector and indicator the list of indicators gives no type
-- column rows_without_department bigint: of the rows that enter, rows whose department is not known
-- column persons_new bigint: new persons of the rows that enter
-- column direct_by varchar: what says that a row is direct assistance: indicator_list, in_plan or every_row
-- column sectors bigint: sectors of the rows that enter
-- column has_in_need boolean: whether there are shares of people in need
-- column has_targeted boolean: whether there are shares of targets
-- column unknown_departments bigint: departments of proportions.csv that are no place of the operation
-- column unknown_department varchar: one of them
with
    judged as (
        select
            count(*) as rows_counting_new,
            count(case when standing = 'in_models' then 1 end) as rows_in_models,
            count(case when standing = 'no_sector' then 1 end) as rows_without_sector,
            count(case when standing = 'no_month' then 1 end) as rows_without_month,
            count(case when standing = 'not_direct' then 1 end) as rows_not_direct,
            count(
                case when standing = 'not_direct' and direct_by = 'indicator_list' and indicator_type is null then 1 end
            ) as rows_not_listed,
            count(case when standing = 'in_models' and department_code is null then 1 end) as rows_without_department,
            sum(case when standing = 'in_models' then persons else 0 end) as persons_new,
            max(case when sector is not null then direct_by end) as direct_by,
            count(distinct case when standing = 'in_models' then sector_key end) as sectors
        from r4v_rows
    ),
    shares as (
        select
            count(case when basis = 'in_need' and is_placed then 1 end) as in_need,
            count(case when basis = 'targeted' and is_placed then 1 end) as targeted,
            count(distinct case when not is_placed then department end) as unknown_departments,
            min(case when not is_placed then department end) as unknown_department
        from proportions
    )
select
    cast(j.rows_counting_new as bigint) as rows_counting_new,
    cast(j.rows_in_models as bigint) as rows_in_models,
    cast(j.rows_without_sector as bigint) as rows_without_sector,
    cast(j.rows_without_month as bigint) as rows_without_month,
    cast(j.rows_not_direct as bigint) as rows_not_direct,
    cast(j.rows_not_listed as bigint) as rows_not_listed,
    cast(j.rows_without_department as bigint) as rows_without_department,
    cast(coalesce(j.persons_new, 0) as bigint) as persons_new,
    j.direct_by,
    cast(j.sectors as bigint) as sectors,
    s.in_need > 0 as has_in_need,
    s.targeted > 0 as has_targeted,
    cast(s.unknown_departments as bigint) as unknown_departments,
    s.unknown_department
from judged as j
cross join shares as s
