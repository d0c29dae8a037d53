-- Rows that differ from an earlier row of their file in one digit of one count of three digits or more; the value is
-- the number of that row.
--
-- grain: one row per cell at fault
with
    large as (
        select row_id, hash(batch_no, partner, place_code, delivered_on, period_start, item) as likeness
        from stg_deliveries
        where households >= 100 or persons >= 100 or quantity >= 100
    ),
    shared as (select likeness from large group by likeness having count(*) > 1),
    described as (
        select
            d.row_id,
            d.row_no,
            d.households,
            d.persons,
            d.quantity,
            hash(
                l.likeness,
                d.lead_partner,
                d.donor,
                d.place_value,
                d.site,
                d.period_end,
                d.household_key,
                d.delivery_id,
                d.unit,
                d.lot,
                d.sector,
                d.indicator,
                d.activity,
                d.population_group,
                d.stated_status,
                d.persons_new,
                d.girls,
                d.boys,
                d.women,
                d.men,
                d.other_under_18,
                d.other_18_plus,
                d.in_destination,
                d.in_transit,
                d.host_community,
                d.pendular,
                d.returnees,
                d.amount
            ) as others
        from large as l
        join stg_deliveries as d on d.row_id = l.row_id
        where l.likeness in (select likeness from shared)
    ),
    crowded as (select others from described group by others having count(*) between 2 and 20),
    members as (select * from described where others in (select others from crowded)),
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
                then try_cast(households_before as decimal(18, 3))
                when 'persons'
                then try_cast(persons_before as decimal(18, 3))
                else quantity_before
            end as before,
            case
                column_name
                when 'households'
                then try_cast(households_after as decimal(18, 3))
                when 'persons'
                then try_cast(persons_after as decimal(18, 3))
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
