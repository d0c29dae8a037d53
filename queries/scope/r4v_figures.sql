-- What each of R4V's models gives for a department and month, over all sectors.
--
-- sum: the sectors added. maxsector: of each cell the largest sector. southernconemodel: the same over four sectors,
-- and
-- five others as reported. maxagegender: of each reported group of sex and age the largest sector, no population types.
-- grain: one row per model, basis, step (month, until), department and month
-- needs: r4v_sectors, r4v_cells
with
    bases as (select distinct basis from proportions where is_placed),
    largest as (
        select
            'maxsector' as model,
            basis,
            step,
            department_code,
            month_no,
            population_type,
            sex_age,
            max(persons) as persons
        from r4v_cells
        group by basis, step, department_code, month_no, population_type, sex_age
        union all
        select
            'southernconemodel' as model,
            basis,
            step,
            department_code,
            month_no,
            population_type,
            sex_age,
            max(persons) as persons
        from r4v_cells
        where southern_cone_part = 'largest'
        group by basis, step, department_code, month_no, population_type, sex_age
    ),
    parts as (
        select
            'sum' as model,
            null as basis,
            step,
            department_code,
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
        from r4v_sectors
        group by step, department_code, month_no
        union all
        select
            'maxagegender',
            null,
            step,
            department_code,
            month_no,
            max(girls) + max(boys) + max(women) + max(men) + max(other_under_18) + max(other_18_plus),
            null,
            null,
            null,
            null,
            null,
            max(girls),
            max(boys),
            max(women),
            max(men),
            max(other_under_18),
            max(other_18_plus),
            max(persons_in_cash)
        from r4v_sectors
        group by step, department_code, month_no
        union all
        select
            'maxsector',
            b.basis,
            s.step,
            s.department_code,
            s.month_no,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            max(s.persons_in_cash)
        from r4v_sectors as s
        cross join bases as b
        group by b.basis, s.step, s.department_code, s.month_no
        union all
        select
            'southernconemodel',
            b.basis,
            s.step,
            s.department_code,
            s.month_no,
            sum(case when s.southern_cone_part in ('reported', 'added') then s.persons else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.in_destination else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.in_transit else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.host_community else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.pendular else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.returnees else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.girls else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.boys else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.women else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.men else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.other_under_18 else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.other_18_plus else 0 end),
            sum(case when s.southern_cone_part in ('reported', 'added') then s.persons_in_cash else 0 end)
            + max(case when s.southern_cone_part = 'largest' then s.persons_in_cash else 0 end)
        from r4v_sectors as s
        cross join bases as b
        group by b.basis, s.step, s.department_code, s.month_no
        union all
        select
            model,
            basis,
            step,
            department_code,
            month_no,
            sum(persons),
            sum(case when population_type = 'in_destination' then persons else 0 end),
            sum(case when population_type = 'in_transit' then persons else 0 end),
            sum(case when population_type = 'host_community' then persons else 0 end),
            sum(case when population_type = 'pendular' then persons else 0 end),
            sum(case when population_type = 'returnees' then persons else 0 end),
            sum(case when sex_age = 'girls' then persons else 0 end),
            sum(case when sex_age = 'boys' then persons else 0 end),
            sum(case when sex_age = 'women' then persons else 0 end),
            sum(case when sex_age = 'men' then persons else 0 end),
            0,
            0,
            0
        from largest
        group by model, basis, step, department_code, month_no
    )
select
    model,
    basis,
    step,
    department_code,
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
from parts
group by model, basis, step, department_code, month_no
