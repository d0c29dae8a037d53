-- Rows that share their id with another row of the same file.
--
-- grain: one row per cell at fault
select row_id, 'delivery_id' as column_name, delivery_id as value
from
    (
        select row_id, delivery_id, count(*) over (partition by batch_no, partner, delivery_id) as times
        from stg_deliveries
        where delivery_id is not null
    ) as r
where times > 1
