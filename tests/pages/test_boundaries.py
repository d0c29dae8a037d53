"""The Map page over official boundaries: their source and their doubts under the map, and a bad file as a message."""

import json
from datetime import date

import pytest

from reparto.maps.boundaries import add_boundaries
from tests.maps.geojson_files import area, saved
from tests.worlds import world

PLACES = """place_code,district,province,department,department_code,latitude,longitude
N1,Alto,,Norte,N,10.5,20.5
N2,Bajo,,Norte,N,10.5,21.5
S1,Costa,,Sur,S,9.5,20.5
"""
DELIVERIES = """delivered_on,partner,ubigeo,households,persons,item
2020-05-01,Alfa,N1,40,160,Food
2020-05-03,Alfa,S1,90,360,Food
"""
HOSTILE = "![x](http://beacon.example/x.png) <b>Office</b>"


@pytest.fixture
def country(tmp_path, monkeypatch):
    """An invented country with one export, opened by the app."""
    with world(
        tmp_path / "home", name="Invented", country="XX", starts_on=date(2020, 5, 1)
    ) as made:
        (made.operation.folder / "places.csv").write_text(PLACES, encoding="utf-8")
        export = tmp_path / "deliveries.csv"
        export.write_text(DELIVERIES, encoding="utf-8")
        made.take(export)
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        yield made


def three(path):
    return saved(path, [area(20, 10, code="N1"), area(21, 10, code="N2"), area(20, 9, code="S1")])


def captions(page) -> str:
    return " ".join(caption.value for caption in page.caption)


def drawn(page) -> list[str]:
    (found,) = page.get("deck_gl_json_chart")
    layers = {layer["id"]: layer for layer in json.loads(found.proto.json)["layers"]}
    return sorted(one["properties"]["code"] for one in layers["areas"]["data"])


def test_official_boundaries_are_drawn_with_their_source_as_text(open_page, country, tmp_path):
    before = open_page("map")
    add_boundaries(country.operation, [three(tmp_path / "a.geojson")], HOSTILE)

    page = open_page("map")
    inside = open_page("map", department="N")

    assert "No boundaries are drawn" in captions(before)
    assert not page.exception
    assert drawn(page) == ["N", "S"]
    assert drawn(inside) == ["N1", "N2"]
    assert "2 of 2 departments are drawn from official outlines" in captions(page)
    assert "2 of 2 districts are drawn from official outlines" in captions(inside)
    assert "approximate" not in captions(page)
    assert "![x]" not in captions(page)
    assert "<b>" not in captions(page)
    assert "Office" in captions(page)


def test_boundaries_that_cannot_be_used_are_told_and_break_nothing_else(open_page, country):
    (country.operation.folder / "boundaries.geojson").write_text("{", encoding="utf-8")

    page = open_page("map")
    other = open_page("districts")

    assert not page.exception
    told = " ".join(one.value for one in [*page.error, *page.warning, *page.info])
    assert "Save the boundaries as GeoJSON or TopoJSON" in told
    assert not other.exception
    assert not [one for one in other.error if "GeoJSON" in one.value]
