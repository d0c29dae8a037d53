"""The Overview: its sentences, its charts, and the page over every kind of data."""

import json
import re
from datetime import date

import pandas as pd
import pytest

from reparto.charts.look import BELOW
from reparto.charts.overview import coverage_bars, reached_bars, reached_by_day
from reparto.operation import Operation
from reparto.wording import overview as words
from reparto.wording.beside import beside

HEADLINE = {
    "households_reached": 120,
    "households_reached_keyed": 100,
    "households_reached_unkeyed": 20,
    "households_targeted": 200,
    "coverage_rate": 0.6,
    "persons_reached": 420,
    "persons_measured": 350,
    "persons_assumed": 70,
    "persons_split": 0,
    "persons_low": 419,
    "persons_high": 424,
    "partners_active": 3,
    "districts_reached": 2,
}


def places(*rows) -> pd.DataFrame:
    table = pd.DataFrame(
        rows, columns=["code", "place", "households_reached", "households_targeted"]
    )
    table["households_targeted"] = table["households_targeted"].astype(float)
    table["coverage_rate"] = table["households_reached"] / table["households_targeted"]
    return table


def partners(*rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["partner", "days_silent", "expected_reporting"])
    return table.assign(days_silent=table["days_silent"].astype(float), deliveries=1)


def days(*rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["day", "households_reached_new"])
    table["households_reached_cumulative"] = table["households_reached_new"].cumsum()
    return table.assign(households_reached_new_period=0)


SOME_PLACES = places(
    ("150103", "Ate", 10, 100),
    ("150110", "Comas", 90, 100),
    ("150105", "Breña", 5, None),
    ("150132", "SJL", 130, 100),
)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "120 of 200 families reached (60%)."),
        (
            {"households_targeted": None, "coverage_rate": None},
            "120 families reached; no target is set.",
        ),
        (
            {"households_targeted": 100, "coverage_rate": 1.2},
            "120 families reached: 120% of the target of 100.",
        ),
        (
            {"households_reached": 1, "households_targeted": None},
            "1 family reached; no target is set.",
        ),
    ],
)
def test_the_headline_says_families_out_of_the_target(change, sentence):
    assert words.headline(HEADLINE | change) == sentence


def test_only_a_coverage_above_the_target_is_explained():
    assert words.above_target(HEADLINE) is None
    assert "families outside it" in words.above_target(HEADLINE | {"coverage_rate": 1.2})


def test_places_below_half_are_named_and_places_without_a_target_are_not():
    assert (
        words.behind(SOME_PLACES, "district")
        == "1 district is below half of its target: Ate (10%)."
    )
    assert (
        words.behind(SOME_PLACES.iloc[1:], "district") == "No district is below half of its target."
    )
    assert words.behind(SOME_PLACES.iloc[:1], "district") is None


def test_long_lists_of_names_say_how_many_more_there_are():
    assert words.some(list("abcd")) == "a, b, c and d"
    assert words.some(list("abcdef")) == "a, b, c and 3 more"


def test_silence_counts_those_who_agreed_to_report():
    silent = words.silent_partners(
        partners(("A", 20, "weekly"), ("B", 3, "weekly"), ("C", 40, None), ("D", None, "weekly"))
    )

    assert words.silence(silent) == (
        "1 partner has been silent for two weeks or more: A (20 days). "
        "1 partner that was to report has never done so: D."
    )


def test_silence_counts_everybody_where_nobody_agreed_to_report():
    silent = words.silent_partners(partners(("A", 20, None), ("B", 3, None)))

    assert words.silence(silent) == "1 partner has been silent for two weeks or more: A (20 days)."


def test_nobody_is_called_silent_without_dates():
    assert words.silence(words.silent_partners(partners(("A", None, None)))) is None


def test_silence_leaves_partners_out_who_are_not_in_view():
    in_view = partners(("B", 3, "weekly"))

    silent = words.silent_partners(partners(("A", 20, "weekly"), ("B", 3, "weekly")), in_view)

    assert "within the last two weeks" in words.silence(silent)


def test_the_pace_compares_the_last_seven_days_with_the_seven_before():
    table = days((date(2020, 4, 1), 5), (date(2020, 4, 8), 10), (date(2020, 4, 15), 4), (None, 7))

    assert words.pace(table) == (
        "In the seven days to 15 April 2020, 4 families were reached for the first time, "
        "6 fewer than in the seven days before."
    )
    assert (
        words.undated(table)
        == "7 families without a usable date are in the total, not on the line."
    )
    assert words.pace(days((None, 7))) is None


def test_people_are_shown_with_the_interval_of_the_household_size():
    assert words.people(HEADLINE) == "70 of them assumed: 419 to 424 in all"
    assert words.people(HEADLINE | {"persons_assumed": 0}) == "None of them assumed"
    estimated = HEADLINE | {"persons_assumed": 0, "persons_split": 1204}
    assert words.people(estimated) == "1,204 of them estimated by shares"


def test_what_stands_beside_the_headline_leaves_out_what_is_nothing():
    nothing = dict.fromkeys(
        [
            "households_ongoing",
            "rows_planned",
            "rows_stopped",
            "rows_unknown_status",
            "rows_ongoing_not_counted",
            "rows_without_households",
            "rows_not_located",
            "rows_above_district",
            "rows_without_day",
        ],
        0,
    )

    assert beside(nothing) == []
    assert beside(nothing | {"rows_planned": 1}, 2) == [
        (1, "row is planned or on its way: not counted"),
        (2, "rows of all files are held back by a check"),
    ]


def test_the_line_leaves_out_families_without_a_day_and_counts_days(tmp_path):
    operation = Operation(folder=tmp_path, name={"en": "x"}, day_one=date(2020, 3, 16))

    figure = reached_by_day(
        days((date(2020, 4, 9), 5), (date(2020, 4, 10), 3), (None, 7)), 20, operation
    )

    assert list(figure.data[0].y) == [5, 8]
    assert figure.layout.xaxis.ticktext == ("10 Apr<br>day 26",)
    assert figure.layout.yaxis.range[1] > 20
    assert [note.text for note in figure.layout.annotations][-1] == "Target 20"


def test_bars_are_told_apart_by_code_and_the_furthest_behind_stands_out():
    twins = places(("1", "Piura", 1, 10), ("2", "Piura", 9, 10))

    figure = coverage_bars(words.with_targets(twins))

    assert list(figure.data[0].y) == ["2", "1"]
    assert list(figure.layout.yaxis.ticktext) == ["Piura", "Piura"]
    assert figure.data[0].marker.color[-1] == BELOW


def test_names_are_no_markup_in_charts():
    figure = reached_bars(places(("1", "<b>Ate</b>", 4, None)))

    assert figure.layout.yaxis.ticktext == ("&lt;b&gt;Ate&lt;/b&gt;",)


def written(app) -> str:
    kinds = [app.header, app.subheader, app.markdown, app.caption]
    return " ".join(element.value for kind in kinds for element in kind).replace("\\", "")


def chart_of(app, key: str):
    """The chart of this key, as it is sent to the browser."""
    (found,) = [chart.proto for chart in app.get("plotly_chart") if key in chart.proto.id]
    return found


def test_the_page_tells_the_whole_story(open_app):
    app = open_app()

    assert not app.exception and not app.error
    assert "4,890 of 5,000 families reached (98%)." in written(app)
    assert "3 districts are below half of their targets: Carabayllo (26%)" in written(app)
    assert "3 partners have been silent for two weeks or more" in written(app)
    assert [metric.value for metric in app.metric][:4] == ["4,890", "98%", "17,129", "38"]
    charts = app.get("plotly_chart")
    assert charts and all(chart.proto.alt for chart in charts)
    assert json.loads(chart_of(app, "reached_by_day").spec)["data"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"district": "150105"},
        {"district": "150106", "lang": "es"},
        {"department": "23"},
        {"item": "hygiene_kit", "until": "2020-04-10"},
        {"since": "2020-05-22"},
        {"partner": "Serenazgo"},
        {"population_group": "host community"},
        {"status": "delivered"},
    ],
)
def test_the_page_makes_sense_of_every_narrow_look(open_app, parameters):
    app = open_app(**parameters)

    assert not app.exception and not app.error
    assert len(app.header) == 1
    assert not re.search(r"\b(nan|None(?! of them)|NaT)\b", written(app))


def test_all_places_are_shown_on_request(open_app):
    app = open_app()
    app.toggle(key="all_places").set_value(True).run()

    bars = json.loads(chart_of(app, "place_by_place").spec)["data"][0]

    assert len(bars["y"]) == 37


def test_a_look_with_nothing_in_it_offers_the_way_back(open_app):
    app = open_app(status="planned")

    assert [note.value for note in app.info] == [r"No delivery matches these filters\."]
    app.button(key="clear_filters_of_nothing").click().run()
    assert "4,890 of 5,000" in written(app)


def test_an_operation_of_departments_without_targets_and_dates(open_app, monkeypatch, tmp_path):
    from reparto.importing import import_files
    from reparto.operations import create_operation

    folder, file = tmp_path / "huaicos", tmp_path / "entregas.csv"
    operation = create_operation(folder, name="Huaicos", country="PE", starts_on=date(2023, 3, 1))
    file.write_text(
        "delivered_on,partner,department,item,households,quantity,status\n"
        ",Cruz *Roja*,Piura,Food kit,120,120,delivered\n"
        ",Vecinos,Tumbes,Food kit,60,60,delivered\n"
    )
    monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("REPARTO_OPERATION", str(folder))
    import_files(operation, [file])

    app = open_app()

    assert not app.exception and not app.error
    assert "180 families reached; no target is set." in written(app)
    assert "no line to draw" in written(app)
    assert "Most families were reached in Piura: 120 families." in written(app)
    assert "nobody can be called silent" in written(app)
    assert "Invented" not in written(app)
