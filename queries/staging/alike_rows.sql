-- Rows of one file that say the same about who, where, when, what and how many. `meaning` is the same for rows that
-- differ in nothing but id, site and spelling, `content` for rows that are equal in everything.
--
-- grain: one row per delivery row that has another like it in its file
with
    keyed as (
        select
            row_id,
            hash(
                batch_no,
                partner,
                coalesce(place_code, place_value),
                delivered_on,
                period_start,
                period_end,
                item,
                household_key,
                households,
                persons,
                quantity
            ) as likeness
        from stg_deliveries
    ),
    shared as (select likeness from keyed group by likeness having count(*) > 1),
    described as (
        select
            d.row_id,
            d.row_no,
            d.household_key is null
            and (
                d.households > 1 or d.persons > 12 or (coalesce(d.households, d.persons) is null and d.quantity > 1)
            ) as is_of_several,
            hash(
                k.likeness,
                d.lead_partner,
                d.donor,
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
                d.unit,
                d.amount,
                d.currency,
                d.cash,
                d.in_plan,
                d.stated_status,
                fold(d.lot),
                fold(d.population_group),
                fold(d.sector),
                fold(d.indicator),
                fold(d.activity)
            ) as meaning
        from keyed as k
        join stg_deliveries as d on d.row_id = k.row_id
        where k.likeness in (select likeness from shared)
    ),
    alike as (
        select * from described where meaning in (select meaning from described group by meaning having count(*) > 1)
    )
select
    a.row_id,
    a.row_no,
    a.is_of_several,
    a.meaning,
    hash(*columns(r.* exclude (row_id, row_no, table_no, sheet))) as content
from alike as a
join raw_deliveries as r on r.row_id = a.row_id
