-- What each unit counts within each group: families and persons, once.
--
-- A question names the columns of its groups: `needs: per_unit(place_code)` is the table per_unit_by_place_code.
-- The rows of one strand are added (of a share, its part, rounded to whole persons), then the largest strand counts;
-- persons follow the strand with most of them.
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
            case when is_keyed then max(persons_measured) else sum(persons_measured) end as persons_given,
            sum(persons_measured) * max(share) as exact_persons,
            case when is_keyed then max(persons_assumed) else sum(persons_assumed) end as persons_assumed,
            max(is_settled) as is_settled,
            min(day) as first_day
        from units
        group by group_columns, reach_unit, is_keyed, strand
    ),
    rounded as (
        select
            s.*,
            case
                when exact_persons is null
                then persons_given
                when exact_persons - floor(exact_persons) > 0.5
                then cast(floor(exact_persons) as bigint) + 1
                -- R4V rounds halves to the even number
                when exact_persons - floor(exact_persons) = 0.5
                then cast(floor(exact_persons) as bigint) + cast(floor(exact_persons) as bigint) % 2
                else cast(floor(exact_persons) as bigint)
            end as persons_measured
        from per_strand as s
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
        from rounded as p
    )
select
    group_columns,
    reach_unit,
    is_keyed,
    cast(unit_households as bigint) as households,
    cast(persons_measured as bigint) as persons_measured,
    cast(persons_assumed as double) as persons_assumed,
    cast(case when exact_persons is not null then persons_measured end as bigint) as persons_split,
    unit_is_settled as is_settled,
    cast(unit_first_day as date) as first_day
from ranked
where place_in_unit = 1
