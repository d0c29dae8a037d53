-- Every row of either snapshot with what became of it: its row before, its row since, and why they differ.
--
-- A row is known by its file, table and row. Where a newer file brings a row again, the new row is the old one's
-- successor: the same delivery_id, the row that it says it corrects, or else the same partner, place, site, day, item
-- and household; rows about the same thing are taken in their order. `why` is null where nothing changed; each row
-- changes once, for the first reason that applies. `reparto/restating.py` says which cause each reason belongs to.
-- grain: one row per row of the earlier snapshot and its successor, and per row that is new
with
    earlier_known as (
        select e.batch_no, e.sha256, l.batch_no as batch_since
        from earlier_batches as e
        left join later_batches as l on l.sha256 = e.sha256
    ),
    later_known as (
        select l.batch_no, l.sha256, e.batch_no as batch_before
        from later_batches as l
        left join earlier_batches as e on e.sha256 = l.sha256
    ),
    earlier_donors as (
        select row_id, sum(hash(donor, quantity)) as donors from earlier_delivery_donors group by row_id
    ),
    later_donors as (select row_id, sum(hash(donor, quantity)) as donors from later_delivery_donors group by row_id),
    earlier_contents as (
        select
            row_id,
            hash(*columns(d.* exclude (row_id, batch_no, event_id))) as content,
            hash(place_code, geo_level, department_code, province_code, district_code) as place
        from earlier_deliveries as d
    ),
    later_contents as (
        select
            row_id,
            hash(*columns(d.* exclude (row_id, batch_no, event_id))) as content,
            hash(place_code, geo_level, department_code, province_code, district_code) as place
        from later_deliveries as d
    ),
    stayed as (
        select
            e.row_id as earlier_row,
            l.row_id as later_row,
            case
                when ec.content = lc.content and ed.donors is not distinct from ld.donors
                then null
                when exists (select 1 from corrected_rows as c where c.sha256 = k.sha256 and c.row_no = e.row_no)
                then 'corrected'
                when ec.place <> lc.place
                then 'place_changed'
                else 'read_otherwise'
            end as why
        from earlier_deliveries as e
        join earlier_known as k on k.batch_no = e.batch_no
        join later_deliveries as l on l.batch_no = k.batch_since and l.table_no = e.table_no and l.row_no = e.row_no
        join earlier_contents as ec on ec.row_id = e.row_id
        join later_contents as lc on lc.row_id = l.row_id
        left join earlier_donors as ed on ed.row_id = e.row_id
        left join later_donors as ld on ld.row_id = l.row_id
    ),
    went as (
        select
            e.row_id,
            case
                when k.batch_since is null
                then 'taken_back'
                when r.row_no is not null
                then case when b.batch_before is null then 'left_out' else 'same_report' end
                when h.row_no is null
                then 'read_otherwise'
                when c.row_no is not null
                then 'corrected'
                when h.rules like '%place-unknown%'
                then 'place_lost'
                else 'held_now'
            end as why,
            hash('row', left(k.sha256, 12), e.table_no, e.row_no) as about_row,
            case
                when r.delivery_id is not null
                then hash('id', r.delivery_id, r.partner)
                else hash('thing', r.partner, r.place_code, r.day, r.item, e.household_key, e.site, e.period_start)
            end as about
        from earlier_deliveries as e
        join earlier_known as k on k.batch_no = e.batch_no
        left join
            later_replaced as r
            on r.kind = 'deliveries'
            and r.batch_no = k.batch_since
            and r.table_no = e.table_no
            and r.row_no = e.row_no
        left join later_known as b on b.batch_no = r.by_batch
        left join
            later_held_back as h
            on h.kind = 'deliveries'
            and h.batch_no = k.batch_since
            and h.table_no = e.table_no
            and h.row_no = e.row_no
        left join corrected_rows as c on c.sha256 = k.sha256 and c.row_no = e.row_no
        where e.row_id not in (select earlier_row from stayed)
    ),
    last_day_before as (select max(day) as day from earlier_deliveries where is_counted),
    resolved_ids as (
        select distinct resolved_by as batch_no, json_extract_string(record, '$.delivery_id') as delivery_id
        from later_held_back
        where kind = 'deliveries' and resolved_by is not null
    ),
    came as (
        select
            l.row_id,
            case
                when k.batch_before is not null
                then
                    case
                        when r.row_no is not null
                        then case when b.batch_since is null then 'counts_again' else 'not_same_report' end
                        when h.row_no is null
                        then 'read_otherwise'
                        when c.row_no is not null
                        then 'corrected'
                        when h.rules like '%place-unknown%'
                        then 'place_found'
                        else 'accepted_now'
                    end
                when l.corrects is not null
                then 'sent_back'
                when i.delivery_id is not null
                then 'came_in'
                when l.day < d.day
                then 'late'
                else 'new'
            end as why,
            k.batch_before is null as is_of_new_file,
            case
                when l.corrects is not null
                then
                    hash(
                        'row',
                        left(l.corrects, 12),
                        try_cast(split_part(l.corrects, ':', 2) as integer),
                        try_cast(split_part(l.corrects, ':', 3) as integer)
                    )
                when l.delivery_id is not null
                then hash('id', l.delivery_id, l.partner)
                else hash('thing', l.partner, l.place_code, l.day, l.item, l.household_key, l.site, l.period_start)
            end as about
        from later_deliveries as l
        join later_known as k on k.batch_no = l.batch_no
        cross join last_day_before as d
        left join
            earlier_replaced as r
            on r.kind = 'deliveries'
            and r.batch_no = k.batch_before
            and r.table_no = l.table_no
            and r.row_no = l.row_no
        left join earlier_known as b on b.batch_no = r.by_batch
        left join
            earlier_held_back as h
            on h.kind = 'deliveries'
            and h.batch_no = k.batch_before
            and h.table_no = l.table_no
            and h.row_no = l.row_no
        left join corrected_rows as c on c.sha256 = k.sha256 and c.row_no = l.row_no
        left join resolved_ids as i on i.batch_no = l.batch_no and i.delivery_id = l.delivery_id
        where l.row_id not in (select later_row from stayed)
    ),
    left_in_order as (
        select row_id, about, row_number() over (partition by about order by row_id) as turn
        from
            (
                select w.row_id, coalesce(c.about, w.about) as about
                from went as w
                left join (select distinct about from came where why = 'sent_back') as c on c.about = w.about_row
                where w.why = 'left_out'
            ) as a
    ),
    came_in_order as (
        select row_id, about, why, row_number() over (partition by about order by row_id) as turn
        from came
        where is_of_new_file
    ),
    succeeded as (
        select w.row_id as earlier_row, c.row_id as later_row, if(c.why = 'sent_back', 'sent_back', 'newer') as why
        from left_in_order as w
        join came_in_order as c on c.about = w.about and c.turn = w.turn
    ),
    threads as (
        select *
        from stayed
        union all
        select *
        from succeeded
        union all
        select row_id, null, why
        from went
        where row_id not in (select earlier_row from succeeded)
        union all
        select null, row_id, why
        from came
        where row_id not in (select later_row from succeeded)
    )
select
    t.earlier_row, t.later_row, t.why, r.cause, coalesce(r.step, n.last_step) as step, row_number() over () as thread_no
from threads as t
left join reasons as r on r.why = t.why
cross join (select max(step) as last_step from reasons) as n
