-- R4V's sector figures: what each department's sectors reached in each month, and until then.
--
-- Every sector of a department has every month from the first to the last of all rows, 0 where there is no row.
-- grain: one row per step (month, until), department, month and sector
-- needs: r4v_rows
with
    entering as (select * from r4v_rows where standing = 'in_models'),
    digits as (
        select 0 as digit
        union all
        select 1
        union all
        select 2
        union all
        select 3
        union all
        select 4
        union all
        select 5
        union all
        select 6
        union all
        select 7
        union all
        select 8
        union all
        select 9
    ),
    months as (
        select s.first_month + a.digit + 10 * b.digit + 100 * c.digit as month_no
        from (select min(month_no) as first_month, max(month_no) as last_month from entering) as s
        cross join digits as a
        cross join digits as b
        cross join digits as c
        where s.first_month + a.digit + 10 * b.digit + 100 * c.digit <= s.last_month
    ),
    summed as (
        select
            department_code,
            month_no,
            sector_key,
            count(*) as rows_counted,
            sum(persons) as persons,
            sum(in_destination) as in_destination,
            sum(in_transit) as in_transit,
            sum(host_community) as host_community,
            sum(pendular) as pendular,
            sum(returnees) as returnees,
            sum(girls) as girls,
            sum(boys) as boys,
            sum(women) as women,
            sum(men) as men,
            sum(other_under_18) as other_under_18,
            sum(other_18_plus) as other_18_plus,
            sum(persons_in_cash) as persons_in_cash,
            sum(persons_of_month) as persons_of_month,
            sum(in_cash_of_month) as in_cash_of_month
        from entering
        group by department_code, month_no, sector_key
    ),
    lines as (
        select
            department_code,
            max(department) as department,
            sector_key,
            max(sector_name) as sector_name,
            max(southern_cone_part) as southern_cone_part
        from entering
        group by department_code, sector_key
    ),
    monthly as (
        select
            l.department_code,
            l.department,
            l.sector_key,
            l.sector_name,
            l.southern_cone_part,
            m.month_no,
            coalesce(s.rows_counted, 0) as rows_counted,
            coalesce(s.persons, 0) as persons,
            coalesce(s.in_destination, 0) as in_destination,
            coalesce(s.in_transit, 0) as in_transit,
            coalesce(s.host_community, 0) as host_community,
            coalesce(s.pendular, 0) as pendular,
            coalesce(s.returnees, 0) as returnees,
            coalesce(s.girls, 0) as girls,
            coalesce(s.boys, 0) as boys,
            coalesce(s.women, 0) as women,
            coalesce(s.men, 0) as men,
            coalesce(s.other_under_18, 0) as other_under_18,
            coalesce(s.other_18_plus, 0) as other_18_plus,
            coalesce(s.persons_in_cash, 0) as persons_in_cash,
            coalesce(s.persons_of_month, 0) as persons_of_month,
            coalesce(s.in_cash_of_month, 0) as in_cash_of_month
        from lines as l
        cross join months as m
        left join
            summed as s
            on s.month_no = m.month_no
            and s.sector_key = l.sector_key
            and coalesce(s.department_code, '') = coalesce(l.department_code, '')
    )
select 'month' as step, m.*
from monthly as m
union all
select
    'until' as step,
    department_code,
    department,
    sector_key,
    sector_name,
    southern_cone_part,
    month_no,
    sum(rows_counted) over so_far as rows_counted,
    sum(persons) over so_far as persons,
    sum(in_destination) over so_far as in_destination,
    sum(in_transit) over so_far as in_transit,
    sum(host_community) over so_far as host_community,
    sum(pendular) over so_far as pendular,
    sum(returnees) over so_far as returnees,
    sum(girls) over so_far as girls,
    sum(boys) over so_far as boys,
    sum(women) over so_far as women,
    sum(men) over so_far as men,
    sum(other_under_18) over so_far as other_under_18,
    sum(other_18_plus) over so_far as other_18_plus,
    sum(persons_in_cash) over so_far as persons_in_cash,
    null as persons_of_month,
    null as in_cash_of_month
from monthly
window so_far as (partition by department_code, sector_key order by month_no)
