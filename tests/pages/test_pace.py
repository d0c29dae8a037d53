"""The pace on the Overview: what it says on every kind of scope, in both languages, and what it draws."""

import csv
import re
from datetime import date, timedelta

import pytest

from reparto.language import use_language
from tests.worlds import world

FIRST = date(2020, 4, 6)


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("en")


def said(app) -> str:
    kinds = (app.subheader, app.markdown, app.caption)
    return " ".join(str(e.value) for kind in kinds for e in kind).replace("\\", "")


def figures(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def drawn(app) -> bool:
    return any("pace_ahead" in str(chart.proto.id) for chart in app.get("plotly_chart"))


@pytest.fixture
def own(tmp_path, open_page, monkeypatch):
    """Open the Overview of an operation of one's own: ``own(rows, households_targeted=400)``."""
    made = []

    def open_own(rows, ends_on="", targeted="", **query):
        stack = world(tmp_path / f"home{len(made)}", name="Own", country="PE", starts_on=FIRST)
        operation = stack.__enter__()
        made.append(stack)
        path = operation.operation.folder / "operation.toml"
        text = re.sub(r"(?m)^#?\s*(ends_on|households_targeted) =.*\n", "", path.read_text("utf-8"))
        path.write_text(ends_on + targeted + text, encoding="utf-8")
        export = tmp_path / f"rows{len(made)}.csv"
        with export.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, sorted({name for row in rows for name in row}))
            writer.writeheader()
            writer.writerows(rows)
        from reparto.operation import load_operation

        operation.operation = load_operation(operation.operation.folder)
        assert operation.take(export).succeeded
        monkeypatch.setenv("REPARTO_OPERATION", str(operation.operation.folder))
        monkeypatch.setenv("REPARTO_STORE", str(tmp_path / f"home{len(made) - 1}" / "store"))
        app = open_page("overview", lang="en", **query)
        assert not app.exception
        return app

    yield open_own
    for stack in made:
        stack.__exit__(None, None, None)


def row(number: int, day: int | None = None, households: int = 10, **more) -> dict:
    return {
        "delivery_id": f"D{number}",
        "delivered_on": "" if day is None else (FIRST + timedelta(days=day)).isoformat(),
        "partner": "Alfa",
        "ubigeo": "150103",
        "site": f"Local {number}",
        "households": households,
        "item": "food_kit",
        "quantity": households,
        "status": "delivered",
    } | more


STEADY = [row(n, n) for n in range(28)]


def test_the_demonstration_says_when_its_target_would_be_reached(open_page):
    app = open_page("overview", lang="en")
    assert not app.exception
    shown = figures(app)
    assert shown["Pace now"] == "90 a day"  # 632 new families in the seven days to 22 May
    assert shown["Pace needed"] == "12 a day"  # 110 missing, 9 days
    assert shown["Target reached around"] == "24 May 2020"
    text = said(app)
    assert "the 5,000 families would be reached around 24 May 2020" in text
    assert "in time for 31 May 2020" in text
    assert "110 families to go in 9 days, to 31 May 2020" in text
    assert drawn(app)


def test_looking_back_it_forgets_what_came_later(open_page):
    app = open_page("overview", lang="en", until="2020-05-01")
    assert "2,315 families to go in 30 days" in said(app)  # 5,000 less the 2,685 until then
    assert "still grow" not in said(app)


def test_a_chosen_end_ahead_is_the_deadline(open_page):
    app = open_page("overview", lang="en", until="2020-05-27")
    assert "110 families to go in 5 days, to 27 May 2020" in said(app)


def test_a_filter_that_the_target_does_not_know_is_named(open_page):
    note = "this is how long these deliveries alone would take"
    assert note in said(open_page("overview", lang="en", item="food_kit"))
    assert note not in said(open_page("overview", lang="en", district="150132"))


def test_too_little_is_said_to_be_too_little(open_page):
    app = open_page("overview", lang="en", district="150106")
    assert "fewer than 30 families were reached for the first time" in said(app)
    assert figures(app)["Target reached around"] == "—"
    assert not drawn(app)


def test_a_target_above_the_reach_of_a_place_is_told_with_its_day(open_page):
    app = open_page("overview", lang="en", district="150135")
    assert "families was reached on" in said(app)
    assert figures(app)["Pace needed"] == "0 a day"


def test_a_method_that_counts_by_the_country_has_no_days_to_draw_from(own):
    targeted = "households_targeted = 900\n"
    app = own(STEADY, targeted=targeted, method="item_country")
    assert "by periods of more than a week" in said(app)
    assert not drawn(app)


def test_every_language_speaks(open_page):
    app = open_page("overview", lang="es")
    assert not app.exception
    assert len(app.metric) >= 7


def test_without_a_target_the_pace_is_still_told(own):
    app = own(STEADY)
    assert figures(app)["Pace now"] == "10 a day"
    assert figures(app)["Pace needed"] == "—"
    assert "these families have no target" in said(app)


def test_without_a_last_day_the_finish_is_foretold_and_nothing_is_needed(own):
    app = own(STEADY, targeted="households_targeted = 400\n")
    assert figures(app)["Pace needed"] == "—"
    assert "No last day is set" in said(app)
    # 120 families at 10 a day: twelve days after the last delivery on 3 May
    assert figures(app)["Target reached around"] == "15 May 2020"
    assert drawn(app)


def test_a_last_day_that_has_passed_is_said(own):
    app = own(STEADY, ends_on="ends_on = 2020-04-30\n", targeted="households_targeted = 400\n")
    assert "120 families are missing and 30 Apr 2020 has passed" in said(app)
    assert "too late for 30 April 2020" in said(app)


def test_an_operation_that_stopped_is_not_foretold(own):
    late = row(99, 27, reported_on=(FIRST + timedelta(days=50)).isoformat())
    app = own([*STEADY, late], targeted="households_targeted = 400\n")
    assert "nothing was delivered after 3 May 2020 while reports came in until 26 May 2020" in said(
        app
    )


def test_months_are_not_made_into_days(own):
    rows = [row(n, None, 100, period_start="2020-04-01", period_end="2020-04-30") for n in range(5)]
    app = own(rows, targeted="households_targeted = 900\n")
    assert "by periods of more than a week" in said(app)
    assert figures(app)["Pace now"] == "—"


def test_without_any_day_one_sentence_says_so(own):
    app = own([row(n) for n in range(5)], targeted="households_targeted = 900\n")
    assert "no delivery here has a usable date" in said(app)
    assert "Pace now" not in figures(app)
