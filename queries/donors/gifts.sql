-- What was each donor's contribution worth, in each currency, and when did it come?
--
-- Contributions belong to all places and dates: only a filter on donors narrows them.
-- grain: one row per donor and currency; values of different currencies are never added
-- column donor varchar: name of the donor
-- column currency varchar: currency of the value; null where the contribution gives none
-- column value decimal(18,2): value of the contributions in this currency; null where none gives a value
-- column money decimal(18,2): of it, given as money and not as goods; null where there is none
-- column contributions bigint: contributions
-- column contributions_without_value bigint: of those, without a value
-- column contributions_awaited bigint: of those, not received yet; null where no contribution says when
-- column lots bigint: lots
-- column first_pledged date: day of the first pledge
-- column last_received date: day on which the last came in
with arrivals as (select count(received_on) as told from contributions where not is_cancelled)
select
    c.donor,
    c.currency,
    cast(sum(c.value) as decimal(18, 2)) as value,
    cast(sum(case when c.item is null and c.quantity is null then c.value end) as decimal(18, 2)) as money,
    cast(count(*) as bigint) as contributions,
    cast(sum(case when c.value is null then 1 else 0 end) as bigint) as contributions_without_value,
    cast(
        case when max(a.told) > 0 then sum(case when c.received_on is null then 1 else 0 end) end as bigint
    ) as contributions_awaited,
    cast(count(distinct c.lot) as bigint) as lots,
    cast(min(c.pledged_on) as date) as first_pledged,
    cast(max(c.received_on) as date) as last_received
from contributions as c
cross join arrivals as a
where not c.is_cancelled and ($donor is null or list_contains($donor::varchar[], c.donor))
group by c.donor, c.currency
order by c.donor, value desc nulls last, c.currency nulls last
