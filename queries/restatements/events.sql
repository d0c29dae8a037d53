-- The delivery events of both snapshots under one number: rows of two snapshots may be rows of one event.
--
-- grain: one row per snapshot and its event
with
    every_event as (
        select distinct
            false as is_later, event_id, lead_partner, partner, place_code, site, delivered_on, period_start, period_end
        from earlier_deliveries
        where event_id is not null
        union all
        select distinct true, event_id, lead_partner, partner, place_code, site, delivered_on, period_start, period_end
        from later_deliveries
        where event_id is not null
    )
select
    is_later,
    event_id,
    dense_rank() over (
        order by lead_partner, partner, place_code, site, delivered_on, period_start, period_end
    ) as event_no
from every_event
