-- The delivery rows at one state between two snapshots: rows whose cause was applied as they are since, others as
-- before.
--
-- Where the state `shows_both`, every row that changes, as it was and as it is.
-- grain: one row per delivery row
select
    e.* replace (2 * e.row_id as row_id, v.event_no as event_id), t.thread_no, t.why, t.cause, t.step, false as is_later
from earlier_deliveries as e
join threads as t on t.earlier_row = e.row_id
cross join state as s
left join events as v on not v.is_later and v.event_id = e.event_id
where if(s.shows_both, t.why is not null, t.step > s.step)
union all
select
    l.* replace (2 * l.row_id + 1 as row_id, v.event_no as event_id),
    t.thread_no,
    t.why,
    t.cause,
    t.step,
    true as is_later
from later_deliveries as l
join threads as t on t.later_row = l.row_id
cross join state as s
left join events as v on v.is_later and v.event_id = l.event_id
where if(s.shows_both, t.why is not null, t.step <= s.step)
