-- Every organisation: those of the partner list, and those that only the exports name.
--
-- grain: one row per organisation
with
    named as (
        select partner
        from deliveries
        where partner is not null
        union
        select lead_partner
        from deliveries
        where lead_partner is not null
        union
        select partner
        from targets
        where partner is not null
        union
        select donor
        from contributions
        where donor is not null
    )
select
    coalesce(l.partner, n.partner) as partner,
    l.code,
    l.partner_type,
    l.role,
    l.expected_reporting,
    l.partner is not null as is_listed
from named as n
full outer join partner_list as l on l.partner = n.partner
order by partner
