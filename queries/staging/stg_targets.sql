-- Targets as exported, with our names, types and places.
--
-- grain: one row per target row
select
    r.row_id,
    r.batch_no,
    r.table_no,
    r.sheet,
    r.row_no,
    p.name as partner,
    k.place_code,
    k.problem as place_problem,
    k.column_name as place_column,
    k.value as place_value,
    k.suggestion as place_suggestion,
    r.sector,
    r.period_start as period_start_text,
    read_day(r.period_start) as period_start,
    r.period_end as period_end_text,
    read_day(r.period_end) as period_end,
    r.households_in_need as households_in_need_text,
    read_number(r.households_in_need) as households_in_need,
    r.households_targeted as households_targeted_text,
    read_number(r.households_targeted) as households_targeted,
    r.persons_in_need as persons_in_need_text,
    read_number(r.persons_in_need) as persons_in_need,
    r.persons_targeted as persons_targeted_text,
    read_number(r.persons_targeted) as persons_targeted,
    r.source,
    read_day(r.as_of) as as_of
from raw_targets as r
left join stg_names as p on p.spelled = r.partner
left join code_systems as cs on cs.batch_no = r.batch_no and cs.table_no = r.table_no
left join
    stg_place_keys as k
    on k.place_key = place_key(
        coalesce(cs.code_system, 'inei'),
        null,
        r.department,
        r.province,
        r.district,
        r.department_code,
        r.province_code,
        coalesce(r.place, r.ubigeo)
    )
