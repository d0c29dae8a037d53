-- After how many days were deliveries reported?
--
-- grain: one row per number of days
-- needs: scoped
-- column days_to_report bigint: days from the delivery to its report
-- column rows bigint: counted delivery rows reported after so many days; rows that lack one of the days are not here
select days_to_report, cast(count(*) as bigint) as rows
from scoped
where is_counted and days_to_report is not null
group by days_to_report
order by days_to_report
