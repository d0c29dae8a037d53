-- Which delivery rows enter R4V's models, and with how many new people?
--
-- The first thousand, in the order of the files.
-- grain: one row per delivery row that enters the models
-- needs: r4v_rows
-- column batch_no bigint: number of the import
-- column name varchar: name of the file
-- column sheet varchar: sheet of a workbook; null for text files
-- column row_no bigint: row in the file, as a spreadsheet shows it
-- column partner varchar: implementing partner
-- column place_code varchar: the most detailed place code that is known
-- column place varchar: name of that place
-- column day date: day of delivery, or end of the period
-- column sector varchar: name of the sector
-- column item varchar: what was delivered
-- column persons bigint: new persons that the row gives
-- column status varchar: delivered, verified or ongoing
select
    cast(d.batch_no as bigint) as batch_no,
    b.name,
    d.sheet,
    cast(d.row_no as bigint) as row_no,
    d.partner,
    d.place_code,
    coalesce(d.district, d.province, d.department) as place,
    d.day,
    coalesce(r.sector_name, r.sector) as sector,
    d.item,
    cast(r.persons as bigint) as persons,
    d.status
from r4v_rows as r
join deliveries as d on d.row_id = r.row_id
join batches as b on b.batch_no = d.batch_no
where r.standing = 'in_models'
order by d.batch_no, d.row_id
limit 1000
