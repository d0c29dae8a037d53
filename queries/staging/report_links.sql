-- Files that bring the same report again: the later replaces the earlier, as a whole or for the rows that both have.
--
-- As a whole where half of what the earlier is about is in the later, or where the same sender sends a file of the
-- same name for the same days. In part where half of the later is in the earlier. A person's answer stands before this.
-- grain: one row per kind of export and pair of batches
with
    keys as (select distinct kind, batch_no, about from report_rows),
    reports as (
        select
            kind,
            batch_no,
            count(distinct about) as things,
            min(first_day) as first_day,
            max(last_day) as last_day,
            string_agg(distinct partner, chr(31) order by partner) as senders
        from report_rows
        group by kind, batch_no
    ),
    shared as (
        select a.kind, a.batch_no as one, b.batch_no as other, count(*) as things
        from keys as a
        join keys as b on b.kind = a.kind and b.about = a.about and b.batch_no > a.batch_no
        group by a.kind, a.batch_no, b.batch_no
    ),
    pairs as (
        select
            r.kind,
            case when f.turn < g.turn then r.batch_no else q.batch_no end as earlier,
            case when f.turn < g.turn then q.batch_no else r.batch_no end as later,
            case when f.turn < g.turn then r.things else q.things end as earlier_things,
            case when f.turn < g.turn then q.things else r.things end as later_things,
            coalesce(h.things, 0) as shared,
            f.stem = g.stem
            and r.senders = q.senders
            and r.first_day = q.first_day
            and r.last_day = q.last_day as is_same_name,
            f.sha256 as one_sha,
            g.sha256 as other_sha
        from reports as r
        join reports as q on q.kind = r.kind and q.batch_no > r.batch_no
        join batch_order as f on f.batch_no = r.batch_no
        join batch_order as g on g.batch_no = q.batch_no
        left join shared as h on h.kind = r.kind and h.one = r.batch_no and h.other = q.batch_no
    )
select
    p.kind,
    p.earlier,
    p.later,
    p.earlier_things,
    p.later_things,
    p.shared,
    coalesce(
        a.answer,
        case
            when p.is_same_name or p.shared >= 0.5 * p.earlier_things
            then 'whole'
            when p.shared >= 0.5 * p.later_things
            then 'part'
        end
    ) as replaces,
    a.answer is not null as is_answered
from pairs as p
left join
    replace_answers as a
    on (a.one_sha = p.one_sha and a.other_sha = p.other_sha)
    or (a.one_sha = p.other_sha and a.other_sha = p.one_sha)
where p.is_same_name or p.shared >= 0.5 * p.earlier_things or p.shared >= 0.5 * p.later_things
