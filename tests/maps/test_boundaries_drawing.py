"""Outlines simplified: neighbours keep their shared borders, levels nest, and what is left fits the tolerance."""

import gzip
import json
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from reparto.errors import OperationProblem
from reparto.maps.boundaries_drawing import draw
from reparto.maps.boundaries_ground import ground_of, in_degrees, in_metres
from reparto.maps.boundaries_parts import Place
from reparto.maps.boundaries_preparing import nested, prepare
from reparto.operation import Operation
from tests.maps.geojson_files import area, drawn, ring, saved
from tests.maps.wavy_country import wavy_cells


def rings(*outlines) -> list:
    """Raw polygons of one ring each, as they are read from a file."""
    return [[np.array(outline, dtype=float)] for outline in outlines]


def shape(polygons) -> MultiPolygon:
    """An outline in metres."""
    return MultiPolygon(
        [
            Polygon(in_metres(np.array(outer)), [in_metres(np.array(hole)) for hole in holes])
            for outer, *holes in polygons
        ]
    )


def grid_country(cells) -> tuple[Place, ...]:
    """Districts of a grid, two rows to a province, one department for each half of the columns."""
    half = (max(column for column, _row in cells) + 1) // 2
    places: dict[str, Place] = {}
    for column, row in cells:
        department = f"D{int(column >= half)}"
        province = f"{department}P{row // 2}"
        code = f"{column}-{row}"
        for made in (
            Place(department, "department", department, department),
            Place(province, "province", province, department, province, department),
            Place(code, "district", code, department, province, department, province),
        ):
            places[made.code] = made
    return tuple(places.values())


def drawing_of(cells, scale: str):
    places = grid_country(cells)
    shapes = {"district": {f"{c}-{r}": [rings(outline)] for (c, r), outline in cells.items()}}
    levels, made_of = nested(ground_of(shapes, str).levels, places)
    return draw(levels, made_of, places, scale)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    points=st.sampled_from([5, 33, 129]),
    south=st.sampled_from([-50.0, -13.0, 0.0, 40.0]),
    cell=st.sampled_from([0.02, 0.3, 2.0]),
    scale=st.sampled_from(["country", "close"]),
)
def test_neighbours_neither_overlap_nor_part_beyond_the_tolerance(seed, points, south, cell, scale):
    cells = wavy_cells(4, 4, west=-77, south=south, cell=cell, points=points, seed=seed)
    made = drawing_of(cells, scale)
    small = made.tolerance**2
    districts = {code: shape(polygons) for code, polygons in made.levels["district"].items()}
    whole = shapely.union_all(list(districts.values()))
    original = shapely.union_all([Polygon(in_metres(np.array(o))) for o in cells.values()])

    assert len(districts) == 16
    for one, other in combinations(districts.values(), 2):
        assert shapely.intersection(one, other).area <= small / 10
    holes = [Polygon(hole).area for part in shapely.get_parts(whole) for hole in part.interiors]
    assert max(holes, default=0) <= small
    assert whole.area == pytest.approx(sum(one.area for one in districts.values()), rel=1e-4)
    # A border moves by about the tolerance at most: so does the outer one.
    assert shapely.symmetric_difference(whole, original).area <= original.length * made.tolerance
    for (column, row), outline in cells.items():
        before = Polygon(in_metres(np.array(outline)))
        after = districts[f"{column}-{row}"]
        moved = shapely.symmetric_difference(before, after).area
        assert moved <= before.length * made.tolerance + small


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.sampled_from(["country", "close"]))
def test_wider_places_are_exactly_what_their_districts_make(seed, scale):
    cells = wavy_cells(4, 4, west=-77, south=-13, cell=0.4, points=65, seed=seed)
    made = drawing_of(cells, scale)
    places = {place.code: place for place in grid_country(cells)}
    districts = {code: shape(polygons) for code, polygons in made.levels["district"].items()}

    for level, parent in (("province", "province_code"), ("department", "department_code")):
        assert set(made.levels[level]) == {p.code for p in places.values() if p.level == level}
        for code, polygons in made.levels[level].items():
            parts = [a for c, a in districts.items() if getattr(places[c], parent) == code]
            together, wider = shapely.union_all(parts), shape(polygons)
            assert shapely.symmetric_difference(together, wider).area < 1


def test_degrees_and_metres_are_one_another_backwards_and_areas_are_true():
    points = np.array([[-77.123456, -12.5], [0.0, 0.0], [179.9, 64.25], [-70.0, -55.5]])
    square = Polygon(in_metres(np.array(ring(20, 60))))

    assert in_degrees(in_metres(points)) == pytest.approx(points, abs=1e-9)
    # A degree by a degree at 60.5° north on the sphere: R² · Δλ · (sin 61° − sin 60°).
    expected = 6_371_008.8**2 * np.radians(1) * (np.sin(np.radians(61)) - np.sin(np.radians(60)))
    assert square.area == pytest.approx(expected, rel=1e-4)


def test_the_tolerance_follows_what_is_drawn():
    small = drawing_of(wavy_cells(2, 2, west=0, south=0, cell=0.1, points=9, seed=1), "country")
    large = drawing_of(wavy_cells(2, 2, west=0, south=0, cell=9, points=9, seed=1), "country")

    assert small.tolerance == 20
    assert large.tolerance == 1000


def test_a_detailed_country_of_districts_stays_within_its_budget():
    """About 1,900 districts with 129 points to a border: half a million points."""
    cells = wavy_cells(43, 44, west=-81, south=-18, cell=0.4, points=129, seed=5)
    far, close = drawing_of(cells, "country"), drawing_of(cells, "close")
    sent = json.dumps(list(far.levels["district"].values()), separators=(",", ":")).encode()

    assert len(far.levels["district"]) == 1892
    assert len(gzip.compress(sent)) < 300_000
    assert far.tolerance >= 1000
    points = {
        half: sum(
            len(outer)
            for code, polygons in close.levels["district"].items()
            if (int(code.split("-")[0]) >= 21) is half
            for polygon in polygons
            for outer in polygon
        )
        for half in (False, True)
    }
    assert max(points.values()) <= 9000 + 1892


def test_an_islet_is_dropped_and_the_only_ground_of_a_place_is_not():
    places = (Place("A", "district", "A"), Place("B", "district", "B"))
    islet, tiny = ring(12, 0, 1e-5), ring(20, 5, 1e-5)
    shapes = {"district": {"A": [rings(ring(0, 0, 10), islet)], "B": [rings(tiny)]}}

    made = draw(ground_of(shapes, str).levels, {}, places, "country")

    assert [len(polygons) for polygons in made.levels["district"].values()] == [1, 1]
    assert 0 < shape(made.levels["district"]["B"]).area < 2


def test_rings_that_do_not_close_or_cross_themselves_are_repaired_and_told():
    bow = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    shapes = {"district": {"A": [rings(ring(5, 5)[:-1])], "B": [rings(bow)]}}

    found = ground_of(shapes, str)

    assert found.repaired == ["A", "B"]
    assert found.levels["district"]["A"].area == pytest.approx(
        Polygon(in_metres(np.array(ring(5, 5)))).area
    )
    # Two triangles of one square degree each.
    assert found.levels["district"]["B"].area == pytest.approx(2 * 111_195**2, rel=0.01)


def test_a_ring_that_encloses_nothing_is_told_and_alone_refused():
    line = [[0, 0], [1, 1], [0, 0]]

    found = ground_of({"district": {"A": [rings(line)], "B": [rings(ring(5, 5))]}}, str)

    assert found.broken == ["A"]
    assert list(found.levels["district"]) == ["B"]
    with pytest.raises(OperationProblem) as problem:
        ground_of({"district": {"A": [rings(line)]}}, str)
    assert problem.value.title == "The outlines are broken: the rings of A enclose nothing."


def test_a_place_drawn_twice_over_the_same_ground_is_refused_and_its_islands_are_not():
    islands = {"district": {"A": [rings(ring(0, 0)), rings(ring(5, 5))]}}
    twice = {"district": {"A": [rings(ring(0, 0)), rings(ring(0.2, 0.2))]}}

    assert len(shapely.get_parts(ground_of(islands, str).levels["district"]["A"])) == 2
    with pytest.raises(OperationProblem) as problem:
        ground_of(twice, str)
    assert problem.value.title == "The code A is drawn twice over the same ground."


def test_slits_are_closed_and_overlaps_given_to_the_smaller_neighbour():
    slit = 0.0002  # 22 m
    west, east = ring(0, 0), ring(1 + slit, 0)
    north = [[0, 1], [2 + slit, 1], [2 + slit, 2], [0, 2], [0, 1]]
    south = [[0, -1], [2 + slit, -1], [2 + slit, 0], [0, 0], [0, -1]]
    enclave = ring(0.2, 1.2, 0.1)
    outlines = {"W": west, "E": east, "N": north, "S": south, "enclave": enclave}

    found = ground_of({"district": {code: [rings(o)] for code, o in outlines.items()}}, str)
    ground = found.levels["district"]

    together = shapely.union_all(list(ground.values()))
    assert shapely.coverage_is_valid(list(ground.values()), gap_width=50)
    assert sum(area.area for area in ground.values()) == pytest.approx(together.area)
    assert not [hole for part in shapely.get_parts(together) for hole in part.interiors]
    assert ground["enclave"].area == pytest.approx(
        Polygon(in_metres(np.array(enclave))).area, rel=1e-4
    )
    assert found.overlapping == []  # no one lost more than a twentieth


def test_neighbours_that_lie_over_one_another_are_told():
    shapes = {"district": {"A": [rings(ring(0, 0))], "B": [rings(ring(0.9, 0, 1.2))]}}

    found = ground_of(shapes, str)

    assert found.overlapping == ["B"]
    assert shapely.intersection(*found.levels["district"].values()).area < 1


def test_a_department_without_all_its_districts_is_not_put_together(tmp_path):
    places = (
        Place("N", "department", "Norte", "N"),
        Place("S", "department", "Sur", "S"),
        Place("N1", "district", "Alto", "N", None, "Norte"),
        Place("N2", "district", "Bajo", "N", None, "Norte"),
        Place("S1", "district", "Costa", "S", None, "Sur", None, 0.5, 5.5),
        Place("S2", "district", "Nueva", "S", None, "Sur", None, 0.7, 5.7),
    )
    file = saved(tmp_path / "a.geojson", [area(0, 0, code="N1"), area(5, 0, code="S1")])

    made = prepare([file], Operation(tmp_path, {"en": "x"}, country="XX"), places)

    # Nueva was cut out of Costa, inside whose outline it lies; where Bajo lies is not known.
    assert list(made.drawings["close"].levels["department"]) == ["S"]
    assert made.dissolved == {"S"}


def test_departments_of_the_file_are_kept_where_their_districts_make_other_ground(tmp_path):
    places = (
        Place("N", "department", "Norte", "N"),
        Place("N1", "district", "Alto", "N", None, "Norte"),
        Place("N2", "district", "Bajo", "N", None, "Norte"),
    )
    at_sea = drawn([ring(0, 0, 3)], code="N")
    districts = [area(0, 0, code="N1"), area(1, 0, code="N2")]
    operation = Operation(tmp_path, {"en": "x"}, country="XX")

    made = prepare([saved(tmp_path / "a.geojson", [at_sea, *districts])], operation, places)

    wide = shape(made.drawings["close"].levels["department"]["N"])
    assert wide.area == pytest.approx(Polygon(in_metres(np.array(ring(0, 0, 3)))).area, rel=0.001)
    assert made.dissolved == set()


def test_fifty_detailed_districts_of_two_departments_weigh_what_lima_may():
    cells = wavy_cells(10, 5, west=-77.2, south=-12.5, cell=0.1, points=513, seed=3)
    places = [Place(f"{c}-{r}", "district", "x", "07" if c < 2 else "15") for c, r in cells]
    shapes = {"district": {f"{c}-{r}": [rings(outline)] for (c, r), outline in cells.items()}}

    made = draw(ground_of(shapes, str).levels, {}, places, "close")
    sent = json.dumps(list(made.levels["district"].values()), separators=(",", ":")).encode()

    assert sum(map(len, cells.values())) > 100_000
    assert len(gzip.compress(sent)) < 60_000
    assert made.tolerance <= 100
