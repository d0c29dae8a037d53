-- What is reported for each place that does not count as reached, such as planned and in transit?
--
-- grain: one row per place, the most detailed that is known, status, implementing partner, item and unit
-- needs: scoped
-- column ubigeo varchar: the most detailed place code that is known; null for rows without a place
-- column status varchar: planned, in_transit, ongoing, suspended, cancelled or unknown
-- column partner varchar: name of the implementing partner; null where the rows name none
-- column item varchar: code from the kit list, else the item as reported; null where the rows name none
-- column unit varchar: unit as reported
-- column rows bigint: delivery rows of this kind
-- column quantity decimal(18,3): quantity that they report; null where no row gives one
-- column first_day date: first day that they give
-- column last_day date: last day that they give
select
    place_code as ubigeo,
    status,
    partner,
    item,
    unit,
    cast(count(*) as bigint) as rows,
    cast(sum(quantity) as decimal(18, 3)) as quantity,
    cast(min(first_day) as date) as first_day,
    cast(max(last_day) as date) as last_day
from scoped
where not is_counted
group by place_code, status, partner, item, unit
order by place_code nulls last, status, rows desc, partner nulls last, item nulls last, unit nulls last
