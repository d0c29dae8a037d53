"""The days of the map through the front door: what is sent to be played, its words, its table, and when nothing is."""

import json
from datetime import date

import pytest

from reparto.importing import import_sources
from tests import sample_recount as recount


def words(page) -> str:
    shown = [*page.markdown, *page.caption, *page.info, *page.subheader]
    return " ".join(element.value for element in shown).replace("\\", "")


def played(page) -> dict:
    (found,) = page.get("bidi_component")
    return json.loads(found.proto.json)


def last_of(area: dict) -> str:
    return area["changes"][-1][2]


def test_the_last_day_shows_what_the_map_shows_now(app):
    page = app("map", look="days", measure="reached")

    assert not page.exception
    sent = played(page)
    reached = recount.households_reached("department")
    names = {row["ubigeo"][:2]: row["department"] for row in recount.districts().values()}
    shown = {area["name"]: last_of(area) for area in sent["areas"] if area.get("order")}
    assert shown == {names[code]: f"{count:,}" for code, count in reached.items() if code}
    assert {area["name"]: last_of(area) for area in sent["beside"]} == {
        "Not located": f"{reached[None]:,}"
    }
    assert sent["steps"][0] == "9 April 2020 (day 25)"
    assert sent["steps"][-1] == "22 May 2020 (day 68)"
    assert len(sent["steps"]) == 44
    assert sent["reached"][-1] == f"{sum(reached.values()):,} families reached until here"


def test_the_words_tell_the_days_and_the_alternative_text_has_numbers(app):
    page = app("map", look="days")

    said = words(page)
    assert "Coverage, day by day, from 9 April 2020 (day 25) to 22 May 2020 (day 68)" in said
    assert "Day 1 is 16 March 2020, the first day of isolation." in said
    assert "Arequipa came last, on 15 April 2020 (day 31)" in said
    assert "not official" in said
    alt = played(page)["alt"]
    assert "On 9 April 2020 (day 25): " in alt and "On 22 May 2020 (day 68): 4,890 families" in alt


def test_the_table_stands_in_the_order_of_first_deliveries(app):
    table = app("map", look="days").dataframe[0].value

    assert list(table["place"])[-1] == "Not located"
    order = table["order"].dropna()
    assert list(order) == sorted(order)
    arequipa = table[table["place"] == "Arequipa"].iloc[0]
    assert (arequipa["order"], arequipa["first_delivery"]) == (8, date(2020, 4, 15))
    assert arequipa["day_number"] == 31


def test_lima_and_callao_play_as_hexagons_with_names(app):
    page = app("map", look="days", department=["15", "07"])

    sent = played(page)
    assert len(sent["areas"]) == 50
    assert {area["name"] for area in sent["beside"]} == {"Lima, district unknown", "Not located"}
    assert all(area["lines"] for area in sent["areas"])
    ate = next(area for area in sent["areas"] if area["name"] == "Ate")
    assert ate["lines"] == ["Ate"] and ate["order"] == 1


@pytest.mark.parametrize("measure", ["food", "partners", "last"])
def test_a_measure_that_is_not_known_by_day_gives_way_to_coverage(app, measure):
    page = app("map", look="days", measure=measure)

    assert not page.exception
    assert played(page)["measure"] == "Coverage"
    assert "Day by day, the map can show coverage, families and people reached" in words(page)


def test_spanish_days_are_written_as_in_peru(app):
    sent = played(app("map", look="days", lang="es"))

    assert sent["steps"][0] == "9 de abril de 2020 (día 25)"
    assert sent["language"] == "es-PE"


HEADER = "delivered_on,ubigeo,partner,households,item,quantity,unit"


@pytest.fixture
def app_of(open_page, lima):
    """Open a page of an operation with these rows: a day, a district, and if need be a partner."""

    def opened(rows: list[str], page: str, **query):
        lines = [HEADER]
        for at, row in enumerate(rows):
            day, ubigeo, *partner = row.split(",")
            lines.append(f"{day},{ubigeo},{partner[0] if partner else 'Alpha'},5,Rice,{at + 5},kit")
        source = "\n".join(lines) + "\n"
        assert import_sources(lima, [("rows.csv", source.encode)]).succeeded
        return open_page(page, **query)

    return opened


ROWS = {
    "undated": [",150101", ",150103"],
    "one": ["2020-04-03,150101", "2020-04-03,150103"],
}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("undated", "No delivery here has a day"),
        ("one", "Every delivery here that has a day was on 3 April 2020"),
    ],
)
def test_without_days_a_sentence_says_why(app_of, rows, said):
    page = app_of(ROWS[rows], "map", look="days")

    assert not page.exception
    assert said in words(page)
    assert len(page.get("bidi_component")) == (1 if rows == "one" else 0)


def test_the_script_that_plays_has_no_data_in_it(app):
    """Names go to the browser as data, which the script writes as text."""
    (found,) = app("map", look="days").get("bidi_component")

    assert "Lima" in found.proto.json
    assert "Lima" not in found.proto.html_content + found.proto.js_content
    assert "innerHTML" not in found.proto.js_content
