-- Accepted rows without an id of their own, each with a key of what it is about: who, where, when and what, not how
-- many.
--
-- A row without any date is about the same thing only where its counts are the same too.
-- grain: one row per row without an id
select
    'deliveries' as kind,
    d.row_id,
    d.batch_no,
    d.partner,
    coalesce(d.delivered_on, d.period_start) as first_day,
    coalesce(d.delivered_on, d.period_end) as last_day,
    hash(
        d.lead_partner,
        d.partner,
        d.place_code,
        d.site,
        d.delivered_on,
        d.period_start,
        d.period_end,
        d.item,
        d.household_key,
        case when coalesce(d.delivered_on, d.period_start, d.period_end) is null then d.households end,
        case when coalesce(d.delivered_on, d.period_start, d.period_end) is null then d.persons end,
        case when coalesce(d.delivered_on, d.period_start, d.period_end) is null then d.quantity end
    ) as about
from stg_deliveries as d
where
    d.delivery_id is null
    and d.corrects is null
    and d.row_id not in (select row_id from held_rows where kind = 'deliveries')
union all
select
    'contributions',
    c.row_id,
    c.batch_no,
    c.donor,
    coalesce(c.pledged_on, c.received_on),
    coalesce(c.pledged_on, c.received_on),
    hash(c.donor, c.channel, c.recipient, c.lot, c.item, c.currency, c.pledged_on, c.received_on)
from stg_contributions as c
where c.row_id not in (select row_id from held_rows where kind = 'contributions')
union all
select
    'stock_movements',
    m.row_id,
    m.batch_no,
    m.partner,
    m.moved_on,
    m.moved_on,
    hash(m.lot, m.item, m.moved_on, m.kind, m.from_place, m.to_place, m.partner)
from stg_stock_movements as m
where m.row_id not in (select row_id from held_rows where kind = 'stock_movements')
