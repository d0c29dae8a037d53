"""The golden operation: every question's answer, counted by hand (see tests/golden/README.md)."""

import datetime

import pytest

from tests.worlds import golden_world

DAY = datetime.date.fromisoformat


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with golden_world(tmp_path_factory.mktemp("golden")) as made:
        yield made.ask


def only(rows, *columns):
    return [tuple(row[column] for column in columns) for row in rows]


def test_the_headline_counts_each_family_once(golden):
    assert golden("overview/headline") == [
        {
            "households_reached": 80,
            "households_reached_keyed": 2,
            "households_reached_unkeyed": 78,
            "households_targeted": 200,
            "coverage_rate": 0.4,
            "persons_reached": 279,
            "persons_measured": 247,
            "persons_assumed": 32,
            "persons_split": 0,
            "persons_low": 278,
            "persons_high": 280,
            "is_households_known": True,
            "deliveries": 11,
            "partners_active": 2,
            "districts_reached": 3,
            "first_delivery": DAY("2020-04-09"),
            "last_delivery": DAY("2020-04-21"),
        }
    ]


@pytest.mark.parametrize(
    ("where", "reached", "targeted"),
    [
        (["district=150110"], 61, 120),
        (["district=Comas", "district=Ate"], 62, 140),
        (["department=Lima"], 70, 180),
        (["department=07"], 6, 12),
        (["province=0701"], 6, 12),
        (["partner=Beta"], 67, 70),
        (["partner=Beta", "district=150110"], 61, 60),
        (["item=food_kit"], 70, 200),
        (["item=water_kit"], 51, 200),
        (["status=planned"], 0, 200),
        (["status=verified"], 51, 200),
        (["donor=Acme"], 52, 200),
        (["donor=unattributed"], 28, 200),
        (["since=2020-04-13", "until=2020-04-20"], 12, 200),
        (["since=2020-04-15"], 10, 200),
        (["partner=Nobody"], 0, None),
        (["partner=x' OR 1=1 --"], 0, None),
    ],
)
def test_filters_narrow_what_they_say(golden, where, reached, targeted):
    (row,) = golden("overview/headline", *where)
    assert (row["households_reached"], row["households_targeted"]) == (reached, targeted)


def test_what_stands_beside_the_headline_is_named(golden):
    assert golden("overview/apart") == [
        {
            "households_ongoing": 6,
            "rows_planned": 1,
            "rows_stopped": 1,
            "rows_unknown_status": 1,
            "rows_ongoing_not_counted": 1,
            "rows_without_households": 0,
            "rows_not_located": 1,
            "rows_above_district": 1,
            "rows_without_day": 0,
            "rows_partly_in_period": 0,
        }
    ]
    assert golden("overview/apart", "since=2020-04-15")[0]["rows_partly_in_period"] == 1


def test_districts_show_their_own_target_and_rows_without_a_district_stand_beside(golden):
    found = only(
        golden("coverage/by_district"),
        "ubigeo",
        "district",
        "households_reached",
        "households_targeted",
        "coverage_rate",
        "persons_reached",
        "geo_level",
    )
    assert found == [
        ("150106", "Carabayllo", 0, 40, 0.0, 0, "district"),
        ("150103", "Ate", 2, 20, 0.1, 9, "district"),
        ("150110", "Comas", 61, 120, 61 / 120, 215, "district"),
        ("15", None, 8, None, None, 28, "department"),
        ("070101", "Callao", 6, None, None, 20, "district"),
        (None, None, 4, None, None, 12, "none"),
    ]


def test_departments_count_a_family_once_across_their_districts(golden):
    found = only(
        golden("coverage/by_department"),
        "department_code",
        "households_reached",
        "households_targeted",
    )
    assert found == [("15", 70, 180), ("07", 6, 12), (None, 4, None)]


def test_days_show_first_visits_and_mark_periods(golden):
    found = only(
        golden("coverage/by_day"),
        "day",
        "households_reached_new",
        "households_reached_cumulative",
        "households_reached_new_period",
    )
    assert found == [
        (DAY("2020-04-09"), 1, 1, 0),
        (DAY("2020-04-10"), 1, 2, 0),
        (DAY("2020-04-11"), 60, 62, 0),
        (DAY("2020-04-12"), 0, 62, 0),
        (DAY("2020-04-19"), 8, 70, 8),
        (DAY("2020-04-20"), 4, 74, 0),
        (DAY("2020-04-21"), 6, 80, 0),
    ]


def test_partners_stand_against_their_own_targets(golden):
    found = only(
        golden("partners/progress"),
        "partner",
        "households_reached",
        "households_targeted",
        "verified_rate",
        "on_time_rate",
        "last_report",
        "days_silent",
    )
    assert found == [
        ("Delta", 0, 30, None, None, None, None),
        ("Alpha", 14, 50, 0.0, 1.0, DAY("2020-04-22"), 38),
        ("Beta", 67, 70, 0.8, 0.8, DAY("2020-05-30"), 0),
    ]


def test_items_are_added_within_one_unit(golden):
    assert only(golden("items/delivered"), "item", "unit", "quantity", "rows_without_quantity") == [
        ("food_kit", "kit", 71, 0),
        ("water_kit", "kit", 51, 0),
        ("hygiene_kit", "kit", 10, 0),
    ]


def test_items_of_a_donor_are_its_share(golden):
    found = only(golden("items/delivered", "donor=Acme"), "item", "quantity")
    assert found == [("water_kit", 51), ("food_kit", 31.2)]


def test_each_donors_share_adds_up_to_what_was_delivered(golden):
    found = only(
        golden("donors/impact"),
        "donor",
        "item",
        "contributed",
        "delivered",
        "households_reached",
        "districts",
    )
    assert found == [
        ("Acme", "food_kit", 60, 31.2, 52, 2),
        ("Acme", "water_kit", 100, 51, 51, 2),
        ("Gamma Co", "food_kit", 40, 21.8, 52, 2),
        ("unattributed", "food_kit", None, 18, 18, 1),
        ("unattributed", "hygiene_kit", None, 10, 10, 1),
    ]
    assert sum(row[3] for row in found) == pytest.approx(71 + 51 + 10, abs=1e-9)


def test_donor_totals_count_a_family_once_over_items(golden):
    found = only(
        golden("donors/totals"),
        "donor",
        "value",
        "currency",
        "lots",
        "households_reached",
        "deliveries",
    )
    assert found == [
        ("Acme", 800, "PEN", 2, 52, 6),
        ("Gamma Co", 400, "PEN", 1, 52, 5),
        ("unattributed", None, None, 0, 28, 4),
    ]


def test_rows_held_back_keep_their_place_reason_and_cells(golden):
    found = golden("data/held_back")
    assert only(found, "row_no", "rule", "column_name", "value") == [
        (17, "count-negative", "households", "-3"),
        (18, "place-unknown", "ubigeo", "159999"),
    ]
    assert '"delivery_id":"D16"' in found[0]["record"]
