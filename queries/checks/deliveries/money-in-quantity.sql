-- Rows whose quantity is money: by the unit, or by the header of the column.
--
-- grain: one row per cell at fault
with
    money_columns as (
        select batch_no, table_no
        from header_rows
        where
            field = 'quantity'
            and regexp_matches(
                lower(strip_accents(header)), '[$€]|(^|[^a-z])(us|usd|pen|eur|soles|dollars?|dolares|s/)($|[^a-z])'
            )
    ),
    every_unit as (select distinct unit from stg_deliveries where unit is not null),
    money_units as (
        select unit
        from every_unit
        where
            lower(strip_accents(unit)) in (
                '$',
                'us$',
                'usd',
                'dollar',
                'dollars',
                'us dollars',
                'dolar',
                'dolares',
                's/',
                's/.',
                'pen',
                'sol',
                'soles',
                'nuevos soles',
                '€',
                'eur',
                'euro',
                'euros',
                'peso',
                'pesos',
                'cop',
                'bolivares',
                'ves',
                'reais',
                'brl'
            )
    )
select row_id, 'quantity' as column_name, quantity_text || ' ' || unit as value
from stg_deliveries
where quantity is not null and unit in (select unit from money_units)
union
select d.row_id, 'quantity', d.quantity_text || coalesce(' ' || d.unit, '')
from stg_deliveries as d
join money_columns as c on c.batch_no = d.batch_no and c.table_no = d.table_no
where d.quantity is not null
