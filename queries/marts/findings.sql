-- What the checks found.
--
-- grain: one row per batch, kind, rule and column
select batch_no, kind, rule, severity, severity_no, column_name, count, cast(examples as varchar) as examples
from finding_summary
order by batch_no, severity_no, count desc, rule, column_name
