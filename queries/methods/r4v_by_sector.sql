-- How do R4V's models take each sector, and where has it no shares to be split by?
--
-- Shares are wanting where one of the five population types has none.
-- grain: one row per sector
-- needs: r4v_rows
-- column sector varchar: name of the sector
-- column southern_cone_part varchar: largest, reported or added; null for a sector that this model leaves out
-- column rows_in_models bigint: rows that enter the models
-- column persons_new bigint: new persons of these
-- column rows_without_in_need bigint: of these, rows of departments without shares of people in need
-- column persons_without_in_need bigint: new persons of these
-- column rows_without_targeted bigint: of these, rows of departments without shares of targets
-- column persons_without_targeted bigint: new persons of these
with
    shares as (
        select
            sector_key,
            coalesce(department_code, '') as department_code,
            count(distinct case when basis = 'in_need' then population_type end) as in_need,
            count(distinct case when basis = 'targeted' then population_type end) as targeted
        from proportions
        where is_placed
        group by sector_key, coalesce(department_code, '')
    ),
    shared as (
        select r.*, coalesce(s.in_need, 0) as in_need, coalesce(s.targeted, 0) as targeted
        from r4v_rows as r
        left join shares as s on s.sector_key = r.sector_key and s.department_code = coalesce(r.department_code, '')
        where r.standing = 'in_models'
    )
select
    cast(max(sector_name) as varchar) as sector,
    cast(max(southern_cone_part) as varchar) as southern_cone_part,
    cast(count(*) as bigint) as rows_in_models,
    cast(sum(persons) as bigint) as persons_new,
    cast(count(case when in_need < 5 then 1 end) as bigint) as rows_without_in_need,
    cast(sum(case when in_need < 5 then persons else 0 end) as bigint) as persons_without_in_need,
    cast(count(case when targeted < 5 then 1 end) as bigint) as rows_without_targeted,
    cast(sum(case when targeted < 5 then persons else 0 end) as bigint) as persons_without_targeted
from shared
group by sector_key
order by sector
