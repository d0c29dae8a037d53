-- How far is each implementing partner towards its target, how sure, and how timely?
--
-- grain: one row per partner that delivers, has a target, or is expected to report
-- needs: scoped, per_unit(partner), rolled_targets
-- column partner varchar: name of the implementing partner
-- column role varchar: its role in the operation; null where the partner list does not say
-- column households_reached bigint: families this partner reached
-- column households_targeted bigint: the partner's own target; null where there is none
-- column coverage_rate double: households reached out of households targeted; null without a target
-- column verified_rate double: verified rows out of verified and delivered rows
-- column on_time_rate double: rows reported within the limit, out of rows with both dates
-- column last_report date: last day on which this partner reported, else delivered
-- column partner_type varchar: type of organisation; null where the partner list does not say
-- column expected_reporting varchar: how often reports are expected; null where none are
-- column deliveries bigint: counted delivery rows
-- column districts_reached bigint: districts with a counted row
-- column first_delivery date: day of the first counted row
-- column last_delivery date: day of the last counted row
-- column days_silent bigint: days from its last report to the last of all or the end of the chosen dates
with
    reached as (
        select partner, households_reached(households) as households_reached from per_unit_by_partner group by partner
    ),
    reports as (
        select
            s.partner,
            verified_rate(s.status) as verified_rate,
            on_time_rate(s.days_to_report, o.late_after_days) as on_time_rate,
            max(coalesce(s.reported_on, s.day)) as last_report,
            sum(case when s.is_counted then 1 else 0 end) as deliveries,
            count(distinct case when s.is_counted then s.district_code end) as districts_reached,
            min(case when s.is_counted then s.first_day end) as first_delivery,
            max(case when s.is_counted then s.day end) as last_delivery
        from scoped as s
        cross join operation as o
        group by s.partner
    ),
    partner_places as (
        select target_partner as partner, sum(households_targeted) as households_targeted
        from rolled_targets
        where
            target_partner <> ''
            and ($partner is null or list_contains($partner::varchar[], target_partner))
            and geo_level = case
                when $district is not null
                then 'district'
                when $province is not null
                then 'province'
                when $department is not null
                then 'department'
                else 'country'
            end
            and ($district is null or list_contains($district::varchar[], place_code))
            and ($province is null or list_contains($province::varchar[], province_code))
            and ($department is null or list_contains($department::varchar[], department_code))
        group by target_partner
    ),
    listed as (
        select partner, role, partner_type, expected_reporting
        from partners
        where expected_reporting is not null or partner in (select partner from partner_places)
    ),
    everyone as (
        select partner
        from reports
        where partner is not null
        union
        select partner
        from listed
        where
            ($partner is null or list_contains($partner::varchar[], partner))
            and $department is null
            and $province is null
            and $district is null
        union
        select partner
        from partner_places
    ),
    last_of_all as (
        select
            case
                when $until is not null and $until::date < max(coalesce(reported_on, day))
                then $until::date
                else max(coalesce(reported_on, day))
            end as day
        from deliveries
    )
select
    e.partner,
    p.role,
    cast(coalesce(r.households_reached, 0) as bigint) as households_reached,
    cast(t.households_targeted as bigint) as households_targeted,
    coverage_rate(coalesce(r.households_reached, 0), t.households_targeted) as coverage_rate,
    x.verified_rate,
    x.on_time_rate,
    cast(x.last_report as date) as last_report,
    p.partner_type,
    p.expected_reporting,
    cast(coalesce(x.deliveries, 0) as bigint) as deliveries,
    cast(coalesce(x.districts_reached, 0) as bigint) as districts_reached,
    cast(x.first_delivery as date) as first_delivery,
    cast(x.last_delivery as date) as last_delivery,
    cast(
        case when x.last_report > l.day then 0 else date_diff('day', x.last_report, l.day) end as bigint
    ) as days_silent
from everyone as e
left join reached as r on r.partner = e.partner
left join reports as x on x.partner = e.partner
left join partner_places as t on t.partner = e.partner
left join partners as p on p.partner = e.partner
cross join last_of_all as l
order by coverage_rate asc nulls last, households_reached desc, e.partner
