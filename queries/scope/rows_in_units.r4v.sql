-- The delivery rows that count, each with the unit that it reached by the chosen one of R4V's models.
--
-- Rows that enter the models are put together by department and month, with sectors as strands; those that the model
-- adds as they are stand alone. Rows of tables that count new persons and do not enter the model are left out. A
-- household with a key is one unit, and rows of other tables are delivery events, as under every method.
-- grain: one row per counted delivery row that the model takes
-- needs: described_rows, r4v_rows
with
    judged as (
        select
            d.*,
            r.standing,
            r.sector_key,
            r.month_no,
            r.persons as persons_counted_new,
            case
                when d.is_keyed
                then 'key'
                when r.standing is null
                then 'event'
                when r.standing <> 'in_models'
                then 'none'
                when $method = 'r4v_sum' or ($method = 'r4v_southernconemodel' and r.southern_cone_part <> 'largest')
                then 'row'
                when $method = 'r4v_southernconemodel' and r.southern_cone_part is null
                then 'none'
                else 'cells'
            end as counted_by
        from described_rows as d
        left join r4v_rows as r on r.row_id = d.row_id
    )
select
    j.*,
    case
        counted_by
        when 'key'
        then 'k' || household_key
        when 'event'
        then 'e' || cast(event_id as varchar)
        when 'row'
        then 'r' || cast(row_id as varchar)
        else 'v' || cast(month_no as varchar) || ' ' || coalesce(department_code, '')
    end as reach_unit,
    case counted_by when 'event' then coalesce(item, '') when 'cells' then sector_key else '' end as strand
from judged as j
where counted_by <> 'none'
