-- How each combination's code is read, in tables of INEI's codes and in tables of RENIEC's.
--
-- Names of a district that agree with one reading only decide against the table: the code is read as they say.
-- grain: one row per combination and system of the tables that use it
with
    used as (
        select distinct u.place_key as combination, coalesce(s.code_system, 'inei') as code_system
        from raw_place_uses as u
        left join code_systems as s on s.batch_no = u.batch_no and s.table_no = u.table_no
    ),
    chosen as (
        select
            u.combination,
            u.code_system,
            case
                when r.is_prefixed
                then 'inei'
                when r.names_a_district and r.agrees_inei and not r.agrees_reniec
                then 'inei'
                when r.names_a_district and r.agrees_reniec and not r.agrees_inei
                then 'reniec'
                else u.code_system
            end as read_as,
            r.* exclude (combination)
        from used as u
        left join place_readings as r on r.combination = u.combination
    )
select
    combination,
    code_system,
    read_as,
    column_name as code_column,
    value as code_value,
    case read_as when 'reniec' then reniec_place else inei_place end as code_place,
    case read_as when 'reniec' then inei_place else reniec_place end as other_place,
    readings_differ and read_as <> code_system as against_its_table,
    coalesce(
        district_not_known or (is_named and not case read_as when 'reniec' then agrees_reniec else agrees_inei end),
        false
    ) as names_disagree
from chosen
