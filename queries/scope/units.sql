-- Whom the counted deliveries reached, before anything is added up.
--
-- What a unit and a strand are depends on the counting method (see `rows_in_units`). A keyed household keeps the
-- largest
-- number of persons that was reported for it. Questions take it added up, from `per_unit`.
-- `share` is not null where only a part of the persons counts, rounded to whole persons (see `units.r4v`).
-- grain: one row per unit, strand, item, partner, place and day
-- needs: rows_in_units
select
    reach_unit,
    is_keyed,
    strand,
    item,
    lead_partner,
    partner,
    place_code,
    place_class,
    department_class,
    department_code,
    province_code,
    district_code,
    day,
    is_period,
    max(case when status = 'ongoing' then 0 else 1 end) as is_settled,
    cast(case when is_keyed then 1 else sum(households) end as bigint) as households,
    cast(case when is_keyed then max(household_persons) else sum(persons) end as bigint) as persons_measured,
    cast(
        case
            when not is_keyed
            then sum(case when persons is null then households end) * max(household_size)
            when max(household_persons) is null
            then max(household_size)
        end as double
    ) as persons_assumed,
    cast(null as double) as share
from rows_in_units
group by
    reach_unit,
    is_keyed,
    strand,
    item,
    lead_partner,
    partner,
    place_code,
    place_class,
    department_class,
    department_code,
    province_code,
    district_code,
    day,
    is_period
