-- The parts of cells that hold a path: "LIMA / LIMA / ATE", "Lima-Lima-Comas", "Comas (Lima)".
--
-- grain: one row per text and part
with
    split as (
        select
            text,
            case
                when regexp_matches(text, '[/|>;,\\()\[\]]| [-–—] ')
                then string_split_regex(text, '[/|>;,\\()\[\]]+| [-–—] ')
                else string_split_regex(text, '[-–—]')
            end as parts
        from place_cells
        where length(text) <= 200 and regexp_matches(text, '[^ ].*[/|>;,\\()\[\]–—-].*\pL')
    ),
    named as (select text, [trim(part) for part in parts if fold(part) is not null] as parts from split)
select text, len(parts) as parts, unnest(parts) as part, generate_subscripts(parts, 1) as part_no
from named
where len(parts) between 2 and 4
