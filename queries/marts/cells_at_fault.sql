-- The cells that the checks found: every one that holds its row back, and up to five thousand of each other finding.
--
-- grain: one row per batch, rule and cell
select i.batch_no, i.table_no, i.sheet, i.row_no, f.kind, f.rule, f.severity, f.column_name, shown(f.value) as value
from finding_cells as f
join raw_index as i on i.kind = f.kind and i.row_id = f.row_id
qualify
    f.severity = 'MUST'
    or row_number() over (partition by i.batch_no, f.kind, f.rule, f.column_name order by f.row_id) <= 5000
order by i.batch_no, i.table_no, i.row_no
