"""The light map: one SVG with its legend, small, well formed, and with names as nothing but text."""

import gzip
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from reparto.maps.areas import picture
from reparto.maps.atlas import Atlas
from reparto.maps.light import WIDTH, light_map
from reparto.maps.measures import MEASURES
from reparto.maps.palette import DARK, LIGHT
from reparto.operation import load_operation
from reparto.operations import DEMONSTRATION
from reparto.questions import ask
from reparto.scope import EVERYTHING, Scope
from reparto.snapshots import open_current

SVG = "{http://www.w3.org/2000/svg}"
METROPOLIS = Scope(department=("07", "15"))


@pytest.fixture(scope="module")
def drawn(store):
    snapshot = open_current(store / "demonstration")
    atlas = Atlas(load_operation(DEMONSTRATION), ask(snapshot, "places/map_places", EVERYTHING))

    def draw(scope: Scope, *, level: str | None = None, drawn: str | None = None):
        sheet = atlas.sheet(atlas.looking(scope, level), drawn)
        table = ask(snapshot, f"coverage/map_{sheet.level}s", scope)
        return sheet, picture(table, MEASURES["coverage"], LIGHT, sheet.names)

    yield draw
    snapshot.close()


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_every_hexagon_and_every_line_of_the_legend_is_there(drawn):
    sheet, shown = drawn(METROPOLIS)
    made = light_map(sheet, shown, LIGHT)

    root = ElementTree.fromstring(made)
    polygons = root.findall(f"{SVG}polygon")
    assert len(polygons) == 50
    for line in shown.legend:
        fills = [one.get("fill") for one in polygons]
        same = sum(other.count for other in shown.legend if other.colour == line.colour)
        assert fills.count(line.colour) == same
        assert line.label in texts(made)
    assert "Lima, district unknown" in texts(made)
    assert root.get("viewBox").split()[2] == str(WIDTH)
    assert len(gzip.compress(made.encode())) < 8_000


@pytest.mark.parametrize(
    ("level", "areas", "most"), [("department", 25, 25_000), ("province", 196, 70_000)]
)
def test_the_country_is_a_path_for_each_area_and_stays_small(drawn, level, areas, most):
    sheet, shown = drawn(EVERYTHING, level=level)
    made = light_map(sheet, shown, DARK)

    paths = ElementTree.fromstring(made).findall(f"{SVG}path")
    assert len(paths) == areas
    across = [float(pair.split()[0]) for path in paths for pair in path.get("d")[1:-1].replace("Z", "").replace("M", "L").split("L")]  # fmt: skip
    assert min(across) >= 0
    assert max(across) <= WIDTH
    assert len(gzip.compress(made.encode())) < most


def test_circles_stand_for_the_districts_of_lima_and_callao(drawn):
    made = light_map(*drawn(METROPOLIS, drawn="symbols"), LIGHT)
    circles = ElementTree.fromstring(made).findall(f"{SVG}circle")
    assert len(circles) == 50
    assert max(float(one.get("r")) for one in circles) == 20
    assert min(float(one.get("r")) for one in circles) == 3


def test_names_are_text_whatever_stands_in_them(drawn):
    sheet, shown = drawn(EVERYTHING)
    bad = "<script>alert('1')</script>&\"'"
    hostile = replace(
        shown,
        drawn=tuple(replace(area, name=bad) for area in shown.drawn),
        beside=tuple(replace(area, name=bad) for area in shown.beside),
    )
    made = light_map(sheet, hostile, LIGHT)
    assert "<script" not in made
    assert any(text.startswith(bad[:40]) for text in texts(made))
