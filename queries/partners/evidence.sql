-- How much does each partner's record say?
--
-- grain: one row per partner with a delivery row, whatever its status
-- needs: scoped
-- column partner varchar: name of the implementing partner
-- column lead_partners bigint: lead partners it works under
-- column lead_partner varchar: the only one of them; null where there are several or none
-- column rows_with_households bigint: counted rows that give families
-- column rows_with_both_dates bigint: rows that give the day of delivery and of report
-- column rows_settled bigint: rows delivered or verified
-- column rows_verified bigint: of those, rows verified
-- column rows_not_counted bigint: rows planned, stopped, unknown, or ongoing without families
select
    partner,
    cast(count(distinct lead_partner) as bigint) as lead_partners,
    cast(case when count(distinct lead_partner) = 1 then max(lead_partner) end as varchar) as lead_partner,
    cast(
        sum(case when is_counted and (households is not null or household_key is not null) then 1 else 0 end) as bigint
    ) as rows_with_households,
    cast(count(days_to_report) as bigint) as rows_with_both_dates,
    cast(sum(case when status in ('delivered', 'verified') then 1 else 0 end) as bigint) as rows_settled,
    cast(sum(case when status = 'verified' then 1 else 0 end) as bigint) as rows_verified,
    cast(sum(case when is_counted then 0 else 1 end) as bigint) as rows_not_counted
from scoped
where partner is not null
group by partner
order by partner
