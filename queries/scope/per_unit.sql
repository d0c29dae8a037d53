-- What each unit counts within each group: families and persons, once.
--
-- A question names the columns of its groups: `needs: per_unit(place_code)` is the table per_unit_by_place_code.
-- The rows of one strand are added, then the largest strand counts; persons follow the strand with most of them.
-- grain: one row per group and unit
-- needs: units
with
    per_strand as (
        select
            group_columns,
            reach_unit,
            is_keyed,
            strand,
            case when is_keyed then max(households) else sum(households) end as households,
            case when is_keyed then max(persons_measured) else sum(persons_measured) end as persons_measured,
            case when is_keyed then max(persons_assumed) else sum(persons_assumed) end as persons_assumed,
            max(is_settled) as is_settled,
            min(day) as first_day
        from units
        group by group_columns, reach_unit, is_keyed, strand
    ),
    ranked as (
        select
            p.*,
            max(households) over (partition by group_columns, reach_unit) as unit_households,
            max(is_settled) over (partition by group_columns, reach_unit) as unit_is_settled,
            min(first_day) over (partition by group_columns, reach_unit) as unit_first_day,
            row_number() over (
                partition by group_columns, reach_unit
                order by
                    coalesce(persons_measured, 0) + coalesce(persons_assumed, 0) desc,
                    coalesce(persons_measured, 0) desc,
                    strand
            ) as place_in_unit
        from per_strand as p
    )
select
    group_columns,
    reach_unit,
    is_keyed,
    cast(unit_households as bigint) as households,
    cast(persons_measured as bigint) as persons_measured,
    cast(persons_assumed as double) as persons_assumed,
    unit_is_settled as is_settled,
    cast(unit_first_day as date) as first_day
from ranked
where place_in_unit = 1
