-- How many families of each unit received food, and how many water.
--
-- A question names the columns of its groups, as for `per_unit`. A keyed household did or did not. The families of
-- another unit are its rows of one strand added, then the largest strand, as `per_unit` counts them, once over the rows
-- with food and once over the rows with water; both went to the same families as far as they can.
-- grain: one row per group and unit
-- needs: delivered_contents
with
    per_strand as (
        select
            group_columns,
            reach_unit,
            is_keyed,
            strand,
            case when is_keyed then 1 else sum(households) end as households,
            case
                when is_keyed
                then max(case when gives_food then 1 else 0 end)
                else sum(case when gives_food then households else 0 end)
            end as with_food,
            case
                when is_keyed
                then max(case when gives_water then 1 else 0 end)
                else sum(case when gives_water then households else 0 end)
            end as with_water,
            max(case when is_unknown then 1 else 0 end) as has_unknown
        from delivered_contents
        group by group_columns, reach_unit, is_keyed, strand
    )
select
    group_columns,
    reach_unit,
    is_keyed,
    cast(coalesce(max(households), 0) as bigint) as households,
    cast(coalesce(max(with_food), 0) as bigint) as with_food,
    cast(coalesce(max(with_water), 0) as bigint) as with_water,
    max(has_unknown) = 1 as has_unknown
from per_strand
group by group_columns, reach_unit, is_keyed
