-- Which known place each combination of place columns means, in tables of either system of codes; what a person said
-- of a
-- name that fits no place stands before what is wrong with it.
--
-- ``named_wider``: a name or code stands in a column for narrower places than it means (targets' ``place`` is for any).
-- grain: one row per combination of place columns as exported, and system of codes
select
    place_key(
        m.code_system, r.country, r.department, r.province, r.district, r.department_code, r.province_code, r.ubigeo
    ) as place_key,
    coalesce(a.place_code, m.place_code) as place_code,
    case when a.place_code is null then m.problem end as problem,
    m.column_name,
    m.value,
    case when a.place_code is null then s.suggestion end as suggestion,
    m.names_disagree,
    false as code_left_out,
    m.named_wider
from place_matches as m
join raw_places as r on r.place_key = m.combination
left join place_suggestions as s on s.combination = m.combination and s.code_system = m.code_system
left join place_answers as a on a.combination = m.combination and a.code_system = m.code_system
