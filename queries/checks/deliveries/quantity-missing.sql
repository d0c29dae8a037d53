-- Rows whose item, activity or indicator names what is counted ("# of kits") while the quantity is empty or 0.
--
-- grain: one row per cell at fault
with
    uncounted as (
        select row_id, item, activity, indicator, quantity_text
        from stg_deliveries
        where quantity = 0 or quantity_text is null
    ),
    named as (
        select item as name
        from uncounted
        union
        select activity
        from uncounted
        union
        select indicator
        from uncounted
    ),
    counted_word as (
        select
            name,
            regexp_extract(
                lower(strip_accents(name)),
                '(?:#|\b(?:nro|num|number|numero|nombre|cantidad)\b[.]?)\s*(?:de |of |des |d[''’])?\s*(\pL+)',
                1
            ) as word
        from named
        where name is not null
    ),
    people as (
        select
            unnest(
                [
                    'person',
                    'people',
                    'individu',
                    'beneficiar',
                    'hogar',
                    'household',
                    'famil',
                    'menage',
                    'nino',
                    'nina',
                    'mujer',
                    'hombre',
                    'woman',
                    'women',
                    'men',
                    'girl',
                    'boy',
                    'child',
                    'adolescent',
                    'refug',
                    'migrant',
                    'student',
                    'estudiante',
                    'staff',
                    'worker',
                    'teacher',
                    'docente',
                    'organi'
                ]
            ) as stem
    ),
    things as (
        select w.name
        from counted_word as w
        where w.word <> '' and not exists (select 1 from people as p where starts_with(w.word, p.stem))
    )
select u.row_id, 'quantity' as column_name, u.quantity_text as value
from uncounted as u
where
    u.item in (select name from things)
    or u.activity in (select name from things)
    or u.indicator in (select name from things)
