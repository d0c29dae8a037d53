-- What are R4V's sector figures of each department and month, within the month and until its end?
--
-- The totals of the month count the same persons again every month: they stand beside, enter no model, and are never
-- added over months.
-- grain: one row per step, department or the country, sector or all of them, and month
-- needs: r4v_sectors
-- column step varchar: month, or until (the months so far added)
-- column geo_level varchar: department, none (rows without a department) or country (all of them)
-- column department_code varchar: code of the department
-- column department varchar: name of the department
-- column sector varchar: name of the sector; null for all sectors added
-- column month date: first day of the month
-- column rows_counted bigint: rows that enter
-- column persons bigint: persons
-- column in_destination bigint: of these, refugees and migrants in destination
-- column in_transit bigint: refugees and migrants in transit
-- column host_community bigint: host community
-- column pendular bigint: pendular migrants
-- column returnees bigint: returnees
-- column girls bigint: girls
-- column boys bigint: boys
-- column women bigint: women
-- column men bigint: men
-- column other_under_18 bigint: others under 18
-- column other_18_plus bigint: others of 18 and over
-- column persons_in_cash bigint: persons of rows with cash or vouchers
-- column persons_of_month bigint: total of the month, whoever was reached before; null until a month
-- column in_cash_of_month bigint: total of the month of rows with cash or vouchers; null until a month
with
    placed as (
        select
            case when department_code is null then 'none' else 'department' end as geo_level,
            department_code as place_code,
            department as place_name,
            s.*
        from r4v_sectors as s
        union all
        select 'country' as geo_level, null as place_code, null as place_name, s.*
        from r4v_sectors as s
    ),
    levels as (
        select sector_key as line, sector_name as line_name, p.*
        from placed as p
        union all
        select null as line, null as line_name, p.*
        from placed as p
    )
select
    step,
    geo_level,
    place_code as department_code,
    cast(max(place_name) as varchar) as department,
    cast(max(line_name) as varchar) as sector,
    cast(make_date(cast(floor(month_no / 12) as integer), cast(month_no % 12 + 1 as integer), 1) as date) as month,
    cast(sum(rows_counted) as bigint) as rows_counted,
    cast(sum(persons) as bigint) as persons,
    cast(sum(in_destination) as bigint) as in_destination,
    cast(sum(in_transit) as bigint) as in_transit,
    cast(sum(host_community) as bigint) as host_community,
    cast(sum(pendular) as bigint) as pendular,
    cast(sum(returnees) as bigint) as returnees,
    cast(sum(girls) as bigint) as girls,
    cast(sum(boys) as bigint) as boys,
    cast(sum(women) as bigint) as women,
    cast(sum(men) as bigint) as men,
    cast(sum(other_under_18) as bigint) as other_under_18,
    cast(sum(other_18_plus) as bigint) as other_18_plus,
    cast(sum(persons_in_cash) as bigint) as persons_in_cash,
    cast(sum(persons_of_month) as bigint) as persons_of_month,
    cast(sum(in_cash_of_month) as bigint) as in_cash_of_month
from levels
group by step, geo_level, place_code, line, month_no
order by step, geo_level, department_code, sector, month
