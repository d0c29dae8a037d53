-- How many families each unit counts within each group of a donor's deliveries, once.
--
-- A question names the columns of its groups: `needs: per_donor_unit(donor)` is the table per_donor_unit_by_donor.
-- grain: one row per group and unit
-- needs: donor_units
with
    per_strand as (
        select
            group_columns,
            reach_unit,
            is_keyed,
            strand,
            case when is_keyed then max(households) else sum(households) end as households
        from donor_units
        group by group_columns, reach_unit, is_keyed, strand
    )
select group_columns, reach_unit, is_keyed, cast(max(households) as bigint) as households
from per_strand
group by group_columns, reach_unit, is_keyed
