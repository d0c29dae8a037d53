"""An operation that brings its own places and boundaries, in a country that does not exist."""

import gzip
import json
from datetime import date

import pytest

from reparto.charts import map as charts
from reparto.maps.areas import picture
from reparto.maps.atlas import Atlas
from reparto.maps.deck import AREAS, deck
from reparto.maps.looking import COUNTRY, DEPARTMENT
from reparto.maps.measures import MEASURES
from reparto.maps.palette import LIGHT
from reparto.questions import ask
from reparto.scope import EVERYTHING, Scope
from reparto.wording import map as wording
from tests.worlds import world

PLACES = """place_code,district,province,department,department_code,latitude,longitude
N1,Alto,,Norte,N,10.5,20.5
N2,Bajo,,Norte,N,10.5,21.5
S1,Costa,,Sur,S,9.5,20.5
"""
DELIVERIES = """delivered_on,partner,ubigeo,department,households,persons,item
2020-05-01,Alfa,N1,Norte,40,160,Food
2020-05-02,Beta,N2,Norte,10,40,Food
2020-05-03,Alfa,S1,Sur,90,360,Food
2020-05-04,Alfa,,Sur,7,28,Food
"""


def square(code_key: str, code: str, west: float, south: float, across: float = 1.0) -> dict:
    ring = [
        [west, south],
        [west + across, south],
        [west + across, south + 1],
        [west, south + 1],
        [west, south],
    ]
    return {
        "type": "Feature",
        "properties": {code_key: code, "notes": "kept out of the deck" * 20},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def country(tmp_path):
    """The invented country, with one export; its folder is ``made.operation.folder``."""
    with world(
        tmp_path / "home", name="Invented", country="XX", starts_on=date(2020, 5, 1)
    ) as made:
        (made.operation.folder / "places.csv").write_text(PLACES, encoding="utf-8")
        export = tmp_path / "deliveries.csv"
        export.write_text(DELIVERIES, encoding="utf-8")
        report = made.take(export)
        assert [file.status for file in report.files] == ["imported"]
        yield made


def bring_boundaries(made, features: list[dict]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (made.operation.folder / "boundaries.geojson").write_text(text, encoding="utf-8")


def atlas_of(made) -> Atlas:
    return Atlas(made.operation, ask(made.snapshot, "places/map_places", EVERYTHING))


def drawn(made, scope: Scope = EVERYTHING, measure: str = "reached"):
    atlas = atlas_of(made)
    sheet = atlas.sheet(atlas.looking(scope))
    question = (
        "coverage/map_departments" if sheet.level == "department" else "coverage/map_districts"
    )
    return sheet, picture(
        ask(made.snapshot, question, scope), MEASURES[measure], LIGHT, sheet.names
    )


def layer_of(made_deck, name: str) -> dict:
    return next(layer for layer in json.loads(made_deck.to_json())["layers"] if layer["id"] == name)


def test_its_department_outlines_make_the_country_map(country):
    bring_boundaries(
        country, [square("ADM1_PCODE", "N", 20, 10, 2), square("ADM1_PCODE", "S", 20, 9)]
    )

    sheet, shown = drawn(country)
    features = layer_of(deck(sheet, shown, LIGHT), AREAS)["data"]

    assert (sheet.view, sheet.how, sheet.level) == (COUNTRY, "outlines", "department")
    assert {f["properties"]["code"]: f["properties"]["written"] for f in features} == {
        "N": "50",
        "S": "97",
    }
    assert set(features[0]["properties"]) == {
        "code",
        "name",
        "written",
        "more",
        "fill",
        "line",
        "width",
    }
    noted = " ".join(wording.notes(sheet))
    assert "Source of the outlines: boundaries.geojson. 2 of 2 departments are drawn" in noted
    assert "no endorsement" in noted
    assert "approximate" not in noted


def test_district_outlines_alone_make_the_country_map_of_departments(country):
    bring_boundaries(
        country,
        [square("code", "N1", 20, 10), square("code", "N2", 21, 10), square("code", "S1", 20, 9)],
    )

    sheet, shown = drawn(country)

    assert (sheet.how, sheet.level) == ("outlines", "department")
    assert {area.code: area.written for area in shown.drawn} == {"N": "50", "S": "97"}
    assert not shown.beside


def test_one_department_opens_its_districts(country):
    bring_boundaries(
        country,
        [square("code", "N1", 20, 10), square("code", "N2", 21, 10), square("code", "S1", 20, 9)],
    )

    sheet, shown = drawn(country, Scope(department=("N",)))

    assert sheet.view == DEPARTMENT
    assert {area.code for area in shown.drawn} == {"N1", "N2"}


def test_coordinates_without_boundaries_make_proportional_circles(country):
    sheet, shown = drawn(country)
    circles = {c["code"]: c for c in layer_of(deck(sheet, shown, LIGHT), AREAS)["data"]}

    assert sheet.how == "symbols"
    assert circles["S1"]["position"] == [20.5, 9.5]
    # Areas, not radii, follow the families: 90 against 40.
    assert circles["S1"]["radius"] ** 2 / circles["N1"]["radius"] ** 2 == pytest.approx(
        90 / 40, rel=0.02
    )
    assert "coordinates" in wording.notes(sheet)[0]


def test_without_coordinates_the_ranking_stands_for_the_map(tmp_path):
    with world(tmp_path / "home", name="Bare", country="XX", starts_on=date(2020, 5, 1)) as made:
        export = tmp_path / "deliveries.csv"
        export.write_text(
            DELIVERIES.replace(",N1,", ",,").replace(",N2,", ",,").replace(",S1,", ",,"),
            encoding="utf-8",
        )
        made.take(export)
        atlas = atlas_of(made)
        sheet = atlas.sheet(atlas.looking(EVERYTHING))
        table = ask(made.snapshot, "coverage/map_departments", EVERYTHING)
        names = dict(zip(table["place_code"], table["name"], strict=True))
        shown = picture(table, MEASURES["reached"], LIGHT, names)
        bars = charts.ranking(shown, LIGHT).data[0]

    assert sheet.how == "ranking"
    assert list(bars.x) == [50, 97]
    assert list(bars.text) == ["50", "97"]
    assert "cannot be drawn" in " ".join(wording.summary(sheet, shown))


def test_hostile_names_stay_text_and_off_the_markup(country):
    hostile = ["<img src=x onerror=alert(1)>", "a\u202eb", "<b>bold</b>"]
    table = ask(country.snapshot, "coverage/map_districts", EVERYTHING)
    names = dict(zip(["N1", "N2", "S1"], hostile, strict=True))

    shown = picture(table, MEASURES["reached"], LIGHT, names)
    ticks = charts.ranking(shown, LIGHT).layout.yaxis.ticktext
    hovers = charts.ranking(shown, LIGHT).data[0].hovertext

    assert not [tick for tick in ticks if "<" in tick]
    assert "&lt;img" in " ".join(hovers)
    assert "\u202e" not in " ".join(area.name for area in shown.drawn)


def test_a_detailed_file_is_thinned_to_what_a_screen_shows(country):
    fine = [[20 + n / 20_000, 10 + (n % 3) / 1e5] for n in range(20_001)]
    ring = [*fine, [21, 11], [20, 11], fine[0]]
    feature = square("code", "N", 20, 10)
    feature["geometry"]["coordinates"] = [ring]
    bring_boundaries(country, [feature, square("code", "S", 20, 9)])

    sheet, shown = drawn(country)
    sent = deck(sheet, shown, LIGHT).to_json().encode()

    assert len(gzip.compress(sent)) < 30_000
    assert len(json.dumps(ring)) > 400_000
