-- How many of the families reached also received a package of the government, and of how many is it not known?
--
-- A keyed household did where any of its rows says yes, else did not where any says no. Of another unit's families, as
-- many did as the strand with most of them says; of the rest, as many did not as a strand says no of.
-- grain: one row
-- needs: rows_in_units, per_unit
-- column households_reached bigint: families reached
-- column households_with_package bigint: of these, families that also received a package of the government
-- column households_without_package bigint: of these, families that did not
-- column households_package_unknown bigint: of these, families of which the rows do not say
-- column government_package_rate double: families that received one out of all families reached; null where nobody says
-- column rows_told bigint: counted rows that say whether there was a package
with
    per_strand as (
        select
            reach_unit,
            is_keyed,
            strand,
            case when is_keyed then 1 else sum(households) end as households,
            case
                when is_keyed
                then max(case when government_package = 'yes' then 1 else 0 end)
                else sum(case when government_package = 'yes' then households else 0 end)
            end as with_package,
            case
                when is_keyed
                then max(case when government_package = 'no' then 1 else 0 end)
                else sum(case when government_package = 'no' then households else 0 end)
            end as without_package,
            sum(case when government_package in ('yes', 'no') then 1 else 0 end) as rows_told
        from rows_in_units
        group by reach_unit, is_keyed, strand
    ),
    per_unit_told as (
        select
            reach_unit,
            coalesce(max(households), 0) as households,
            coalesce(max(with_package), 0) as with_package,
            coalesce(max(without_package), 0) as without_package
        from per_strand
        group by reach_unit
    ),
    told as (
        select
            coalesce(sum(with_package), 0) as with_package,
            coalesce(
                sum(
                    case
                        when without_package < households - with_package
                        then without_package
                        else households - with_package
                    end
                ),
                0
            ) as without_package
        from per_unit_told
    ),
    rows_counted as (select coalesce(sum(rows_told), 0) as rows_told from per_strand),
    reached as (select households_reached(households) as households_reached from per_unit)
select
    r.households_reached,
    cast(case when c.rows_told > 0 then t.with_package end as bigint) as households_with_package,
    cast(case when c.rows_told > 0 then t.without_package end as bigint) as households_without_package,
    cast(
        case
            when c.rows_told > 0
            then r.households_reached - t.with_package - t.without_package
            else r.households_reached
        end as bigint
    ) as households_package_unknown,
    government_package_rate(
        case when c.rows_told > 0 then t.with_package end, r.households_reached
    ) as government_package_rate,
    cast(c.rows_told as bigint) as rows_told
from reached as r
cross join told as t
cross join rows_counted as c
