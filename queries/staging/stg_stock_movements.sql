-- Stock movements as exported, with our names and types.
--
-- grain: one row per stock movement row
select
    r.row_id,
    r.batch_no,
    r.table_no,
    r.sheet,
    r.row_no,
    r.lot,
    coalesce(i.item, r.item) as item,
    r.quantity as quantity_text,
    try_cast(r.quantity as decimal(18, 3)) as quantity,
    r.from_place,
    r.to_place,
    r.moved_on as moved_on_text,
    read_day(r.moved_on) as moved_on,
    r.kind as kind_text,
    w.meaning as kind,
    p.name as partner
from raw_stock_movements as r
left join stg_names as p on p.spelled = r.partner
left join stg_items as i on i.spelled = r.item
left join stg_words as w on w.field = 'movement' and w.spelled = r.kind
