-- The delivery events of rows without a household key: who gave, where, at which site and when.
--
-- grain: one row per event
select lead_partner, partner, place_code, site, delivered_on, period_start, period_end, row_number() over () as event_id
from stg_deliveries
where household_key is null
group by lead_partner, partner, place_code, site, delivered_on, period_start, period_end
