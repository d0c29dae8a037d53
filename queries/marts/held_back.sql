-- Rows held back, each with its first reason, every rule it breaks, and its cells under our own headers.
--
-- grain: one row per row held back
with
    records as (
        select 'deliveries' as kind, row_id, to_json(r) as record
        from raw_deliveries as r
        where row_id in (select row_id from held_rows where kind = 'deliveries')
        union all
        select 'targets', row_id, to_json(r)
        from raw_targets as r
        where row_id in (select row_id from held_rows where kind = 'targets')
        union all
        select 'contributions', row_id, to_json(r)
        from raw_contributions as r
        where row_id in (select row_id from held_rows where kind = 'contributions')
        union all
        select 'stock_movements', row_id, to_json(r)
        from raw_stock_movements as r
        where row_id in (select row_id from held_rows where kind = 'stock_movements')
    ),
    reasons as (
        select
            kind,
            row_id,
            min(rule) as rule,
            arg_min({'column_name':column_name, 'value':value}, rule) as cell,
            string_agg(distinct rule, ', ' order by rule) as rules
        from finding_cells
        where severity = 'MUST'
        group by kind, row_id
    )
select
    i.batch_no,
    i.table_no,
    x.kind,
    i.sheet,
    i.row_no,
    x.rule,
    x.cell.column_name,
    shown(x.cell.value) as value,
    x.rules,
    cast(r.record as varchar) as record,
    v.by_batch as resolved_by
from reasons as x
join raw_index as i on i.kind = x.kind and i.row_id = x.row_id
join records as r on r.kind = x.kind and r.row_id = x.row_id
left join resolved_rows as v on v.kind = x.kind and v.row_id = x.row_id
order by i.batch_no, i.table_no, i.row_no
