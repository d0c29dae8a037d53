-- Where each row stands in its file.
--
-- grain: one row per row of any kind
select 'deliveries' as kind, row_id, batch_no, table_no, sheet, row_no
from raw_deliveries
union all
select 'targets', row_id, batch_no, table_no, sheet, row_no
from raw_targets
union all
select 'contributions', row_id, batch_no, table_no, sheet, row_no
from raw_contributions
union all
select 'stock_movements', row_id, batch_no, table_no, sheet, row_no
from raw_stock_movements
