-- Every metric, defined once. A macro takes the columns of one group and gives one value; reparto/metrics.py
-- gives each its label, format and meaning, and a test holds the two lists equal.
--
-- The household macros take `units` collapsed to one row per unit within the group (see scope/units.sql):
-- a keyed household is one unit, an unkeyed event of n families is one unit of n.
create or replace macro households_reached(households) as
    cast(coalesce(sum(households), 0) as bigint);

create or replace macro households_reached_keyed(households, is_keyed) as
    cast(coalesce(sum(case when is_keyed then households end), 0) as bigint);

create or replace macro households_reached_unkeyed(households, is_keyed) as
    cast(coalesce(sum(case when is_keyed then null else households end), 0) as bigint);

create or replace macro persons_measured(persons) as
    cast(coalesce(sum(persons), 0) as bigint);

create or replace macro persons_assumed(persons) as
    cast(round(coalesce(sum(persons), 0)) as bigint);

create or replace macro persons_reached(measured, assumed) as
    cast(coalesce(sum(measured), 0) as bigint) + cast(round(coalesce(sum(assumed), 0)) as bigint);

create or replace macro persons_split(persons) as
    cast(coalesce(sum(persons), 0) as bigint);

create or replace macro persons_low(measured, assumed, edge, usual) as
    cast(coalesce(sum(measured), 0) as bigint)
    + cast(round(coalesce(sum(assumed), 0) * max(edge) / nullif(max(usual), 0)) as bigint);

create or replace macro persons_high(measured, assumed, edge, usual) as
    cast(coalesce(sum(measured), 0) as bigint)
    + cast(round(coalesce(sum(assumed), 0) * max(edge) / nullif(max(usual), 0)) as bigint);

create or replace macro coverage_rate(reached, targeted) as
    cast(reached as double) / nullif(cast(targeted as double), 0);

create or replace macro need_rate(reached, in_need) as
    cast(reached as double) / nullif(cast(in_need as double), 0);

create or replace macro verified_rate(status) as
    cast(sum(case when status = 'verified' then 1 else 0 end) as double)
    / nullif(cast(sum(case when status in ('verified', 'delivered') then 1 else 0 end) as double), 0);

create or replace macro on_time_rate(days_to_report, limit_days) as
    cast(sum(case when days_to_report <= limit_days then 1 else 0 end) as double)
    / nullif(cast(count(days_to_report) as double), 0);

create or replace macro reporting_rate(received, expected) as
    cast(sum(received) as double) / nullif(cast(sum(expected) as double), 0);

create or replace macro reports_on_time_rate(on_time, expected, day_unknown) as
    cast(sum(on_time) as double) / nullif(cast(sum(expected) - sum(day_unknown) as double), 0);

-- Days of need: quantities of kits times what one holds, over what a person needs a day. A quantity or a content that
-- is
-- unknown is left out, and nothing but unknown ones is unknown.
create or replace macro person_days_food(quantity, kcal, kcal_person_day) as
    cast(sum(cast(quantity as double) * cast(kcal as double) / nullif(cast(kcal_person_day as double), 0)) as double);

create or replace macro person_days_water(quantity, litres, litres_person_day) as
    cast(
        sum(cast(quantity as double) * cast(litres as double) / nullif(cast(litres_person_day as double), 0)) as double
    );

create or replace macro person_days_water_floor(quantity, litres, litres_floor) as
    cast(sum(cast(quantity as double) * cast(litres as double) / nullif(cast(litres_floor as double), 0)) as double);

create or replace macro days_food_per_person(person_days, persons) as
    cast(person_days as double) / nullif(cast(persons as double), 0);

create or replace macro days_water_per_person(person_days, persons) as
    cast(person_days as double) / nullif(cast(persons as double), 0);

create or replace macro days_water_floor_per_person(person_days, persons) as
    cast(person_days as double) / nullif(cast(persons as double), 0);

-- Families by what they received; they take `per_unit_assistance`. The five add up to the families reached.
create or replace macro households_covered(with_food, with_water) as
    cast(coalesce(sum(case when with_food < with_water then with_food else with_water end), 0) as bigint);

create or replace macro households_food_only(with_food, with_water) as
    cast(coalesce(sum(case when with_food > with_water then with_food - with_water end), 0) as bigint);

create or replace macro households_water_only(with_food, with_water) as
    cast(coalesce(sum(case when with_water > with_food then with_water - with_food end), 0) as bigint);

create or replace macro households_neither(households, with_food, with_water, has_unknown) as
    cast(
        coalesce(
            sum(
                case
                    when has_unknown
                    then null
                    when with_food > with_water
                    then households - with_food
                    else households - with_water
                end
            ),
            0
        ) as bigint
    );

create or replace macro households_contents_unknown(households, with_food, with_water, has_unknown) as
    cast(
        coalesce(
            sum(
                case
                    when not has_unknown
                    then null
                    when with_food > with_water
                    then households - with_food
                    else households - with_water
                end
            ),
            0
        ) as bigint
    );

create or replace macro covered_rate(covered, targeted) as
    cast(covered as double) / nullif(cast(targeted as double), 0);

create or replace macro government_package_rate(with_package, reached) as
    cast(with_package as double) / nullif(cast(reached as double), 0);
