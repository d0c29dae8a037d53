-- Each combination's code, read as INEI numbers places and as RENIEC does, and which reading its names agree with.
--
-- A reading agrees with the names if every name that is known could mean it, a place in it, or a place that holds it.
-- grain: one row per combination with a code
with
    deepest as (
        select
            combination,
            is_prefixed,
            times,
            home,
            coalesce(c3, c2, c1) as code,
            case
                when c3 is not null then 'ubigeo' when c2 is not null then 'province_code' else 'department_code'
            end as column_name,
            case
                when c3 is not null then ubigeo when c2 is not null then province_code else department_code
            end as value
        from place_given
        where coalesce(c3, c2, c1) is not null
    ),
    coded as (
        select
            d.*,
            i.place_code as inei_place,
            case when d.is_prefixed then i.place_code else r.place_code end as reniec_place
        from deepest as d
        left join place_codes as i on i.code = d.code and i.code_system = 'inei'
        left join place_codes as r on r.code = d.code and r.code_system = 'reniec'
    ),
    chained as (
        select
            c.*,
            [c.inei_place, i.province_code, i.department_code] as inei_chain,
            [c.reniec_place, r.province_code, r.department_code] as reniec_chain
        from coded as c
        left join stg_places as i on i.place_code = c.inei_place
        left join stg_places as r on r.place_code = c.reniec_place
    ),
    by_column as (
        select
            c.combination,
            n.column_name,
            bool_or(n.geo_level = 'district') as names_a_district,
            coalesce(
                bool_or(place_fits(n.place_code, n.chain, n.without_code, c.inei_place, c.inei_chain)), false
            ) as fits_inei,
            coalesce(
                bool_or(place_fits(n.place_code, n.chain, n.without_code, c.reniec_place, c.reniec_chain)), false
            ) as fits_reniec
        from chained as c
        join place_named as n on n.combination = c.combination
        where n.place_code is not null and n.geo_level <> 'country' and (n.fits_column or not n.any_fits)
        group by c.combination, n.column_name
    ),
    not_known as (select distinct combination from place_named where column_name = 'district' and place_code is null),
    agreed as (
        select
            combination,
            bool_or(names_a_district) as names_a_district,
            bool_and(fits_inei) as agrees_inei,
            bool_and(fits_reniec) as agrees_reniec
        from by_column
        group by combination
    )
select
    c.combination,
    c.times,
    c.column_name,
    c.value,
    c.code,
    c.is_prefixed,
    c.inei_place,
    c.reniec_place,
    c.inei_place is distinct from c.reniec_place as readings_differ,
    a.combination is not null as is_named,
    coalesce(a.names_a_district, false) as names_a_district,
    coalesce(a.agrees_inei, false) as agrees_inei,
    coalesce(a.agrees_reniec, false) as agrees_reniec,
    d.combination is not null as district_not_known
from chained as c
left join agreed as a on a.combination = c.combination
left join not_known as d on d.combination = c.combination
