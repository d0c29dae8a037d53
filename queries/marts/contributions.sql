-- Accepted contributions.
--
-- grain: one row per contribution row
select
    row_id,
    batch_no,
    donor,
    channel,
    recipient,
    lot,
    item,
    quantity,
    unit,
    value,
    currency,
    is_cancelled,
    pledged_on,
    received_on,
    earmark
from stg_contributions
where
    row_id not in (select row_id from held_rows where kind = 'contributions')
    and row_id not in (select row_id from replaced_rows where kind = 'contributions')
order by row_id
