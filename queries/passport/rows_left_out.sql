-- Which rows of the files are left out of a figure, and why?
--
-- The first thousand of each reason, in the order of the files.
-- grain: one row per row left out
-- needs: matching, scoped
-- column reason varchar: why it is left out, named as in counts without rows_
-- column detail varchar: the status, the rule that the row breaks, how it was replaced, or what it was skipped as
-- column by_name varchar: the file that speaks now for a row replaced, or that brought a row held back in order
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column partner varchar: implementing partner
-- column place_code varchar: the most detailed place code that is known
-- column day date: day of delivery, or end of the period
-- column item varchar: what the row names
-- column households bigint: families that the row gives
-- column persons bigint: persons that the row gives
with
    delivered as (
        select
            case
                when m.row_id is null
                then 'outside_filters'
                when s.row_id is null
                then 'outside_dates'
                when d.status in ('planned', 'in_transit')
                then 'planned'
                when d.status in ('suspended', 'cancelled')
                then 'stopped'
                when d.status = 'ongoing'
                then 'ongoing'
                else 'unknown_status'
            end as reason,
            d.status as detail,
            cast(null as bigint) as by_batch,
            d.batch_no,
            d.sheet,
            d.row_no,
            d.partner,
            d.place_code,
            d.day,
            d.item,
            d.households,
            d.persons
        from deliveries as d
        left join matching as m on m.row_id = d.row_id
        left join scoped as s on s.row_id = d.row_id
        where s.row_id is null or not d.is_counted
    ),
    everything as (
        select *
        from delivered
        union all
        select 'replaced', how, by_batch, batch_no, sheet, row_no, partner, place_code, day, item, households, persons
        from replaced
        union all
        select 'held_back', rule, resolved_by, batch_no, sheet, row_no, null, null, null, null, null, null
        from held_back
        union all
        select 'skipped', reason, null, batch_no, sheet, row_no, null, null, null, null, null, null
        from skipped
    ),
    placed as (
        select
            e.*, row_number() over (partition by e.reason order by e.batch_no, e.sheet nulls first, e.row_no) as place
        from everything as e
    )
select
    p.reason,
    p.detail,
    n.name as by_name,
    cast(p.batch_no as bigint) as batch_no,
    b.name,
    p.sheet,
    cast(p.row_no as bigint) as row_no,
    p.partner,
    p.place_code,
    p.day,
    p.item,
    p.households,
    p.persons
from placed as p
join batches as b on b.batch_no = p.batch_no
left join batches as n on n.batch_no = p.by_batch
where p.place <= 1000
order by p.reason, p.batch_no, p.sheet nulls first, p.row_no
