-- By what is each counted delivery known to be whose contribution?
--
-- grain: one row per donor, and one for all donors together under a null donor
-- needs: scoped
-- column donor varchar: name of the donor, or `unattributed`; null for all together
-- column deliveries bigint: counted delivery rows
-- column deliveries_by_lot bigint: of those, rows that carry a lot the donor gave to
-- column deliveries_by_name bigint: of those, rows that name the donor and carry no such lot
-- column deliveries_unattributed bigint: of those, rows that say neither
-- column deliveries_with_households bigint: of those, rows that give families
-- column deliveries_with_quantity bigint: of those, rows that give a quantity
with
    known_lots as (select distinct lot from contributions where lot is not null and not is_cancelled),
    donated as (
        select
            s.row_id,
            x.donor,
            s.lot is not null and k.lot is not null as is_by_lot,
            s.households is not null or s.household_key is not null as has_households,
            s.quantity is not null as has_quantity
        from scoped as s
        join delivery_donors as x on x.row_id = s.row_id
        left join known_lots as k on k.lot = s.lot
        where s.is_counted and ($donor is null or list_contains($donor::varchar[], x.donor))
    ),
    told as (
        select donor, row_id, is_by_lot, donor = 'unattributed' as is_unattributed, has_households, has_quantity
        from donated
        union all
        select
            cast(null as varchar),
            row_id,
            bool_or(is_by_lot),
            bool_and(donor = 'unattributed'),
            bool_or(has_households),
            bool_or(has_quantity)
        from donated
        group by row_id
    )
select
    donor,
    cast(count(*) as bigint) as deliveries,
    cast(sum(case when is_by_lot then 1 else 0 end) as bigint) as deliveries_by_lot,
    cast(sum(case when is_by_lot or is_unattributed then 0 else 1 end) as bigint) as deliveries_by_name,
    cast(sum(case when is_unattributed then 1 else 0 end) as bigint) as deliveries_unattributed,
    cast(sum(case when has_households then 1 else 0 end) as bigint) as deliveries_with_households,
    cast(sum(case when has_quantity then 1 else 0 end) as bigint) as deliveries_with_quantity
from told
group by donor
order by donor nulls first
