-- Whose contribution each delivery row was, and how much of its quantity.
--
-- A lot that several donors gave to is split by what each gave; the cuts are rounded at the running total, so the
-- parts add up to the row's quantity exactly. A row without a known lot belongs to the donor it names.
-- grain: one row per delivery row and donor
with
    lots as (
        select lot, donor, sum(coalesce(quantity, 0)) as given
        from contributions
        where lot is not null and not is_cancelled
        group by lot, donor
    ),
    shares as (
        select
            lot,
            donor,
            given,
            sum(given) over (partition by lot) as total,
            sum(given) over (
                partition by lot order by donor rows between unbounded preceding and current row
            ) as until_here,
            row_number() over (partition by lot order by donor) as position,
            count(*) over (partition by lot) as donors
        from lots
    ),
    cuts as (
        select
            lot,
            donor,
            case
                when total > 0
                then cast(until_here as double) / cast(total as double)
                else cast(position as double) / donors
            end as upper_cut,
            case
                when total > 0
                then cast(until_here - given as double) / cast(total as double)
                else cast(position - 1 as double) / donors
            end as lower_cut,
            total > 0 and given = 0 as gives_nothing
        from shares
    )
select
    d.row_id,
    c.donor,
    cast(
        cast(round(d.quantity * c.upper_cut, 3) as decimal(18, 3))
        - cast(round(d.quantity * c.lower_cut, 3) as decimal(18, 3)) as decimal(18, 3)
    ) as quantity
from deliveries as d
join cuts as c on c.lot = d.lot and not c.gives_nothing
union all
select d.row_id, coalesce(d.donor_named, 'unattributed'), d.quantity
from deliveries as d
where d.lot is null or d.lot not in (select lot from cuts)
