-- Which counted delivery rows do not enter R4V's models, and why?
--
-- The first thousand of each reason, in the order of the files.
-- grain: one row per counted row left out
-- needs: r4v_rows, scoped
-- column reason varchar: no_sector, no_month, not_direct, or of_other_tables (its table counts no new persons)
-- column detail varchar: the sector, or the indicator where it has one, that is no direct assistance
-- column by_name varchar: always null: no other file speaks for such a row
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column partner varchar: implementing partner
-- column place_code varchar: the most detailed place code that is known
-- column day date: day of delivery, or end of the period
-- column item varchar: what the row names
-- column households bigint: families that the row gives
-- column persons bigint: new persons that the row gives; where its table counts none, its persons
with
    apart as (
        select
            coalesce(r.standing, 'of_other_tables') as reason,
            case when r.standing = 'not_direct' then coalesce(r.indicator, r.sector) end as detail,
            coalesce(r.persons, s.persons) as persons,
            s.row_id,
            s.batch_no,
            s.sheet,
            s.row_no,
            s.partner,
            s.place_code,
            s.day,
            s.item,
            s.households
        from scoped as s
        left join r4v_rows as r on r.row_id = s.row_id
        where s.is_counted and coalesce(r.standing, '') <> 'in_models'
    ),
    placed as (
        select a.*, row_number() over (partition by a.reason order by a.batch_no, a.row_id) as place from apart as a
    )
select
    p.reason,
    p.detail,
    cast(null as varchar) as by_name,
    cast(p.batch_no as bigint) as batch_no,
    b.name,
    p.sheet,
    cast(p.row_no as bigint) as row_no,
    p.partner,
    p.place_code,
    p.day,
    p.item,
    p.households,
    cast(p.persons as bigint) as persons
from placed as p
join batches as b on b.batch_no = p.batch_no
where p.place <= 1000
order by p.reason, p.batch_no, p.row_id
