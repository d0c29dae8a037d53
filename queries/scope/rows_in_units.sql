-- The delivery rows that count, each with the unit that it reached by the chosen counting method.
--
-- A keyed household is one unit under every method. For rows without a key the method says what a unit is, and which
-- of its strands (items or sectors) may be the same families: the rows of one strand are added, and the largest
-- strand counts. `per_unit` does both. The methods are described in docs/counting-methods.md; those of R4V are in
-- `rows_in_units.r4v`.
-- grain: one row per counted delivery row
-- needs: described_rows
select
    d.*,
    case
        when d.is_keyed
        then 'k' || d.household_key
        when $method = 'every_row'
        then 'r' || cast(d.row_id as varchar)
        when $method in ('item_month', 'sector_month')
        then 'm' || coalesce(strftime(d.day, '%Y-%m'), '') || ' ' || coalesce(d.place_code, '')
        when $method in ('item_place', 'sector_place')
        then 'p' || coalesce(d.place_code, '')
        when $method in ('item_country', 'sector_country')
        then 'c'
        else 'e' || cast(d.event_id as varchar)
    end as reach_unit,
    case
        when d.is_keyed or $method = 'every_row'
        then ''
        when $method in ('sector_month', 'sector_place', 'sector_country')
        then d.counted_sector
        else coalesce(d.item, '')
    end as strand
from described_rows as d
