-- By which shares each population type is split into girls, boys, women and men.
--
-- A row of proportions.csv without a population type holds for every type that has no row of its own; one without a
-- department holds for rows that name none. A department that no place has stands with `is_placed` false.
-- grain: one row per department, sector, basis, population type and group of sex and age
with
    departments as (
        select department_code, fold(min(department)) as department_key
        from stg_places
        where department_code is not null
        group by department_code
    ),
    types as (
        select *
        from (values ('in_destination'), ('in_transit'), ('host_community'), ('pendular'), ('returnees')) as t(name)
    ),
    placed as (
        select
            p.*,
            coalesce(w.meaning, fold(p.sector), p.sector) as sector_key,
            coalesce(
                (select min(d.department_code) from departments as d where d.department_code = p.department),
                (select min(d.department_code) from departments as d where d.department_key = fold(p.department))
            ) as department_code
        from proportion_rows as p
        left join words as w on w.field = 'r4v_sector' and w.word_key = fold(p.sector)
    ),
    ranked as (
        select
            p.*,
            t.name as type_name,
            row_number() over (
                partition by
                    p.department_code,
                    case when p.department_code is null then p.department end,
                    p.sector_key,
                    p.basis,
                    t.name
                order by p.population_type is null, p.row_no
            ) as choice
        from placed as p
        join types as t on p.population_type is null or p.population_type = t.name
    ),
    chosen as (select *, department is null or department_code is not null as is_placed from ranked where choice = 1)
    unpivot (
        select
            department,
            department_code,
            is_placed,
            sector,
            sector_key,
            basis,
            type_name as population_type,
            girls,
            boys,
            women,
            men
        from chosen
    )
    on girls,
    boys,
    women,
    men
    into name sex_age value share
order by department, sector_key, basis, population_type, sex_age
