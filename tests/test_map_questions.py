"""What the map asks: the golden operation counted by hand (tests/golden/README.md), and any small one counted twice."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import Oracle, gives_families, groups, known, rate
from tests.test_invariants import ask, exports, imported, keyed, operation_of, operations, scopes
from tests.test_invariants import slow as settings
from tests.worlds import golden_world

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
