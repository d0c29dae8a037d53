-- What did the checks find in the imported files?
--
-- grain: one row per file, rule and column
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column kind varchar: kind of export
-- column rule varchar: id of the check
-- column severity varchar: MUST, SHOULD or INFO
-- column column_name varchar: column at fault
-- column count bigint: cells at fault
-- column examples varchar: up to five examples as JSON: sheet, row, value
select
    cast(f.batch_no as bigint) as batch_no,
    b.name,
    f.kind,
    f.rule,
    f.severity,
    f.column_name,
    cast(f.count as bigint) as count,
    f.examples
from findings as f
join batches as b on b.batch_no = f.batch_no
order by f.batch_no, f.severity_no, count desc, f.rule, f.column_name
