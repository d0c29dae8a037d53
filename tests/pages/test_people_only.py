"""Exports that count people and no families: pages compare and count people, and names that are missing are said to be."""

import json

import pandas as pd
import pytest

from reparto.charts.counting import methods_compared
from reparto.importing import import_sources
from reparto.methods import METHODS

HEADER = "delivered_on,partner,ubigeo,item,persons,quantity\n"
ROWS = HEADER + (
    "2020-04-10,Alfa,150101,Kit,100,5\n"
    "2020-04-10,Alfa,150101,Soap,60,7\n"
    "2020-04-11,Alfa,150103,,40,9\n"
)


@pytest.fixture
def people(lima):
    assert import_sources(lima, [("people.csv", ROWS.encode)]).succeeded
    return lima


def said(app) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.caption)).replace("\\", "")


def chart(app, alt: str) -> dict:
    (found,) = (one for one in app.get("plotly_chart") if alt in one.proto.alt)
    return json.loads(found.proto.spec)


def test_the_counting_methods_are_compared_by_people_where_no_row_gives_families(open_page, people):
    app = open_page("overview")

    assert not app.exception
    # Every row: 100 + 60 + 40. Of each event its largest item: 100 + 40. Of all, the largest item: 100.
    assert "The same rows give between 100 and 200 people, by the counting method." in said(app)
    drawn = chart(app, "People reached by counting method: from 100 to 200.")
    (dots,) = (trace for trace in drawn["data"] if trace["type"] == "scatter")
    of = dict(zip(dots["y"], dots["x"], strict=True))
    assert of[METHODS["every_row"].label] == 200
    assert of[f"<b>{METHODS['event'].label}</b>"] == 140


def test_few_families_are_numbered_one_by_one_and_no_mark_is_written_twice(open_page, lima):
    rows = "delivered_on,partner,ubigeo,item,households\n2020-04-10,Alfa,150101,Kit,2\n"
    assert import_sources(lima, [("few.csv", rows.encode)]).succeeded
    app = open_page("overview")

    assert not app.exception
    drawn = chart(app, "Families reached by counting method")
    assert drawn["layout"]["xaxis"]["dtick"] == 1


def test_by_default_families_are_drawn():
    table = pd.DataFrame(
        {
            "label": ["A", "B"], "why": [None, None], "is_chosen": [True, False], "sentence": ["", ""],
            "households_reached": [50, 70], "persons_reached": [1, 2],
        }
    )  # fmt: skip
    (dots,) = methods_compared(table).data
    assert list(dots.x) == [50, 70]


def test_places_where_people_were_reached_are_reached(open_page, people):
    card = {metric.label: metric.value for metric in open_page("overview").metric}

    assert card["Districts reached"] == "2"


def test_what_was_handed_out_without_a_name_is_said_so(open_page, people):
    (told,) = (one.value for one in open_page("overview").markdown if "Handed out" in one.value)

    assert "no item named **9**" in told
    assert "nan" not in told


def headers(app) -> list[str]:
    return [one.value.replace("\\", "") for one in app.header]


def test_the_overview_tells_people_and_leaves_families_unknown(open_page, people):
    app = open_page("overview")

    assert headers(app)[0] == "140 people reached; no row says how many families."
    (card,) = [card for card in app.metric if card.label == "Families reached"]
    assert card.value == "—"
    assert "No row gives a number of families" in said(app)
    assert "Until 11 April 2020, 140 people were reached." in said(app)
    line = chart(app, "Until 11 April 2020, 140 people were reached.")
    assert [told for _day, told in line["data"][0]["customdata"]] == ["100", "140"]
    assert "Most people were reached in Lima: 100 people." in said(app)
    bars = chart(app, "Most people were reached in Lima: 100 people.")
    assert [told.strip() for told in bars["data"][0]["text"]] == ["40", "100"]


def test_the_map_opens_on_people_and_says_that_families_are_unknown(open_page, people):
    app = open_page("map", department=["15", "07"])
    assert "People were reached in 2 districts, most of them in Lima: 100." in said(app)

    app = open_page("map", department=["15", "07"], measure="reached")
    assert "No row here says how many were reached: choose another measure." in said(app)


def test_districts_leave_out_families_that_no_row_gives(open_page, people):
    app = open_page("districts")
    table = next(t.value for t in app.dataframe if "persons_reached" in t.value)
    assert "households_reached" not in table
    assert sorted(table["persons_reached"]) == [40, 100]


def test_rows_with_neither_families_nor_people_say_so(open_page, lima):
    rows = "delivered_on,partner,ubigeo,item,quantity\n2020-04-10,Alfa,150101,Kit,5\n"
    assert import_sources(lima, [("kits.csv", rows.encode)]).succeeded
    app = open_page("overview")

    assert not app.exception
    assert headers(app)[0] == (
        "1 delivered row says neither how many families nor how many people it reached."
    )
    assert "No row gives families or people, so there is no line to draw." in said(app)
    assert "No row gives a number of people" in said(app)
    app = open_page("map", department=["15"])
    assert not app.exception
    assert "No row here says how many were reached: choose another measure." in said(app)
