-- Rows with a part of the breakdown, or a count of new persons, that is no whole number of persons.
--
-- grain: one row per cell at fault
with
    odd as (select row_id from stg_deliveries where has_odd_part),
    parts as (
        select
            r.row_id,
            unnest(
                [
                    'persons_new',
                    'girls',
                    'boys',
                    'women',
                    'men',
                    'other_under_18',
                    'other_18_plus',
                    'in_destination',
                    'in_transit',
                    'host_community',
                    'pendular',
                    'returnees'
                ]
            ) as column_name,
            unnest(
                [
                    r.persons_new,
                    r.girls,
                    r.boys,
                    r.women,
                    r.men,
                    r.other_under_18,
                    r.other_18_plus,
                    r.in_destination,
                    r.in_transit,
                    r.host_community,
                    r.pendular,
                    r.returnees
                ]
            ) as value
        from raw_deliveries as r
        where r.row_id in (select row_id from odd)
    )
select row_id, column_name, value
from parts
where oddness(value) > 0
