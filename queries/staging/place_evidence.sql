-- What speaks for INEI's codes and for RENIEC's in each table: how many codes its names agree with, and how many exist.
--
-- Codes with the country's letters are INEI's and are counted apart. Country-wide codes and codes that mean one place
-- in both systems tell nothing.
-- grain: one row per table with codes
with
    used as (
        select u.batch_no, u.table_no, u.times, r.* exclude (times)
        from raw_place_uses as u
        join place_readings as r on r.combination = u.place_key
    ),
    labelled as (
        select
            u.*,
            i.geo_level is not distinct from 'country' as is_country,
            concat_ws(' / ', i.department, i.province, i.district) as inei_label,
            concat_ws(' / ', r.department, r.province, r.district) as reniec_label,
            i.department_code as inei_department,
            r.department_code as reniec_department
        from used as u
        left join stg_places as i on i.place_code = u.inei_place
        left join stg_places as r on r.place_code = u.reniec_place
    )
select
    batch_no,
    table_no,
    count(distinct code) filter (is_prefixed) as prefixed,
    count(distinct code) filter (not is_prefixed) as codes,
    count(distinct code) filter (not is_prefixed and readings_differ) as differing,
    coalesce(sum(times) filter (not is_prefixed and readings_differ), 0) as differing_rows,
    count(distinct code) filter (not is_prefixed and is_named) as named,
    count(distinct code) filter (not is_prefixed and is_named and agrees_inei) as named_inei,
    count(distinct code) filter (not is_prefixed and is_named and agrees_reniec) as named_reniec,
    count(distinct code) filter (not is_prefixed and agrees_inei and not agrees_reniec) as only_inei,
    count(distinct code) filter (not is_prefixed and agrees_reniec and not agrees_inei) as only_reniec,
    count(distinct code) filter (
        not is_prefixed and names_a_district and agrees_inei and not agrees_reniec
    ) as own_inei,
    count(distinct code) filter (
        not is_prefixed and names_a_district and agrees_reniec and not agrees_inei
    ) as own_reniec,
    count(distinct code) filter (
        not is_prefixed and readings_differ and (not is_named or (agrees_inei and agrees_reniec))
    ) as untold,
    count(distinct code) filter (not is_prefixed and inei_place is not null and reniec_place is null) as listed_inei,
    count(distinct code) filter (not is_prefixed and reniec_place is not null and inei_place is null) as listed_reniec,
    coalesce(
        list(distinct inei_department) filter (not is_prefixed and inei_department is not null), []
    ) as inei_departments,
    coalesce(
        list(distinct reniec_department) filter (not is_prefixed and reniec_department is not null), []
    ) as reniec_departments,
    coalesce(
        arg_max(
            {'code':value, 'inei':inei_label, 'reniec':reniec_label},
            (inei_place is not null and reniec_place is not null, times, code),
            3
        ) filter (not is_prefixed and readings_differ),
        []
    ) as samples
from labelled
where not is_country
group by batch_no, table_no
order by batch_no, table_no
