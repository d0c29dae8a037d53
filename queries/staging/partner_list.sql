-- The operation's partner list.
--
-- grain: one row per organisation
select
    partner,
    min(code) as code,
    min(partner_type) as partner_type,
    min(role) as role,
    min(expected_reporting) as expected_reporting
from partner_rows
group by partner
