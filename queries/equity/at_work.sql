-- Who works in each district, and when was it last heard of from there?
--
-- A partner works in a district where it has a row that is not cancelled or suspended, or a target of its own. Rows
-- are those that the filters let through, up to the end of the chosen dates; what came before their beginning says
-- who works there too. Silence is counted to the last report of all, or to the end of the chosen dates.
-- grain: one row per district and implementing partner
-- needs: matching, target_rows
-- column ubigeo varchar: code of the district
-- column partner varchar: name of the implementing partner; null where the rows name none
-- column deliveries bigint: its rows there that are not cancelled or suspended; 0 where it has only a target
-- column last_report date: last day on which it reported from there, else delivered; null where no row has a day
-- column days_silent bigint: days from then to the last report of all; null where no row has a day
with
    last_of_all as (
        select
            case
                when $until is not null and $until::date < max(coalesce(reported_on, day))
                then $until::date
                else max(coalesce(reported_on, day))
            end as day
        from deliveries
    ),
    reported as (
        select
            m.district_code,
            m.partner,
            count(*) as deliveries,
            max(
                case when coalesce(m.reported_on, m.day) > l.day then l.day else coalesce(m.reported_on, m.day) end
            ) as last_report
        from matching as m
        cross join last_of_all as l
        where
            m.district_code is not null
            and m.status not in ('cancelled', 'suspended')
            and ($until is null or m.last_day is null or m.last_day <= $until::date)
        group by m.district_code, m.partner
    ),
    planned as (
        select place_code, target_partner
        from target_rows
        where
            geo_level = 'district'
            and target_partner <> ''
            and households_targeted > 0
            and ($partner is null or list_contains($partner::varchar[], target_partner))
            and ($district is null or list_contains($district::varchar[], place_code))
            and ($province is null or list_contains($province::varchar[], province_code))
            and ($department is null or list_contains($department::varchar[], department_code))
    ),
    working as (
        select
            coalesce(r.district_code, p.place_code) as ubigeo,
            coalesce(r.partner, p.target_partner) as partner,
            coalesce(r.deliveries, 0) as deliveries,
            r.last_report
        from reported as r
        full outer join planned as p on p.place_code = r.district_code and p.target_partner = r.partner
    )
select
    w.ubigeo,
    w.partner,
    cast(w.deliveries as bigint) as deliveries,
    cast(w.last_report as date) as last_report,
    cast(date_diff('day', w.last_report, l.day) as bigint) as days_silent
from working as w
cross join last_of_all as l
order by w.ubigeo, days_silent asc nulls last, w.partner nulls last
