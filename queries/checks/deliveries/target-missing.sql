-- Places with deliveries and no target, neither their own nor of a place around or inside them: the first row of each
-- place in each file. Where there is no target at all, nothing is said.
--
-- grain: one row per cell at fault
with
    delivered as (
        select batch_no, table_no, place_code, min(row_id) as row_id
        from stg_deliveries
        where place_code is not null
        group by batch_no, table_no, place_code
    ),
    targeted as (
        select distinct p.place_code, p.geo_level, p.department_code, p.province_code
        from stg_targets as t
        join stg_places as p on p.place_code = t.place_code
        where p.geo_level <> 'country'
    ),
    covered as (
        select place_code
        from targeted
        union
        select p.place_code
        from stg_places as p
        join targeted as t on t.geo_level = 'province' and t.place_code = p.province_code
        union
        select p.place_code
        from stg_places as p
        join targeted as t on t.geo_level = 'department' and t.place_code = p.department_code
        union
        select province_code
        from targeted
        union
        select department_code
        from targeted
    )
select d.row_id, 'ubigeo' as column_name, coalesce(p.district, p.province, p.department, p.place_code) as value
from delivered as d
join stg_places as p on p.place_code = d.place_code
where
    p.geo_level <> 'country'
    and exists (select 1 from targeted)
    and d.place_code not in (select place_code from covered where place_code is not null)
