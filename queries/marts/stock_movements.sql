-- Accepted stock movements.
--
-- grain: one row per stock movement
select row_id, batch_no, lot, item, quantity, from_place, to_place, moved_on, kind, partner
from stg_stock_movements
where
    row_id not in (select row_id from held_rows where kind = 'stock_movements')
    and row_id not in (select row_id from replaced_rows where kind = 'stock_movements')
order by row_id
