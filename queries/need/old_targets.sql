-- Which targets are older than the deliveries that are held against them?
--
-- A place's targets stand as of the latest day that its rows name; a department's are its own and those of its places.
-- Targets whose rows name no day are left out: nobody can tell how old they are.
-- grain: one row per place code, district or department, whose targets are older than its last delivery
-- needs: scoped
-- column place_code varchar: code of the district or department
-- column targets_as_of date: latest day that its targets name
-- column last_delivery date: last counted delivery there
with
    told as (
        select place_code, department_code, geo_level, as_of
        from targets
        where
            as_of is not null
            and ($since is null or period_start is null or period_start >= $since::date)
            and ($until is null or period_end is null or period_end <= $until::date)
            and (
                ($partner is null and partner is null)
                or ($partner is not null and list_contains($partner::varchar[], partner))
            )
    ),
    delivered as (select place_code, department_code, day from scoped where is_counted and day is not null),
    ages as (
        select place_code, max(as_of) as targets_as_of
        from told
        where geo_level = 'district'
        group by place_code
        union all
        select department_code, max(as_of)
        from told
        where department_code is not null
        group by department_code
    ),
    last_days as (
        select place_code, max(day) as last_delivery
        from delivered
        group by place_code
        union all
        select department_code, max(day)
        from delivered
        where department_code is not null and department_code <> place_code
        group by department_code
    )
select a.place_code, cast(a.targets_as_of as date) as targets_as_of, cast(max(d.last_delivery) as date) as last_delivery
from ages as a
join last_days as d on d.place_code = a.place_code
where d.last_delivery > a.targets_as_of
group by a.place_code, a.targets_as_of
order by a.place_code
