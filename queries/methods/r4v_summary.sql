-- What does each of R4V's models give in the end, and do its figures hold together?
--
-- A maximum over cells can lie above the plain sum, where the population types do not add up to the new persons.
-- grain: one row per model, basis and step (maximum_first, cumulated_first)
-- needs: r4v_figures
-- column model varchar: sum, maxsector, southernconemodel or maxagegender
-- column basis varchar: whose shares split the sectors: in_need or targeted; null for models that split nothing
-- column step varchar: maximum_first (R4V's own order) or cumulated_first
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
-- column figures bigint: departments and months (cumulated_first: departments) whose figures were checked
-- column types_differ bigint: of these, figures that are not the sum of their population types
-- column ages_differ bigint: of these, figures that are not the sum of their groups of sex and age
-- column cash_above bigint: of these, figures with more persons in cash than persons
-- column above_sum bigint: of these, figures above the plain sum of the sectors
-- column persons_above_sum bigint: persons by which these lie above
with
    ending as (select max(month_no) as last_month from r4v_figures),
    figures as (
        select f.*, case when f.step = 'month' then 'maximum_first' else 'cumulated_first' end as order_of_steps
        from r4v_figures as f
        cross join ending as e
        where f.step = 'month' or f.month_no = e.last_month
    ),
    judged as (
        select
            f.*,
            case
                when f.persons <> f.in_destination + f.in_transit + f.host_community + f.pendular + f.returnees
                then 1
                else 0
            end as types_differ,
            case
                when f.persons <> f.girls + f.boys + f.women + f.men + f.other_under_18 + f.other_18_plus then 1 else 0
            end as ages_differ,
            case when f.persons_in_cash > f.persons then 1 else 0 end as cash_above,
            case when f.persons > a.persons then f.persons - a.persons else 0 end as persons_above
        from figures as f
        join
            figures as a
            on a.model = 'sum'
            and a.step = f.step
            and a.month_no = f.month_no
            and coalesce(a.department_code, '') = coalesce(f.department_code, '')
    )
select
    model,
    basis,
    order_of_steps as step,
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
    cast(count(*) as bigint) as figures,
    cast(sum(types_differ) as bigint) as types_differ,
    cast(sum(ages_differ) as bigint) as ages_differ,
    cast(sum(cash_above) as bigint) as cash_above,
    cast(sum(case when persons_above > 0 then 1 else 0 end) as bigint) as above_sum,
    cast(sum(persons_above) as bigint) as persons_above_sum
from judged
group by model, basis, order_of_steps
order by model, basis, step
