-- Every name in the place columns, and every part of one, in the forms by which names are compared.
--
-- grain: one row per distinct text
with
    texts as (
        select text
        from place_cells
        union
        select part
        from place_parts
    ),
    folded as (
        select
            text,
            fold(text) as name_key,
            fold(regexp_replace(text, '\([^()]*\)|\[[^\[\]]*\]|/ *[0-9]{1,2}\b|\b[0-9]{1,2} */', ' ', 'g')) as bare_key
        from texts
        where text is not null
    ),
    -- "Distrito de Comas", "Prov. Const. del Callao", "Lima Province": the level stands beside the name.
    levelled as (
        select
            *,
            regexp_extract(
                bare_key,
                '^(?:(municipalidad distrital|distrito|district|dist|distr|dto|dtto)|'
                || '(municipalidad provincial|provincia constitucional|prov constitucional|prov const|'
                || 'provincia|province|prov)|'
                || '(gobierno regional|departamento|department|depto|dpto|dep|region))'
                || '(?: de| del| of)? (.+)$',
                ['district', 'province', 'department', 'name']
            ) as before,
            regexp_extract(
                bare_key,
                '^(.+) (?:(distrito|district)|(provincia|province)|(departamento|department|region))$',
                ['name', 'district', 'province', 'department']
            ) as after
        from folded
    ),
    said as (
        select
            text,
            name_key,
            bare_key,
            coalesce(nullif(before.name, ''), nullif(after.name, '')) as said_name,
            case
                when coalesce(nullif(before.district, ''), nullif(after.district, '')) is not null
                then 'district'
                when coalesce(nullif(before.province, ''), nullif(after.province, '')) is not null
                then 'province'
                when coalesce(nullif(before.department, ''), nullif(after.department, '')) is not null
                then 'department'
            end as said_level
        from levelled
    )
select
    text,
    name_key,
    compact_name(name_key) as compact_key,
    loose_name(coalesce(said_name, bare_key)) as loose_key,
    said_level,
    case when regexp_matches(text, '[?\x{FFFD}]') then compact_name(name_key) end as lost_key,
    coalesce(name_key, '') in (select coalesce(fold(name), '') from no_place_rows) as is_none
from said
