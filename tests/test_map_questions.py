"""What the map asks: the golden operation counted by hand (tests/golden/README.md), and any small one counted twice."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import Oracle, gives_families, groups, known, rate
from tests.test_invariants import ask, exports, imported, keyed, operation_of, operations, scopes
from tests.test_invariants import slow as settings
from tests.worlds import golden_world, world

DAY = datetime.date.fromisoformat


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with golden_world(tmp_path_factory.mktemp("golden")) as made:
        yield made.ask


def only(rows, *columns):
    return [tuple(row[column] for column in columns) for row in rows]


def test_provinces_have_their_targets_and_wider_rows_stand_beside(golden):
    rows = golden("coverage/map_provinces")
    assert only(rows, "place_code", "geo_level", "households_reached", "households_targeted") == [
        ("1501", "province", 62, 180),  # its districts' 20 + 120 + 40
        ("0701", "province", 6, 12),  # its own
        ("15", "department", 8, None),
        (None, "none", 4, None),
    ]
    assert rows[0] == {
        "place_code": "1501",
        "name": "Lima",
        "geo_level": "province",
        "department": "Lima",
        "province_code": "1501",
        "department_code": "15",
        "households_reached": 62,
        "persons_reached": 219,
        "households_targeted": 180,
        "coverage_rate": 62 / 180,
        "households_gap": 118,
        "partners_active": 2,
        "last_delivery": DAY("2020-04-12"),
        "deliveries": 8,
        "is_households_known": True,
        "is_persons_known": True,
    }


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["department=07"], [("0701", 6, 12)]),
        (["province=1501"], [("1501", 62, 180)]),
        (["district=150110"], [("1501", 61, None)]),
        (["partner=Beta"], [("0701", 6, 10), ("1501", 61, 60)]),
    ],
)
def test_filters_narrow_provinces(golden, where, expected):
    rows = golden("coverage/map_provinces", *where)
    assert only(rows, "place_code", "households_reached", "households_targeted") == expected


def by_province(oracle: Oracle) -> dict[tuple[str | None, str], dict]:
    """The map's provinces in plain Python: a row without a province stands with its department, if it has one."""
    places = oracle.facts.places

    def area(row: dict) -> tuple[str | None, str]:
        place = places[row["place"]] if row["place"] else None
        if place is None:
            return None, "none"
        if place.province:
            return place.province, "province"
        return (place.department, "department") if place.department else (None, "country")

    is_for_districts = bool(oracle.scope.get("district"))
    targets = {
        (code, "province"): value
        for code, (value, _has) in oracle.place_targets().items()
        if places[code].level == "province" and not is_for_districts and oracle._is_place_in(code)
    }
    found = groups(oracle.counted, area)
    answer = {}
    for key in {*targets, *found}:
        rows, target = found.get(key, []), targets.get(key)
        reached = oracle.reached(rows)
        answer[key] = {
            "households_reached": reached.households,
            "persons_reached": reached.persons,
            "households_targeted": target,
            "coverage_rate": rate(reached.households, target),
            "households_gap": None if target is None else max(target - reached.households, 0),
            "partners_active": len({row["partner"] for row in rows}),
            "deliveries": len(rows),
            "is_households_known": gives_families(rows),
            "last_delivery": max(
                known(row["delivered_on"] or row["period_end"] for row in rows), default=None
            ),
        }
    return answer


@settings
@given(operations(), st.lists(scopes, min_size=4, max_size=4))
def test_any_operation_s_provinces_are_counted_as_by_hand(facts, chosen):
    with operation_of(facts) as made:
        imported(made, *exports(made.operation.folder, facts))
        for scope in [{}, *chosen]:
            expected = by_province(Oracle(facts, scope))
            columns = set(next(iter(expected.values()), {}))
            rows = ask(made, "coverage/map_provinces", scope)
            assert keyed(rows, "place_code", "geo_level", only=columns) == expected


def level(rows, name, *columns):
    return only([row for row in rows if row["map_level"] == name], *columns)


def test_days_of_need_are_counted_for_every_level(golden):
    """Fifty-three food kits of 50,000 kcal and 51 water kits of 40 l went to the 219 people of province 1501."""
    rows = golden("coverage/map_need")
    assert level(rows, "province", "place_code", "geo_level") == [
        ("15", "department"),
        (None, "none"),
        ("0701", "province"),
        ("1501", "province"),
    ]
    (lima,) = [row for row in rows if row["place_code"] == "1501"]
    assert lima["days_food_per_person"] == pytest.approx(53 * 50_000 / 2_100 / 219)
    assert lima["days_water_per_person"] == pytest.approx(51 * 40 / 15 / 219)
    (whole,) = [r for r in rows if (r["map_level"], r["place_code"]) == ("department", "15")]
    assert whole["days_food_per_person"] == pytest.approx(61 * 50_000 / 2_100 / 247)
    places = {row["ubigeo"]: row for row in golden("need/by_place")}
    for row in rows:
        if row["map_level"] == "district":
            same = places[row["place_code"]]
            for column in ("days_food_per_person", "days_water_per_person", "rows_left_out"):
                assert same[column] == row[column], (row["place_code"], column)


def test_the_verified_share_leaves_out_what_is_not_finished(golden):
    rows = golden("coverage/map_verified")
    columns = ("place_code", "verified_rate", "rows_verified", "rows_settled")
    assert level(rows, "district", *columns) == [
        ("15", 0, 0, 1),
        ("070101", None, 0, 0),  # one row, ongoing
        ("150103", 0, 0, 3),
        ("150110", 4 / 5, 4, 5),
        (None, 0, 0, 1),
    ]
    assert level(rows, "province", *columns)[2:] == [("0701", None, 0, 0), ("1501", 0.5, 4, 8)]
    assert level(rows, "department", *columns)[:2] == [("07", None, 0, 0), ("15", 4 / 9, 4, 9)]


def test_the_family_served_twice_counts_once_in_each_area(golden):
    """k1 had a food kit from Alpha in 150103 and from Beta in 150110, three days later; k2 only one."""
    rows = golden("coverage/map_overlap")
    columns = ("place_code", "households_keyed", "households_overlap")
    assert level(rows, "district", *columns) == [
        ("15", 0, None),
        ("070101", 0, None),
        ("150103", 2, 1),
        ("150110", 1, 1),
        (None, 0, None),
    ]
    assert level(rows, "department", *columns)[1] == ("15", 2, 1)
    alpha = golden("coverage/map_overlap", "partner=Alpha")
    assert level(alpha, "province", *columns)[-1] == ("1501", 2, 1)
    assert [r["households_overlap"] for r in golden("coverage/map_overlap", "item=water_kit")] == [
        0 if row["households_keyed"] else None
        for row in golden("coverage/map_overlap", "item=water_kit")
    ]


TWICE = """delivered_on,partner,ubigeo,household_key,households,persons,item,quantity,unit
2020-04-01,Alpha,150101,k1,,4,Rice,1,kit
2020-04-16,Beta,150101,k1,,4,Rice,1,kit
2020-04-01,Alpha,150101,k2,,4,Rice,1,kit
2020-04-17,Beta,150101,k2,,4,Rice,1,kit
2020-04-01,Alpha,150101,k3,,4,Rice,1,kit
2020-04-02,Alpha,150101,k3,,4,Rice,1,kit
2020-04-02,Beta,150101,k3,,4,Soap,1,kit
2020-04-01,Alpha,150103,k4,,4,Rice,1,kit
,Beta,150103,k4,,4,Rice,1,kit
2020-04-03,Alpha,150110,,20,,Rice,20,kit
2020-04-03,Beta,150110,,20,,Rice,20,kit
"""


def test_overlap_needs_two_partners_one_item_and_fifteen_days(tmp_path):
    with world(tmp_path, name="Twice", country="PE", starts_on=DAY("2020-04-01")) as made:
        (tmp_path / "twice.csv").write_text(TWICE, encoding="utf-8")
        made.take(tmp_path / "twice.csv")
        rows = made.ask("coverage/map_overlap")
    assert level(rows, "district", "place_code", "households_keyed", "households_overlap") == [
        (
            "150101",
            3,
            1,
        ),  # k1 fifteen days later; k2 a day later; k3 has one partner for each item
        ("150103", 1, 0),  # k4's other row has no day
        ("150110", 0, None),  # nobody can be told apart
    ]


def test_every_day_has_what_was_reached_until_then(golden):
    columns = ("place_code", "day", "households_reached", "persons_reached", "coverage_rate")
    days = [
        ("150103", DAY("2020-04-09"), 1, 5, 1 / 20),  # k1, five people
        ("150103", DAY("2020-04-10"), 2, 9, 2 / 20),  # and k2, 3.5 assumed
        ("150110", DAY("2020-04-11"), 60, 210, 60 / 120),  # Parque 50 and Plaza 10
        ("150110", DAY("2020-04-12"), 61, 215, 61 / 120),  # and k1
        ("15", DAY("2020-04-19"), 8, 28, None),  # the week to the 19th, district unknown
        (None, DAY("2020-04-20"), 4, 12, None),
        ("070101", DAY("2020-04-21"), 6, 20, None),
    ]
    assert only(golden("coverage/map_district_days"), *columns) == days
    assert only(golden("coverage/map_province_days"), *columns)[:3] == [
        ("1501", DAY("2020-04-09"), 1, 5, 1 / 180),
        ("1501", DAY("2020-04-10"), 2, 9, 2 / 180),  # k1 is not new in the other district
        ("1501", DAY("2020-04-11"), 62, 219, 62 / 180),
    ]
    assert only(golden("coverage/map_department_days", "department=15"), *columns)[-1] == (
        "15",
        DAY("2020-04-19"),
        70,
        247,
        70 / 180,
    )


@settings
@given(operations(), st.lists(scopes, min_size=3, max_size=3))
def test_the_last_day_of_every_area_is_what_the_map_shows(facts, chosen):
    columns = {"households_reached", "persons_reached", "coverage_rate"}
    with operation_of(facts) as made:
        imported(made, *exports(made.operation.folder, facts))
        for scope in [{}, *chosen]:
            for name in ("department", "province", "district"):
                last = {}
                for row in ask(made, f"coverage/map_{name}_days", scope):
                    before = last.get((row["place_code"], row["geo_level"]))
                    assert before is None or before["day"] < (row["day"] or datetime.date.max)
                    last[row["place_code"], row["geo_level"]] = row
                now = ask(made, f"coverage/map_{name}s", scope)
                served = [row for row in now if row["deliveries"]]
                key = ("place_code", "geo_level")
                assert keyed(list(last.values()), *key, only=columns) == keyed(
                    served, *key, only=columns
                )
