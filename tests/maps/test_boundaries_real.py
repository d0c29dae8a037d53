"""Two real files of Peru at full size: every area matched, drawn within its weight; told aloud when they are missing."""

import gzip
import json
import random

import numpy as np
import pytest
import shapely
from shapely import MultiPolygon, Polygon

from reparto.maps.boundaries_files import read_layers
from reparto.maps.boundaries_ground import in_metres
from reparto.maps.boundaries_places import places_of
from reparto.maps.boundaries_preparing import prepare
from reparto.maps.outlines import thinned
from reparto.operation import Operation
from tests.worlds import SHARED

COUNTRY = SHARED / "geo" / "peru-100k.topojson"
METROPOLIS = SHARED / "geo" / "lima_callao_distritos.geojson"
pytestmark = pytest.mark.skipif(
    not (COUNTRY.exists() and METROPOLIS.exists()),
    reason="shared/geo is not beside the checkout: the real boundary files are not tested",
)
# Outlines without any ground at the scale of the file, and an island that it does not draw.
COLLAPSED = ["070105", "070107", "200602"]
NOT_DRAWN = "210103"


@pytest.fixture(scope="module")
def peru(tmp_path_factory):
    return Operation(tmp_path_factory.mktemp("peru"), {"en": "Peru"})


@pytest.fixture(scope="module")
def country(peru):
    return prepare([COUNTRY], peru, places_of(peru))


@pytest.fixture(scope="module")
def metropolis(peru):
    return prepare([METROPOLIS], peru, places_of(peru))


def weight(shapes) -> int:
    return len(gzip.compress(json.dumps(shapes, separators=(",", ":")).encode()))


def shape(polygons) -> MultiPolygon:
    return MultiPolygon(
        [
            Polygon(in_metres(np.array(outer)), [in_metres(np.array(hole)) for hole in holes])
            for outer, *holes in polygons
        ]
    )


def test_every_place_of_the_country_has_its_outline_but_those_that_are_named(country, peru):
    every = {
        level: {place.code for place in places_of(peru) if place.level == level}
        for level in ("department", "province", "district")
    }

    for drawing in country.drawings.values():
        assert set(drawing.levels["department"]) == every["department"]
        assert set(drawing.levels["province"]) == every["province"]
        assert every["district"] - set(drawing.levels["district"]) == {*COLLAPSED, NOT_DRAWN}
    assert list(country.report.broken) == COLLAPSED
    assert country.report.unmatched_areas == ()
    assert country.report.by_name == ()
    assert country.report.unused == ("peru-100k.topojson: level1",)


@pytest.mark.parametrize(("level", "count"), [("department", 25), ("province", 196), ("district", 1887)])  # fmt: skip
def test_a_first_view_of_the_country_stays_under_300_kilobytes(country, level, count):
    shapes = country.drawings["country"].levels[level]

    assert len(shapes) == count
    assert weight(shapes) < 240_000  # colours, names and the neighbours come on top


def test_the_tolerances_are_those_that_the_documentation_states(country, metropolis):
    assert dict(country.report.tolerances) == {"country": 1000, "close": 50}
    assert dict(metropolis.report.tolerances) == {"country": 50, "close": 20}


def test_fifty_districts_are_found_by_name_the_torn_one_too_within_60_kilobytes(metropolis):
    close = metropolis.drawings["close"].levels

    assert len(close["district"]) == 50
    assert [one["code"] for one in metropolis.report.by_name if one["is_torn"]] == ["070107"]
    assert metropolis.report.unmatched_areas == ()
    # All seven districts of Callao make it; Lima has nine other provinces.
    assert list(close["department"]) == ["07"]
    assert sorted(close["province"]) == ["0701", "1501"]
    assert weight(close["district"]) < 40_000
    assert weight(thinned(dict(close["district"]))) < 40_000


def test_the_capitals_lie_in_their_own_districts(metropolis, peru):
    outside = []
    for place in places_of(peru):
        polygons = metropolis.drawings["close"].levels["district"].get(place.code)
        if polygons and place.longitude and place.latitude:
            spot = in_metres(np.array([[place.longitude, place.latitude]]))[0]
            if not shapely.contains_xy(shape(polygons), *spot):
                outside.append(place.name)

    assert outside == []


@pytest.mark.parametrize("scale", ["country", "close"])
def test_real_neighbours_neither_overlap_nor_part(country, scale):
    drawing = country.drawings[scale]
    areas = [shape(polygons) for polygons in drawing.levels["district"].values()]
    tree = shapely.STRtree(areas)
    pairs = [(a, b) for a, b in tree.query(areas, predicate="intersects").T if a < b]
    overlaps = shapely.area(
        shapely.intersection([areas[a] for a, _b in pairs], [areas[b] for _a, b in pairs])
    )
    whole = shapely.union_all(areas)
    layers = {layer.name: layer for layer in read_layers(COUNTRY)}
    outer = [
        Polygon(in_metres(ring)) for one in layers["level1"].areas for ring, *_holes in one.polygons
    ]

    assert len(pairs) > 5000
    assert overlaps.sum() < 1e-5 * whole.area
    assert whole.area == pytest.approx(sum(area.area for area in areas), rel=1e-5)
    assert whole.area == pytest.approx(sum(area.area for area in outer), rel=0.002)


def test_names_alone_join_as_the_codes_do(peru, tmp_path, metropolis):
    """The same 50 districts with their codes, in another order, give the same outlines."""
    document = json.loads(METROPOLIS.read_text(encoding="utf-8"))
    names = {one["name"]: one["code"] for one in metropolis.report.by_name}
    for feature in document["features"]:
        code = names[feature["properties"]["distrito"]]
        feature["properties"] = {"ADM3_PCODE": f"PE{code}"}
    random.Random(1).shuffle(document["features"])
    coded = tmp_path / "coded.geojson"
    coded.write_text(json.dumps(document), encoding="utf-8")

    again = prepare([coded], peru, places_of(peru))

    assert again.report.by_name == ()
    for code, polygons in metropolis.drawings["close"].levels["district"].items():
        other = shape(again.drawings["close"].levels["district"][code])
        assert shape(polygons).area == pytest.approx(other.area, rel=1e-3)
