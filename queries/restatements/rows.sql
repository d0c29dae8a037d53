-- Which counted rows changed between two snapshots, why, and what did they say before and since?
--
-- grain: one row per row that changed, the largest differences first
-- needs: scoped
with
    told as (
        select
            s.cause,
            s.why,
            s.thread_no,
            s.is_later,
            b.name,
            s.sheet,
            s.row_no,
            s.day,
            s.partner,
            coalesce(s.district, s.province, s.department, s.place_code) as place,
            s.item,
            s.status,
            case when s.household_key is null then s.households else 1 end as households,
            s.persons
        from scoped as s
        join
            (
                select false as is_later, batch_no, name
                from earlier_batches
                union all
                select true, batch_no, name
                from later_batches
            ) as b
            on b.is_later = s.is_later
            and b.batch_no = s.batch_no
        where s.is_counted
    ),
    changes as (
        select
            coalesce(l.cause, e.cause) as cause,
            coalesce(l.why, e.why) as why,
            e.thread_no is not null as counted_before,
            l.thread_no is not null as counts_since,
            coalesce(l.name, e.name) as name,
            case when l.thread_no is null then e.sheet else l.sheet end as sheet,
            coalesce(l.row_no, e.row_no) as row_no,
            case when l.thread_no is null then e.day else l.day end as day,
            coalesce(l.partner, e.partner) as partner,
            e.place as place_before,
            l.place as place_since,
            coalesce(l.item, e.item) as item,
            e.households as households_before,
            l.households as households_since,
            e.persons as persons_before,
            l.persons as persons_since
        from (select * from told where not is_later) as e
        full join (select * from told where is_later) as l on l.thread_no = e.thread_no
    )
select
    cause,
    why,
    counted_before,
    counts_since,
    name,
    sheet,
    row_no,
    day,
    partner,
    place_before,
    place_since,
    item,
    households_before,
    households_since,
    persons_before,
    persons_since,
    count(*) over (partition by cause) as rows_of_cause
from changes
qualify
    row_number() over (
        partition by cause
        order by
            abs(coalesce(households_since, 0) - coalesce(households_before, 0)) desc,
            abs(coalesce(persons_since, 0) - coalesce(persons_before, 0)) desc,
            name,
            sheet,
            row_no
    )
    <= $most
order by
    cause,
    abs(coalesce(households_since, 0) - coalesce(households_before, 0)) desc,
    abs(coalesce(persons_since, 0) - coalesce(persons_before, 0)) desc,
    name,
    sheet,
    row_no
