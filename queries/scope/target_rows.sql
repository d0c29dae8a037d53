-- The targets that belong to the reader's dates, one value for each place and each partner's place.
--
-- Repeated rows: the latest `as_of`. Sectors, and periods that repeat a target: the largest, never the sum.
-- Rows without a partner are the place's target, rows with one that partner's; the two are never added.
-- grain: one row per target partner and place
with
    in_period as (
        select t.*
        from targets as t
        where
            ($since is null or t.period_start is null or t.period_start >= $since::date)
            and ($until is null or t.period_end is null or t.period_end <= $until::date)
    ),
    ranked as (
        select
            i.*,
            row_number() over (
                partition by i.partner, i.place_code, i.sector, i.period_start, i.period_end
                order by i.as_of desc nulls last, i.row_id desc
            ) as age
        from in_period as i
    )
select
    coalesce(partner, '') as target_partner,
    place_code,
    max(geo_level) as geo_level,
    max(department_code) as department_code,
    max(province_code) as province_code,
    max(households_targeted) as households_targeted,
    max(households_in_need) as households_in_need
from ranked
where age = 1
group by coalesce(partner, ''), place_code
