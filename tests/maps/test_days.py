"""The days of a map: values counted by hand on the golden operation, one scale, and who came first."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from reparto.charts.map_days import payload
from reparto.language import use_language
from reparto.maps.atlas import OUTLINES, RANKING, Sheet
from reparto.maps.days import MOST_STEPS, map_days, steps_between
from reparto.maps.measures import MEASURES
from reparto.maps.palette import LIGHT
from reparto.operation import Operation
from reparto.questions import ask
from reparto.scope import EVERYTHING, Scope
from reparto.wording import map_days as wording
from tests.worlds import golden_world, world

DAY = date.fromisoformat
NAMES = {"150103": "Ate", "150110": "Comas", "150106": "Carabayllo", "070101": "Callao"}
SQUARE = [[[[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]]]


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with golden_world(tmp_path_factory.mktemp("golden")) as made:
        yield made


def days_of(made, measure="coverage", scope=EVERYTHING, names=NAMES, **chosen):
    return map_days(
        ask(made.snapshot, "coverage/map_districts", scope),
        ask(made.snapshot, "coverage/map_district_days", scope),
        MEASURES[measure],
        LIGHT,
        names,
        **chosen,
    )


def course(days, code) -> list[tuple[str, str, str]]:
    """Each change of an area: its day, its value and its class."""
    (area,) = [one for one in (*days.drawn, *days.beside) if one.code == code]
    return [
        (days.steps[change.step].isoformat()[5:], change.written, change.shade.label)
        for change in area.changes
    ]


def test_each_day_shows_what_was_covered_until_then(golden):
    days = days_of(golden)

    assert days.steps == tuple(DAY("2020-04-09") + timedelta(days=step) for step in range(13))
    assert course(days, "150103") == [
        ("04-09", "5%", "below 50%"),  # k1 of 20 on the first day
        ("04-10", "10%", "below 50%"),
    ]
    assert course(days, "150110") == [
        ("04-09", "0%", "0%: a target, and nobody reached"),
        ("04-11", "50%", "50% to 79%"),  # 60 of 120
        ("04-12", "51%", "50% to 79%"),  # 61 of 120
    ]
    assert course(days, "150106") == [("04-09", "0%", "0%: a target, and nobody reached")]
    assert course(days, "070101") == [
        ("04-09", "—", "No deliveries and no target"),
        ("04-21", "—", "No target is set"),
    ]
    assert course(days, "15")[-1][0] == "04-19"  # the week of the department stands on its last day
    assert course(days, None) == [
        ("04-09", "—", "No deliveries and no target"),
        ("04-20", "—", "No target is set"),
    ]


def test_families_and_people_add_up_over_the_days(golden):
    assert [written for _day, written, _class in course(days_of(golden, "reached"), "150110")] == [
        "0",
        "60",
        "61",
    ]
    people = course(days_of(golden, "people"), "150110")
    assert [written for _day, written, _class in people] == ["0", "210", "215"]


def test_places_are_numbered_by_their_first_delivery(golden):
    days = days_of(golden)

    assert [(area.order, area.name, area.first) for area in days.in_order] == [
        (1, "Ate", DAY("2020-04-09")),
        (2, "Comas", DAY("2020-04-11")),
        (3, "Callao", DAY("2020-04-21")),
    ]
    assert [area.order for area in days.drawn if area.name == "Carabayllo"] == [None]
    assert (
        wording.first_deliveries(days, golden.operation)
        == "The first deliveries went to Ate on 9 April 2020. Of 3 places with deliveries, Callao came last, on 21 "
        "April 2020."
    )


def test_places_that_began_on_one_day_share_a_number(tmp_path):
    rows = ["2020-04-01,150101", "2020-04-01,150103", "2020-04-05,150110"]
    with made_of(tmp_path, rows) as made:
        days = days_of(made, "reached", names={"150101": "Lima", **NAMES})
    assert [(area.order, area.name) for area in days.in_order] == [
        (1, "Ate"),
        (1, "Lima"),
        (3, "Comas"),
    ]


def test_the_classes_are_those_of_the_last_day_on_every_day(golden):
    days = days_of(golden, "reached")
    last = [area.changes[-1] for area in (*days.drawn, *days.beside)]
    on_the_map_now = {61, 2, 6, 8, 4}

    assert {change.row["households_reached"] for change in last if change.row} - {
        0
    } == on_the_map_now
    lowest = days.scale.limits[0]
    for area in (*days.drawn, *days.beside):
        for change in area.changes:
            if change.shade.key.startswith("class"):
                value = change.row["households_reached"]
                above = [limit for limit in days.scale.limits if limit <= value]
                assert change.shade == days.scale.classes[len(above) - 1]
                assert value >= lowest
    assert len({line.key for line in days.classes}) == len(days.classes)
    for step in range(len(days.steps)):
        assert sum(count for _line, count in days.counts_at(step)) == len(NAMES)


def test_the_alternative_text_tells_the_first_the_middle_and_the_last_day(golden):
    days = days_of(golden)
    by_day = ask(golden.snapshot, "coverage/by_day", EVERYTHING)

    reached = wording.totals(days, by_day)
    said = wording.alternative(days, golden.operation, reached)

    assert reached[0] == "1 family reached until here"
    assert reached[-1] == "80 families reached until here"
    assert "On 9 April 2020: 1 family reached until here; below 50%: 1; 50% to 79%: 0" in said
    assert "On 15 April 2020: 62 families reached until here" in said
    assert "On 21 April 2020: 80 families" in said


def made_of(home, rows: list[str]):
    """An operation of these rows: day and district, five families each."""
    made = world(home, name="Days", country="PE", starts_on=DAY("2020-04-01"))

    class Opened:
        def __enter__(self):
            opened = made.__enter__()
            text = ["delivered_on,ubigeo,partner,households,item,quantity,unit"]
            text += [f"{row},Alpha,5,Rice,{5 + at},kit" for at, row in enumerate(rows)]
            (home / "rows.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
            assert opened.take(home / "rows.csv").succeeded
            return opened

        def __exit__(self, *error):
            made.__exit__(*error)

    return Opened()


def test_without_a_day_there_is_nothing_to_play(tmp_path):
    with made_of(tmp_path, [",150101", ",150103"]) as made:
        assert days_of(made) is None
    assert wording.no_days().startswith("No delivery here has a day")


def test_one_day_is_said_to_be_the_only_one(tmp_path):
    with made_of(tmp_path, ["2020-04-03,150101", ",150103"]) as made:
        days = days_of(made, "reached", names={"150101": "Lima", "150103": "Ate"})
        said = wording.one_day(days, made.operation)
    assert days.steps == (DAY("2020-04-03"),)
    assert said.startswith("Every delivery here that has a day was on 3 April 2020")
    assert course(days, "150103") == [("04-03", "—", "Deliveries, no day known")]


def test_an_empty_answer_has_no_days(golden):
    assert days_of(golden, scope=Scope(partner=("Nobody",))) is None


@pytest.mark.parametrize(
    ("last", "length"),
    [("2020-04-01", 1), ("2020-10-05", 1), ("2020-10-20", 7), ("2029-01-01", 28)],
)
def test_steps_end_with_the_last_day_and_stay_few(last, length):
    first, end = DAY("2020-04-01"), DAY(last)

    steps = steps_between(first, end)

    assert steps[-1] == end
    assert first <= steps[0] < first + timedelta(days=length)
    assert len(steps) <= MOST_STEPS
    assert {(b - a).days for a, b in pairwise(steps)} <= {length}


def test_a_week_s_step_holds_all_its_days():
    table = pd.DataFrame([figures("150101", 9) | {"name": "Lima", "deliveries": 3}])
    table["households_targeted"] = None
    days = [
        figures("150101", reached) | {"day": DAY("2020-01-01") + timedelta(days=day)}
        for day, reached in ((0, 2), (3, 5), (363, 9))
    ]
    found = map_days(table, pd.DataFrame(days), MEASURES["reached"], LIGHT, {"150101": "Lima"})

    assert found.days_in_a_step == 7
    assert [(c.step, c.written) for c in found.drawn[0].changes] == [(0, "5"), (51, "9")]
    assert "7 days" in wording.steps(found)
    assert "from 1 January 2020 to" in wording.title(found, Operation(Path(), {}))


def figures(code, reached):
    return {
        "place_code": code,
        "geo_level": "district",
        "households_reached": reached,
        "persons_reached": reached,
        "coverage_rate": None,
        "is_households_known": True,
        "is_persons_known": True,
    }


def test_what_is_sent_has_each_shape_once_and_only_changes(golden):
    days = days_of(golden, chosen=("150103",))
    sheet = Sheet("department", OUTLINES, "district", NAMES, dict.fromkeys(NAMES, SQUARE))

    sent = payload(sheet, days, LIGHT, {})

    assert [area["name"] for area in sent["areas"]][-1] == "Ate"  # the chosen one lies on top
    comas = next(area for area in sent["areas"] if area["name"] == "Comas")
    assert [change[:3] for change in comas["changes"]] == [
        [0, 6, "0%"],
        [2, 1, "50%"],
        [3, 1, "51%"],
    ]
    assert (comas["order"], comas["begins"], comas["first"]) == (2, 2, "11 April 2020")
    assert comas["path"].count("M") == 1 and comas["path"].endswith("z")
    assert [line["label"] for line in sent["classes"]][6] == "0%: a target, and nobody reached"
    beside = {area["name"]: area["changes"][-1][3:] for area in sent["beside"]}
    assert beside == {
        "Lima, district unknown": ["8 families", 1.0],
        "Not located": ["4 families", 0.5],
    }


def test_places_that_cannot_be_drawn_have_bars_the_most_first(golden):
    days = days_of(golden, "people")

    sent = payload(Sheet("country", RANKING, "district", NAMES), days, LIGHT, {})

    assert [(row["name"], row["changes"][-1][3]) for row in sent["listed"]] == [
        ("Comas", "215"),
        ("Callao", "20"),
        ("Ate", "9"),
        ("Carabayllo", "0"),
    ]
    assert [row["changes"][-1][4] for row in sent["listed"]] == [
        1.0,
        round(20 / 215, 3),
        round(9 / 215, 3),
        0.0,
    ]
    assert len(sent["areas"]) == 4  # the legend counts them
