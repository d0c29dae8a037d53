-- The rows of tables that count new persons, as R4V's models read them.
--
-- Direct assistance is what the operation's list of indicators says; in R4V's files of 2021 the row must be part of the
-- plan too. Without types in that list it is what is part of the plan, or every row where nobody says so. A missing
-- number is 0.
-- grain: one row per counted delivery row of such a table
-- needs: scoped
with
    tables_counting as (
        select batch_no, table_no, max(case when in_plan is null then 0 else 1 end) as says_plan
        from deliveries
        where persons_new is not null
        group by batch_no, table_no
    ),
    read_rows as (
        select
            d.row_id,
            d.department_code,
            d.department,
            extract(year from d.day) * 12 + extract(month from d.day) - 1 as month_no,
            coalesce(d.sector, k.sector) as sector,
            d.indicator,
            d.in_plan,
            t.says_plan,
            b.dialect,
            coalesce(d.persons_new, 0) as persons,
            coalesce(d.in_destination, 0) as in_destination,
            coalesce(d.in_transit, 0) as in_transit,
            coalesce(d.host_community, 0) as host_community,
            coalesce(d.pendular, 0) as pendular,
            coalesce(d.returnees, 0) as returnees,
            coalesce(d.girls, 0) as girls,
            coalesce(d.boys, 0) as boys,
            coalesce(d.women, 0) as women,
            coalesce(d.men, 0) as men,
            coalesce(d.other_under_18, 0) as other_under_18,
            coalesce(d.other_18_plus, 0) as other_18_plus,
            case when d.cash = 'yes' then coalesce(d.persons_new, 0) else 0 end as persons_in_cash,
            coalesce(d.persons_of_month, 0) as persons_of_month,
            case when d.cash = 'yes' then coalesce(d.persons_of_month, 0) else 0 end as in_cash_of_month
        from scoped as d
        join tables_counting as t on t.batch_no = d.batch_no and t.table_no = d.table_no
        left join batches as b on b.batch_no = d.batch_no
        left join kits as k on k.item = d.item
        where d.is_counted
    ),
    judged as (
        select
            r.*,
            i.sector_key,
            i.sector_name,
            i.southern_cone_part,
            i.indicator_type,
            case
                when i.list_has_types
                then
                    coalesce(i.indicator_type, '') = 'direct'
                    and (coalesce(r.dialect, '') <> 'r4v-2021' or coalesce(r.in_plan, '') = 'yes')
                when r.says_plan = 1
                then coalesce(r.in_plan, '') = 'yes'
                else true
            end as is_direct,
            case
                when i.list_has_types then 'indicator_list' when r.says_plan = 1 then 'in_plan' else 'every_row'
            end as direct_by
        from read_rows as r
        left join indicators as i on i.sector = r.sector and coalesce(i.indicator, '') = coalesce(r.indicator, '')
    )
select
    j.*,
    case
        when j.sector is null
        then 'no_sector'
        when j.month_no is null
        then 'no_month'
        when not j.is_direct
        then 'not_direct'
        else 'in_models'
    end as standing
from judged as j
