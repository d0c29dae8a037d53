-- What the checks found, with up to five examples each.
--
-- grain: one row per batch, kind, rule and column
with
    placed as (
        select i.batch_no, i.sheet, i.row_no, f.*
        from finding_cells as f
        join raw_index as i on i.kind = f.kind and i.row_id = f.row_id
    )
select
    batch_no,
    kind,
    rule,
    severity,
    case severity when 'MUST' then 1 when 'SHOULD' then 2 else 3 end as severity_no,
    column_name,
    count(*) as count,
    to_json(arg_min({'sheet':sheet, 'row':row_no, 'value':shown(value)}, row_id, 5)) as examples
from placed
group by batch_no, kind, rule, severity, column_name
