-- Accepted target rows with their places.
--
-- grain: one row per target row
select
    t.row_id,
    t.batch_no,
    t.partner,
    t.place_code,
    p.geo_level,
    p.department_code,
    p.province_code,
    p.district_code,
    t.sector,
    t.period_start,
    t.period_end,
    whole(t.households_in_need) as households_in_need,
    whole(t.households_targeted) as households_targeted,
    whole(t.persons_in_need) as persons_in_need,
    whole(t.persons_targeted) as persons_targeted,
    t.source,
    t.as_of
from stg_targets as t
join stg_places as p on p.place_code = t.place_code
where t.row_id not in (select row_id from held_rows where kind = 'targets')
order by t.row_id
