-- What R4V's own checks look at: the rows of R4V's files, and what the operation's lists say about each. Where there
-- is no list, it says nothing.
--
-- grain: one row per delivery row of an R4V file
with
    written as (
        select
            r.*,
            fold(r.country) as country_key,
            fold(r.department) as department_key,
            fold(r.province) as province_key,
            fold(r.sector) as sector_key
        from raw_deliveries as r
        where starts_with(r.dialect, 'r4v')
    ),
    departments as (select distinct fold(department) as department_key from stg_places where geo_level = 'department'),
    provinces as (
        select distinct fold(department) as department_key, fold(coalesce(province, district)) as province_key
        from stg_places
        where geo_level = 'province' or (geo_level = 'district' and province is null)
    )
select
    w.row_id,
    w.batch_no,
    w.table_no,
    w.country,
    w.department,
    w.province,
    w.lead_partner as appealing_org,
    w.partner as implementing_org,
    w.setup,
    yes_or_no(w.setup) as has_implementing,
    coalesce(w.period_start, w.period_end, w.delivered_on) as month,
    w.sector,
    regexp_matches(w.sector_key, '^(multi ?purpose cash( assistance)?( mpc)?|mpc)$') as is_multipurpose,
    w.indicator,
    w.activity,
    w.in_plan,
    w.cash as cash_text,
    yes_or_no(w.cash) as cash,
    w.amount as amount_text,
    read_number(w.amount) as amount,
    w.modality as mechanism,
    w.quantity as quantity_text,
    read_number(w.quantity) as quantity,
    w.persons as persons_text,
    read_number(w.persons) as persons,
    w.persons_new as persons_new_text,
    read_number(w.persons_new) as persons_new,
    population_sum(
        read_number(w.in_destination),
        read_number(w.in_transit),
        read_number(w.host_community),
        read_number(w.pendular),
        read_number(w.returnees)
    ) as population,
    sex_age_sum(
        read_number(w.girls),
        read_number(w.boys),
        read_number(w.women),
        read_number(w.men),
        read_number(w.other_under_18),
        read_number(w.other_18_plus)
    ) as sex_age,
    case when k.has_places then c.country_key is not null end as country_listed,
    case when k.has_places then d.department_key is not null end as department_listed,
    case when k.has_places then p.province_key is not null end as province_listed,
    case when k.has_partners then a.name_key is not null end as appealing_listed,
    case when k.has_partners then m.name_key is not null end as implementing_listed,
    case when k.has_indicators then i.indicator_key is not null end as indicator_listed,
    i.indicator_type
from written as w
cross join known_lists as k
left join country_names as c on c.country_key = w.country_key
left join departments as d on d.department_key = w.department_key
left join provinces as p on p.department_key = w.department_key and p.province_key = w.province_key
left join partner_aliases as a on a.name_key = fold(w.lead_partner)
left join partner_aliases as m on m.name_key = fold(w.partner)
left join indicator_list as i on i.sector_key = w.sector_key and i.indicator_key = fold(w.indicator)
