-- Accepted delivery rows, the newest version of each.
--
-- A row that a later batch brings again has left (see the table of replaced rows).
-- grain: one row per delivery row
with
    accepted as (
        select
            d.*,
            case
                when s.approved_is_verified and d.is_approved and d.stated_status = 'delivered'
                then 'verified'
                else d.stated_status
            end as status
        from stg_deliveries as d
        cross join setting as s
        where
            d.row_id not in (select row_id from held_rows where kind = 'deliveries')
            and d.row_id not in (select row_id from replaced_rows where kind = 'deliveries')
    )
select
    a.row_id,
    a.batch_no,
    a.table_no,
    a.sheet,
    a.row_no,
    a.delivery_id,
    a.corrects,
    a.delivered_on,
    a.period_start,
    a.period_end,
    cast(coalesce(a.delivered_on, a.period_start) as date) as first_day,
    cast(coalesce(a.delivered_on, a.period_end) as date) as last_day,
    cast(coalesce(a.delivered_on, a.period_end) as date) as day,
    a.delivered_on is null and a.period_end is not null and a.period_end is distinct from a.period_start as is_period,
    a.reported_on,
    date_diff('day', coalesce(a.delivered_on, a.period_end), a.reported_on) as days_to_report,
    a.lead_partner,
    a.partner,
    a.place_code,
    coalesce(p.geo_level, 'none') as geo_level,
    p.department_code,
    p.department,
    p.province_code,
    p.province,
    p.district_code,
    p.district,
    a.site,
    a.latitude,
    a.longitude,
    a.household_key,
    whole(a.households) as households,
    whole(a.persons) as persons,
    whole(a.girls) as girls,
    whole(a.boys) as boys,
    whole(a.women) as women,
    whole(a.men) as men,
    whole(a.other_under_18) as other_under_18,
    whole(a.other_18_plus) as other_18_plus,
    whole(a.persons_new) as persons_new,
    whole(read_number(a.persons_text)) as persons_of_month,
    whole(a.in_destination) as in_destination,
    whole(a.in_transit) as in_transit,
    whole(a.host_community) as host_community,
    whole(a.pendular) as pendular,
    whole(a.returnees) as returnees,
    a.cash,
    a.in_plan,
    coalesce(a.population_group, 'unknown') as population_group,
    a.item,
    a.sector,
    a.indicator,
    a.activity,
    a.quantity,
    a.unit,
    a.donor as donor_named,
    a.lot,
    a.status,
    a.source_status,
    a.modality,
    a.amount,
    a.currency,
    a.government_package,
    a.status in ('delivered', 'verified')
    or (
        a.status = 'ongoing'
        and (coalesce(a.households, 0) > 0 or coalesce(a.persons, 0) > 0 or a.household_key is not null)
    ) as is_counted,
    e.event_id
from accepted as a
left join stg_places as p on p.place_code = a.place_code
left join
    stg_events as e
    on a.household_key is null
    and e.partner is not distinct from a.partner
    and e.lead_partner is not distinct from a.lead_partner
    and e.place_code is not distinct from a.place_code
    and e.site is not distinct from a.site
    and e.delivered_on is not distinct from a.delivered_on
    and e.period_start is not distinct from a.period_start
    and e.period_end is not distinct from a.period_end
