-- Deliveries as exported, with our names, types, places and words. Text that could not be read stays beside it.
--
-- grain: one row per delivery row
select
    n.row_id,
    n.batch_no,
    n.table_no,
    n.sheet,
    n.row_no,
    n.delivery_id,
    n.delivered_on as delivered_on_text,
    read_day(n.delivered_on) as delivered_on,
    n.period_start as period_start_text,
    read_day(n.period_start) as period_start,
    n.period_end as period_end_text,
    read_day(n.period_end) as period_end,
    n.reported_on as reported_on_text,
    read_day(n.reported_on) as reported_on,
    p.name as partner,
    l.name as lead_partner,
    d.name as donor,
    k.place_code,
    k.problem as place_problem,
    k.column_name as place_column,
    k.value as place_value,
    k.suggestion as place_suggestion,
    coalesce(k.names_disagree, false) as place_names_disagree,
    coalesce(k.code_left_out, false) as place_code_left_out,
    coalesce(k.named_wider, false) as place_named_wider,
    n.site,
    case when abs(read_number(n.latitude)) <= 90 then read_number(n.latitude) end as latitude,
    case when abs(read_number(n.longitude)) <= 180 then read_number(n.longitude) end as longitude,
    n.household_key,
    n.households as households_text,
    read_number(n.households) as households,
    n.persons as persons_text,
    case
        n.persons_from
        when 'new'
        then read_number(n.persons_new)
        when 'breakdown'
        then
            nullif(
                coalesce(
                    nullif(
                        population_sum(
                            read_number(n.in_destination),
                            read_number(n.in_transit),
                            read_number(n.host_community),
                            read_number(n.pendular),
                            read_number(n.returnees)
                        ),
                        0
                    ),
                    sex_age_sum(
                        read_number(n.girls),
                        read_number(n.boys),
                        read_number(n.women),
                        read_number(n.men),
                        read_number(n.other_under_18),
                        read_number(n.other_18_plus)
                    )
                ),
                0
            )
        else read_number(n.persons)
    end as persons,
    read_number(n.persons_new) as persons_new,
    read_number(n.girls) as girls,
    read_number(n.boys) as boys,
    read_number(n.women) as women,
    read_number(n.men) as men,
    read_number(n.other_under_18) as other_under_18,
    read_number(n.other_18_plus) as other_18_plus,
    read_number(n.in_destination) as in_destination,
    read_number(n.in_transit) as in_transit,
    read_number(n.host_community) as host_community,
    read_number(n.pendular) as pendular,
    read_number(n.returnees) as returnees,
    oddness(n.persons_new)
    + oddness(n.girls)
    + oddness(n.boys)
    + oddness(n.women)
    + oddness(n.men)
    + oddness(n.other_under_18)
    + oddness(n.other_18_plus)
    + oddness(n.in_destination)
    + oddness(n.in_transit)
    + oddness(n.host_community)
    + oddness(n.pendular)
    + oddness(n.returnees)
    > 0 as has_odd_part,
    n.population_group,
    i.item,
    n.quantity as quantity_text,
    try_cast(n.quantity as decimal(18, 3)) as quantity,
    coalesce(u.unit, i.kit_unit) as unit,
    n.lot,
    n.status as source_status,
    case
        when not n.has_status then 'delivered' when w.spelled is null then 'unknown' else coalesce(w.meaning, 'unknown')
    end as stated_status,
    w.spelled is not null and w.meaning is null as status_not_understood,
    n.review_status,
    coalesce(rw.meaning, '') = 'approved' as is_approved,
    n.sector,
    n.indicator,
    n.activity,
    n.modality,
    n.amount as amount_text,
    try_cast(n.amount as decimal(18, 2)) as amount,
    n.currency,
    n.country,
    yes_or_no(n.cash) as cash,
    yes_or_no(n.in_plan) as in_plan,
    n.corrects,
    coalesce(g.meaning, 'unknown') as government_package
from raw_deliveries as n
left join stg_names as p on p.spelled = coalesce(n.partner, n.lead_partner)
left join stg_names as l on l.spelled = n.lead_partner
left join stg_names as d on d.spelled = n.donor
left join stg_items as i on i.spelled = n.item
left join stg_units as u on u.spelled = n.unit
left join code_systems as cs on cs.batch_no = n.batch_no and cs.table_no = n.table_no
left join
    stg_place_keys as k
    on k.place_key = place_key(
        coalesce(cs.code_system, 'inei'),
        n.country,
        n.department,
        n.province,
        n.district,
        n.department_code,
        n.province_code,
        n.ubigeo
    )
left join stg_words as w on w.field = 'status' and w.spelled = n.status
left join stg_words as rw on rw.field = 'review_status' and rw.spelled = n.review_status
left join stg_words as g on g.field = 'government_package' and g.spelled = n.government_package
