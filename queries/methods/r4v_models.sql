-- What does each of R4V's models give for each department and month, within the month and until its end?
--
-- Two orders of steps lead to a figure until a month: the maximum within each month and then the sum over months
-- (R4V's own), or each sector over all months and then the maximum. A month without rows counts 0.
-- grain: one row per model, basis, step, department or the country, and month
-- needs: r4v_sectors, r4v_figures
-- column model varchar: sum, maxsector, southernconemodel or maxagegender
-- column basis varchar: whose shares split the sectors: in_need or targeted; null for models that split nothing
-- column step varchar: month; until its end maximum_first or cumulated_first
-- column geo_level varchar: department, none (rows without a department) or country (all of them)
-- column department_code varchar: code of the department
-- column department varchar: name of the department
-- column month date: first day of the month
-- column persons bigint: persons
-- column in_destination bigint: of these, refugees and migrants in destination; null for maxagegender
-- column in_transit bigint: refugees and migrants in transit; null for maxagegender
-- column host_community bigint: host community; null for maxagegender
-- column pendular bigint: pendular migrants; null for maxagegender
-- column returnees bigint: returnees; null for maxagegender
-- column girls bigint: girls
-- column boys bigint: boys
-- column women bigint: women
-- column men bigint: men
-- column other_under_18 bigint: others under 18
-- column other_18_plus bigint: others of 18 and over
-- column persons_in_cash bigint: persons of rows with cash or vouchers
-- column persons_without_type bigint: persons less the sum of the population types; 0 is right
-- column persons_without_age bigint: persons less the sum of the groups of sex and age; 0 is right
-- column is_cash_within boolean: whether cash reached no more persons than the figure has
with
    named as (select department_code, max(department) as department from r4v_sectors group by department_code),
    levels as (
        select
            model,
            basis,
            step,
            case when department_code is null then 'none' else 'department' end as geo_level,
            department_code,
            month_no,
            persons,
            in_destination,
            in_transit,
            host_community,
            pendular,
            returnees,
            girls,
            boys,
            women,
            men,
            other_under_18,
            other_18_plus,
            persons_in_cash
        from r4v_figures
        union all
        select
            model,
            basis,
            step,
            'country' as geo_level,
            null as department_code,
            month_no,
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
            sum(persons_in_cash) as persons_in_cash
        from r4v_figures
        group by model, basis, step, month_no
    ),
    stepped as (
        select
            model,
            basis,
            case when step = 'until' then 'cumulated_first' else step end as step,
            geo_level,
            department_code,
            month_no,
            persons,
            in_destination,
            in_transit,
            host_community,
            pendular,
            returnees,
            girls,
            boys,
            women,
            men,
            other_under_18,
            other_18_plus,
            persons_in_cash
        from levels
        union all
        select
            model,
            basis,
            'maximum_first' as step,
            geo_level,
            department_code,
            month_no,
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
            sum(persons_in_cash) over so_far as persons_in_cash
        from levels
        where step = 'month'
        window so_far as (partition by model, basis, geo_level, department_code order by month_no)
    )
select
    s.model,
    s.basis,
    s.step,
    s.geo_level,
    s.department_code,
    n.department,
    cast(make_date(cast(floor(s.month_no / 12) as integer), cast(s.month_no % 12 + 1 as integer), 1) as date) as month,
    cast(s.persons as bigint) as persons,
    cast(s.in_destination as bigint) as in_destination,
    cast(s.in_transit as bigint) as in_transit,
    cast(s.host_community as bigint) as host_community,
    cast(s.pendular as bigint) as pendular,
    cast(s.returnees as bigint) as returnees,
    cast(s.girls as bigint) as girls,
    cast(s.boys as bigint) as boys,
    cast(s.women as bigint) as women,
    cast(s.men as bigint) as men,
    cast(s.other_under_18 as bigint) as other_under_18,
    cast(s.other_18_plus as bigint) as other_18_plus,
    cast(s.persons_in_cash as bigint) as persons_in_cash,
    cast(
        s.persons - (s.in_destination + s.in_transit + s.host_community + s.pendular + s.returnees) as bigint
    ) as persons_without_type,
    cast(
        s.persons - (s.girls + s.boys + s.women + s.men + s.other_under_18 + s.other_18_plus) as bigint
    ) as persons_without_age,
    s.persons_in_cash <= s.persons as is_cash_within
from stepped as s
left join named as n on n.department_code = s.department_code and s.geo_level = 'department'
order by s.model, s.basis, s.step, s.geo_level, s.department_code, month
