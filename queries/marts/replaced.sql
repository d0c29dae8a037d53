-- Rows that no longer count because a later batch brings them again: what they said, and which batch speaks now.
--
-- grain: one row per row replaced
select
    i.batch_no,
    r.by_batch,
    r.how,
    r.kind,
    i.table_no,
    i.sheet,
    i.row_no,
    d.delivery_id,
    d.partner,
    d.place_code,
    coalesce(d.delivered_on, d.period_end) as day,
    d.item,
    whole(d.households) as households,
    whole(d.persons) as persons,
    d.quantity,
    d.stated_status as status
from replaced_rows as r
join raw_index as i on i.kind = r.kind and i.row_id = r.row_id
left join stg_deliveries as d on r.kind = 'deliveries' and d.row_id = r.row_id
order by i.batch_no, i.row_no
