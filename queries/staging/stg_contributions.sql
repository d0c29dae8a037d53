-- Contributions as exported, with our names and types.
--
-- grain: one row per contribution row
select
    r.row_id,
    r.batch_no,
    r.table_no,
    r.sheet,
    r.row_no,
    d.name as donor,
    r.channel,
    p.name as recipient,
    r.lot,
    coalesce(i.item, r.item) as item,
    r.quantity as quantity_text,
    try_cast(r.quantity as decimal(18, 3)) as quantity,
    coalesce(u.unit, r.unit, i.kit_unit) as unit,
    r.value as value_text,
    try_cast(r.value as decimal(18, 2)) as value,
    upper(r.currency) as currency,
    r.status as source_status,
    coalesce(w.meaning, 'unknown') = 'cancelled' as is_cancelled,
    read_day(r.pledged_on) as pledged_on,
    read_day(r.received_on) as received_on,
    r.earmark
from raw_contributions as r
left join stg_names as d on d.spelled = r.donor
left join stg_names as p on p.spelled = r.recipient
left join stg_items as i on i.spelled = r.item
left join stg_units as u on u.spelled = r.unit
left join stg_words as w on w.field = 'status' and w.spelled = r.status
