-- Rows that differ from an earlier row of their file in one digit of one count of three digits or more; the value is
-- the number of that row.
--
-- grain: one row per cell at fault
with
    large as (
        select
            row_id,
            row_no,
            households,
            persons,
            quantity,
            hash(
                batch_no,
                partner,
                lead_partner,
                donor,
                coalesce(place_code, place_value),
                site,
                delivered_on,
                period_start,
                period_end,
                household_key,
                delivery_id,
                item,
                unit,
                lot,
                sector,
                indicator,
                activity,
                population_group,
                stated_status,
                persons_new,
                girls,
                boys,
                women,
                men,
                other_under_18,
                other_18_plus,
                in_destination,
                in_transit,
                host_community,
                pendular,
                returnees,
                amount
            ) as others
        from stg_deliveries
        where households >= 100 or persons >= 100 or quantity >= 100
    ),
    crowded as (select others from large group by others having count(*) between 2 and 20),
    members as (select * from large where others in (select others from crowded)),
    pairs as (
        select
            b.row_id,
            a.row_no,
            case
                when a.persons is not distinct from b.persons and a.quantity is not distinct from b.quantity
                then 'households'
                when a.households is not distinct from b.households and a.quantity is not distinct from b.quantity
                then 'persons'
                when a.households is not distinct from b.households and a.persons is not distinct from b.persons
                then 'quantity'
            end as column_name,
            a.households as households_before,
            b.households as households_after,
            a.persons as persons_before,
            b.persons as persons_after,
            a.quantity as quantity_before,
            b.quantity as quantity_after
        from members as a
        join members as b on b.others = a.others and b.row_id > a.row_id
    ),
    changed as (
        select
            row_id,
            row_no,
            column_name,
            case
                column_name
                when 'households'
                then cast(households_before as decimal(18, 3))
                when 'persons'
                then cast(persons_before as decimal(18, 3))
                else quantity_before
            end as before,
            case
                column_name
                when 'households'
                then cast(households_after as decimal(18, 3))
                when 'persons'
                then cast(persons_after as decimal(18, 3))
                else quantity_after
            end as after
        from pairs
        where column_name is not null
    )
select row_id, min(column_name) as column_name, '= ' || min(row_no) as value
from changed
where
    before >= 100
    and length(cast(before as varchar)) = length(cast(after as varchar))
    and hamming(cast(before as varchar), cast(after as varchar)) = 1
group by row_id
