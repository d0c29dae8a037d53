"""A click on a mark of a chart, or on a cell of a table, opens the passport of exactly that figure, once."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from reparto.language import use_language
from reparto.methods import METHODS
from reparto.operation import load_operation
from reparto.operations import DEMONSTRATION
from reparto.questions import Question, ask, read_question
from reparto.scope import EVERYTHING, Scope
from reparto.snapshots import open_current
from reparto.ui.asked import Asked
from reparto.ui.clicks import Click
from reparto.ui.matching import asked_by_mark, asked_by_row, figure_of, row_of_mark, rows_of_answer
from reparto.wording.passport import written


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.fixture
def answered(store, monkeypatch):
    """Answers to questions over the demonstration."""
    monkeypatch.setenv("REPARTO_STORE", str(store))
    from reparto.importing import store_of

    snapshot = open_current(store_of(load_operation(DEMONSTRATION)))
    yield lambda name, scope=EVERYTHING: ask(snapshot, name, scope)
    snapshot.close()


def click(app, key: str, **where):
    """Click as a browser tells it: a point of a chart, or a row and a column of a table."""
    app.session_state["clicked"] = (key, Click(**where))
    return app.run()


def told(app) -> str:
    """The sentence of the passport that is open; empty where there is none."""
    found = [e.value for e in app.header if "It rests on" in e.value or "Se basa en" in e.value]
    return " ".join(found).replace("\\", "")


def texts(app) -> str:
    kinds = (app.markdown, app.caption)
    return "\n".join(one.value for kind in kinds for one in kind).replace("\\", "")


def button_words(app) -> str:
    """How many rows the passport shows behind its figure."""
    (parts,) = [one for one in app.get("button_group") if "passport_part" in str(one.key)]
    return " ".join(option.content for option in parts.proto.options)


def test_a_bar_opens_its_districts_figure(open_page, answered):
    rows = answered("coverage/by_district")
    here = rows[rows["ubigeo"] == "150132"].iloc[0]
    app = open_page("overview", lang="en")
    assert told(app) == ""

    app = click(app, "place_by_place", point={"x": here["coverage_rate"], "y": "150132"})

    assert not app.exception
    deliveries = answered("overview/headline", Scope(district=("150132",))).iloc[0]["deliveries"]
    rate = written(column("coverage/by_district", "coverage_rate"), here["coverage_rate"])
    assert told(app).startswith(f"Coverage: {rate}. It rests on {deliveries:,} delivery rows and ")
    assert "District: San Juan de Lurigancho" in texts(app)
    assert f"Rows behind it ({deliveries:,})" in button_words(app)


def column(question: str, name: str):
    return next(one for one in read_question(question).columns if one.name == name)


def test_a_day_of_the_line_opens_that_day(open_page, answered):
    days = answered("coverage/by_day")
    day = days[days["day"] == date(2020, 4, 20)].iloc[0]
    reached = int(day["households_reached_cumulative"])
    app = open_page("overview", lang="en")

    app = click(app, "reached_by_day", point={"x": "2020-04-20", "y": reached})

    assert told(app).startswith(f"Families reached until this day: {reached:,}. It rests on ")
    assert "From: 20 April 2020" in texts(app)
    assert "Until: 20 April 2020" in texts(app)


def test_a_closed_passport_stays_closed(open_page):
    app = open_page("overview", lang="en")
    app = click(app, "place_by_place", point={"x": 0.5, "y": "150132"})
    assert told(app)
    assert "clicked" not in app.session_state

    assert told(app.run()) == ""
    (partners,) = [one for one in app.multiselect if one.label == "Partner"]
    assert told(partners.set_value(partners.options[:1]).run()) == ""


def test_a_mark_answers_to_a_second_click_on_it(open_page):
    app = open_page("overview", lang="en")
    first = told(click(app, "place_by_place", point={"x": 0.5, "y": "150132"}))

    assert told(click(app, "place_by_place", point={"x": 0.5, "y": "150132"})) == first != ""


def test_a_cell_of_a_table_opens_its_column_of_its_row(open_page, answered):
    app = open_page("partners", lang="en")
    (table,) = [t for t in app.dataframe if t.key == "partner_table"]
    position = 4
    name = table.value.iloc[position]["partner"]
    partners = answered("partners/progress").set_index("partner")

    app = click(app, "partner_table", row=position, column="deliveries")
    deliveries = partners.loc[name, "deliveries"]
    assert f": {deliveries:,}. It rests on {deliveries:,} delivery row" in told(app)
    assert f"Partner: {name}" in texts(app)

    # A cell that only names the row asks for its first figure.
    app = click(app, "partner_table", row=position, column="mark")
    reached = partners.loc[name, "households_reached"]
    assert told(app).startswith(f"Families reached: {reached:,}. ")


def test_the_numbers_of_a_chart_answer_to_a_click_too(open_page, answered):
    days = answered("coverage/by_day")
    app = open_page("overview", lang="en")

    app = click(app, "reached_by_day_table", row=3, column="households_reached_new")

    assert f": {days.iloc[3]['households_reached_new']:,}. It rests on" in told(app)


def test_names_in_another_language_still_tell_their_row(open_page, answered):
    use_language("es")
    app = open_page("districts", lang="es", district_story="150132")
    (items,) = [t for t in app.dataframe if t.key == "district_items"]
    rows = answered("coverage/district_items", Scope(district=("150132",)))
    assert not set(items.value["item"]) & set(rows["item"])
    position = 1

    app = click(app, "district_items", row=position, column="quantity")

    shown = items.value.iloc[position]
    assert told(app).startswith("Cantidad")
    assert f": {shown['quantity']:,.0f}" in told(app)
    assert f"Artículo: {shown['item']}" in texts(app)


def test_a_method_that_is_compared_opens_its_own_count(open_page, answered):
    app = open_page("overview", lang="en")
    every_row = answered("overview/headline", Scope(method="every_row")).iloc[0]

    app = click(
        app,
        "methods_compared",
        point={"x": int(every_row["households_reached"]), "y": METHODS["every_row"].named()},
    )

    assert told(app).startswith(f"Families reached: {every_row['households_reached']:,}. ")
    assert f"{METHODS['every_row'].named()}: " in texts(app)


def test_a_part_of_a_whole_opens_its_figure(open_page, answered):
    summary = answered("need/summary").iloc[0]
    app = open_page("coverage", lang="en")

    app = click(app, "need_parts", point={"x": 1, "y": "Food only"})

    food = int(summary["households_food_only"])
    assert f": {food:,}. It rests on" in told(app)


def test_a_partner_of_many_reports_narrows_the_answer_to_its_own(open_page, answered):
    partner = answered("partners/progress").query("expected_reporting.notna()").iloc[0]["partner"]
    app = open_page("partners", lang="en")

    app = click(
        app, "partner_silence", point={"x": 1, "y": 2, "customdata": f"<b>{partner}</b><br>x"}
    )

    assert f"Partner: {partner}" in texts(app)


CLICKABLE = {
    "overview": {"silent_partners", "reached_by_day_table", "place_by_place_table"},
    "coverage": {"need_rates_table", "need_days_table", "need_items", "equity_worst"},
    "districts": {"districts_table"},
    "partners": {"partner_table", "partner_places", "partner_items", "partner_presence_table"},
    "impact": {"donor_totals", "donor_places", "donor_partners"},
    "data": {"batches"},
}
LISTS_OF_ROWS = {"held_back", "skipped", "findings", "replaced", "journal", "corrections_log"}


@pytest.mark.parametrize(
    "page", ["overview", "coverage", "districts", "partners", "impact", "data"]
)
def test_what_has_a_passport_answers_to_clicks_and_lists_of_rows_do_not(open_page, page):
    app = open_page(page, lang="en")
    passports = {str(b.key).removeprefix("passport_") for b in app.button}
    for table in app.dataframe:
        # What cannot be clicked is no widget, and has no key.
        if list(table.proto.selection_mode) and table.key != "districts_table":
            assert {table.key, table.key.removesuffix("_table")} & passports
            assert table.key not in LISTS_OF_ROWS
    clickable = {str(t.key) for t in app.dataframe if list(t.proto.selection_mode)}
    assert CLICKABLE[page] <= clickable
    for chart in app.get("plotly_chart"):
        figure = json.loads(chart.proto.spec)
        if not list(chart.proto.selection_mode):
            continue
        # A skipped trace of marks would have no clicks.
        for trace in figure["data"]:
            if trace["type"] == "bar" or "markers" in trace.get("mode", ""):
                assert trace.get("hoverinfo") != "skip"


SHOWN = pd.DataFrame(
    {
        "place": ["Miraflores", "Miraflores", "<b>Beta</b>"],
        "code": ["150122", "040110", "150110"],
        "reached": [30, 1200, 7],
    }
)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ({"x": 0.2, "y": "040110"}, 1),
        ({"x": 0.2, "y": 7, "customdata": ["&lt;b&gt;Beta&lt;/b&gt;", "7"]}, 2),
        ({"x": 0.2, "y": 0, "customdata": ["Miraflores", "1,200"]}, 1),
        ({"x": 0.2, "y": 0, "customdata": ["Miraflores", "9"]}, None),
        ({"x": 30, "y": 1200}, None),
        ({"x": 0.2, "customdata": "<b>Miraflores</b><br>30 families"}, None),
    ],
)
def test_a_mark_is_told_by_its_names_and_figures(point, expected):
    assert row_of_mark(SHOWN, point) == expected


ANSWER = pd.DataFrame(
    {
        "item": ["food_kit", "water_kit", None, "food_kit"],
        "unit": ["kit", "kit", "kit", "bag"],
        "quantity": [5.0, 5.0, 5.0, 2.0],
    }
)


def test_a_shown_row_is_found_though_its_names_are_translated_and_it_was_sorted():
    shown = ANSWER.assign(item=["Kit de alimentos", "Kit de agua", "?", "Kit de alimentos"])
    shown = shown.sort_values("quantity")

    assert [rows_of_answer(ANSWER, shown, place) for place in range(4)] == [[3], [0], [1], [2]]


def test_a_row_of_a_table_put_together_is_found_by_its_name_and_figures():
    shown = pd.DataFrame({"name": ["water_kit", "oil"], "quantity": [5.0, 9.0]}, index=[7, 8])

    assert rows_of_answer(ANSWER, shown, 0) == [1]
    assert rows_of_answer(ANSWER, shown, 1) == []


def test_a_row_of_several_of_the_answer_is_what_they_share():
    question = read_question("reports/received")
    answer = pd.DataFrame(
        {"partner": ["Alpha", "Alpha", "Beta"], "first_day": [date(2020, 4, n) for n in (1, 8, 1)]}
    )
    shown = pd.DataFrame({"partner": ["Alpha"], "received": [2]}, index=[2])

    asked = asked_by_row(Asked("reports/received", Scope()), question, answer, shown, 0, None, "a")
    assert asked == Asked("reports/received", Scope(partner=("Alpha",)))


def test_what_cannot_be_told_is_the_whole_answer():
    question = read_question("items/delivered")
    asked = Asked("items/delivered", Scope())

    assert asked_by_mark(asked, question, ANSWER, None, {"x": 3, "y": "oil"}, "any") == asked
    named = asked_by_mark(asked, question, ANSWER, None, {"x": 5.0, "y": "water_kit"}, "any")
    assert (
        named == replace(asked, column="quantity", row=named.row)
        and ("item", "water_kit") in named.row
    )


def test_a_column_that_names_stands_for_the_first_figure():
    question: Question = read_question("coverage/by_district")

    assert figure_of(question, "district") == "households_reached"
    assert figure_of(question, "persons_reached") == "persons_reached"
    assert figure_of(question, None) == "households_reached"


@pytest.mark.parametrize(
    ("figure", "question"),
    [("days_food_per_person", "coverage/map_need"), ("households_reached", "coverage/map_departments")],
)  # fmt: skip
def test_a_cell_of_the_maps_table_opens_its_own_figure(open_page, answered, figure, question):
    found = answered(question)
    if "map_level" in found:
        found = found[found["map_level"] == "department"]
    here = found[found["place_code"] == "20"].iloc[0]
    app = open_page("map", lang="en", measure="food")
    (table,) = [one.value for one in app.dataframe if "households_gap" in one.value]
    at = list(table["place"]).index("Piura")

    app = click(app, "map_table", row=at, column=figure)

    assert not app.exception
    assert written(column(question, figure), here[figure]) in told(app)
