-- Accepted delivery rows whose id a later batch brings again.
--
-- grain: one row per row replaced
with
    identified as (
        select d.row_id, d.batch_no, d.delivery_id, d.partner, o.turn
        from stg_deliveries as d
        join batch_order as o on o.batch_no = d.batch_no
        where d.delivery_id is not null and d.row_id not in (select row_id from held_rows where kind = 'deliveries')
    ),
    newest as (
        select delivery_id, partner, max(turn) as turn
        from identified
        group by delivery_id, partner
        having min(turn) < max(turn)
    )
select 'deliveries' as kind, i.row_id, o.batch_no as by_batch, 'id' as how
from identified as i
join newest as n on n.delivery_id = i.delivery_id and n.partner is not distinct from i.partner and n.turn > i.turn
join batch_order as o on o.turn = n.turn
