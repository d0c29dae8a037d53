-- Rows that share their id with another row of the same file.
--
-- grain: one row per cell at fault
with
    keyed as (
        select row_id, delivery_id, hash(batch_no, partner, delivery_id) as id_key
        from stg_deliveries
        where delivery_id is not null
    )
select row_id, 'delivery_id' as column_name, delivery_id as value
from keyed
where id_key in (select id_key from keyed group by id_key having count(*) > 1)
