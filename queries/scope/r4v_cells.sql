-- R4V's sector figures split by the shares of the operation: five population types by girls, boys, women and men.
--
-- Each cell of a month is a whole person, halves to the even number; those until a month are the months' cells added.
-- A sector without shares has no cells.
-- grain: one row per basis, step (month, until), department, month, sector, population type and group of sex and age
-- needs: r4v_sectors
with
    by_type as (
        select
            department_code,
            month_no,
            sector_key,
            southern_cone_part,
            'in_destination' as population_type,
            in_destination as persons
        from r4v_sectors
        where step = 'month'
        union all
        select department_code, month_no, sector_key, southern_cone_part, 'in_transit', in_transit
        from r4v_sectors
        where step = 'month'
        union all
        select department_code, month_no, sector_key, southern_cone_part, 'host_community', host_community
        from r4v_sectors
        where step = 'month'
        union all
        select department_code, month_no, sector_key, southern_cone_part, 'pendular', pendular
        from r4v_sectors
        where step = 'month'
        union all
        select department_code, month_no, sector_key, southern_cone_part, 'returnees', returnees
        from r4v_sectors
        where step = 'month'
    ),
    split as (
        select
            p.basis,
            b.department_code,
            b.month_no,
            b.sector_key,
            b.southern_cone_part,
            b.population_type,
            p.sex_age,
            cast(b.persons as double) * p.share as exact_persons
        from by_type as b
        join
            proportions as p
            on p.sector_key = b.sector_key
            and p.population_type = b.population_type
            and coalesce(p.department_code, '') = coalesce(b.department_code, '')
        where p.is_placed
    ),
    cells as (
        select
            basis,
            department_code,
            month_no,
            sector_key,
            southern_cone_part,
            population_type,
            sex_age,
            floor(exact_persons) + case
                when exact_persons - floor(exact_persons) > 0.5
                then 1
                when exact_persons - floor(exact_persons) = 0.5
                then abs(floor(exact_persons) % 2)
                else 0
            end as persons
        from split
    )
select 'month' as step, c.*
from cells as c
union all
select
    'until' as step,
    basis,
    department_code,
    month_no,
    sector_key,
    southern_cone_part,
    population_type,
    sex_age,
    sum(persons) over (
        partition by basis, department_code, sector_key, population_type, sex_age order by month_no
    ) as persons
from cells
