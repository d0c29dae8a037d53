"""Files of boundaries: what can be read, and for everything else one sentence on what happened and one on what to do."""

import json

import pytest

from reparto.errors import OperationProblem
from reparto.maps import boundaries_files
from reparto.maps.boundaries_files import files_of, read_layers
from tests.maps.geojson_files import area, drawn, ring, saved


def refused(path) -> OperationProblem:
    with pytest.raises(OperationProblem) as problem:
        read_layers(path)
    assert problem.value.title.endswith(".")
    assert problem.value.message.endswith(".")
    return problem.value


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "[]",
        "{}",
        "3",
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": 3}',
        '{"type": "FeatureCollection", "features": [7]}',
        '{"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [[9]]}}, "arcs": []}',
        '{"type": "Topology", "objects": 4, "arcs": []}',
        "[" * 100_000,
    ],
)
def test_what_is_no_geojson_and_no_topojson_is_refused(tmp_path, text):
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")

    problem = refused(tmp_path / "a.geojson")

    assert problem.title == "a.geojson is no GeoJSON and no TopoJSON that can be read."
    assert "QGIS" in problem.message


def test_a_zip_is_refused_with_the_way_to_a_file_that_can_be_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04\x81\x8d\x8f\x90\x9d" * 40)

    assert "zip can be exported" in refused(tmp_path / "a.zip").message


@pytest.mark.parametrize(
    "rings", [[[[1]]], [["a", "b"]], [[[0, 0], [1, "x"], [1, 1], [0, 0]]], [[None]]]
)
def test_a_ring_that_is_no_list_of_points_is_refused(tmp_path, rings):
    problem = refused(saved(tmp_path / "a.geojson", [drawn(rings, code="A")]))

    assert problem.title == "a.geojson is no GeoJSON and no TopoJSON that can be read."


@pytest.mark.parametrize(
    ("features", "members"),
    [
        ([area(280_000, 8_660_000, 1000, code="A")], {}),
        ([area(10, 89.5, code="A")], {}),
        (
            [area(1, 1, code="A")],
            {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32718"}}},
        ),
    ],
    ids=["metres", "beyond the pole", "says metres"],
)
def test_metres_are_not_taken_for_degrees(tmp_path, features, members):
    problem = refused(saved(tmp_path / "a.geojson", features, **members))

    assert problem.title == "a.geojson is not in degrees."
    assert "EPSG:4326" in problem.message


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"])
def test_a_system_of_degrees_may_be_named(tmp_path, name):
    members = {"crs": {"type": "name", "properties": {"name": name}}}

    layers = read_layers(saved(tmp_path / "a.geojson", [area(1, 1, code="A")], **members))

    assert [one.texts for one in layers[0].areas] == [{"code": "A"}]


def test_a_coordinate_that_is_no_number_is_refused(tmp_path):
    text = json.dumps({"type": "FeatureCollection", "features": [area(1, 1, code="A")]})
    (tmp_path / "a.geojson").write_text(text.replace("2.0", "NaN"), encoding="utf-8")

    assert refused(tmp_path / "a.geojson").title == "a.geojson has a coordinate that is no number."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
    ],
    ids=["no byte", "blanks", "no feature", "no geometry"],
)
def test_an_empty_file_is_refused(tmp_path, text):
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")

    assert refused(tmp_path / "a.geojson").title == "a.geojson is empty: it holds no area."


def test_points_and_lines_alone_are_refused(tmp_path):
    features = [drawn([1, 2], "Point"), drawn([[1, 2], [3, 4]], "LineString")]

    problem = refused(saved(tmp_path / "a.geojson", features))

    assert problem.title == "a.geojson holds no areas, only LineString, Point."
    assert "polygons" in problem.message


def test_points_beside_areas_are_passed_over(tmp_path):
    layers = read_layers(
        saved(tmp_path / "a.geojson", [drawn([1, 2], "Point"), area(0, 0, code="A")])
    )

    assert [one.texts["code"] for one in layers[0].areas] == ["A"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = saved(tmp_path / "a.geojson", [area(0, 0, code="A", notes="x" * 3_000_000)])
    monkeypatch.setattr(boundaries_files, "LARGEST_FILE", 2_000_000)

    problem = refused(path)

    assert problem.title == "a.geojson has 4 megabytes; up to 2 megabytes can be read."
    assert "Simplify" in problem.message


def test_a_file_in_another_encoding_is_read_and_said_so(tmp_path):
    text = json.dumps(
        {"type": "FeatureCollection", "features": [area(0, 0, name="Breña")]}, ensure_ascii=False
    )
    for name, encoding in (("a", "cp1252"), ("b", "utf-16"), ("c", "utf-8-sig")):
        (tmp_path / f"{name}.geojson").write_bytes(text.encode(encoding))

    layers = [read_layers(tmp_path / f"{name}.geojson")[0] for name in "abc"]

    assert [layer.areas[0].texts["name"] for layer in layers] == ["Breña"] * 3
    assert [layer.encoding for layer in layers] == ["cp1252", "utf-16", ""]


def test_a_folder_gives_its_files_and_an_empty_one_is_refused(tmp_path):
    saved(tmp_path / "b.geojson", [area(0, 0, code="A")])
    saved(tmp_path / "a.json", [area(0, 0, code="A")])
    (tmp_path / "readme.txt").write_text("hello", encoding="utf-8")
    (tmp_path / "bare").mkdir()

    assert [path.name for path in files_of(tmp_path)] == ["a.json", "b.geojson"]
    for path, title in (("bare", "holds no GeoJSON"), ("missing", "does not exist")):
        with pytest.raises(OperationProblem) as problem:
            files_of(tmp_path / path)
        assert title in problem.value.title


@pytest.mark.parametrize("text", ["1" + "0" * 400, "1e999", "-Infinity"])
def test_numbers_that_no_coordinate_can_be_are_refused(tmp_path, text):
    document = json.dumps({"type": "FeatureCollection", "features": [area(1, 1, code="A")]})
    (tmp_path / "a.geojson").write_text(document.replace("2.0", text), encoding="utf-8")

    refused(tmp_path / "a.geojson")


def test_a_small_topology_that_unfolds_to_too_much_is_refused(tmp_path):
    arc = [[0, 0], *([[1, 0], [0, 1], [-1, 0], [0, -1]] * 500)]
    rings = [[[0]]] * 20_000
    document = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [arc],
        "objects": {"a": {"type": "MultiPolygon", "id": "A", "arcs": rings}},
    }
    (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")

    assert (tmp_path / "a.json").stat().st_size < 300_000
    assert "no TopoJSON" in refused(tmp_path / "a.json").title


TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.25], "translate": [10, 20]},
    # The border between two squares is written once: (11, 20) to (11, 21).
    "arcs": [
        [[2, 0], [0, 4]],
        [[2, 4], [-2, 0], [0, -4], [2, 0]],
        [[2, 0], [2, 0], [0, 4], [-2, 0]],
    ],
    "objects": {
        "narrow": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "W", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "properties": {"code": "E"}, "arcs": [[[2, -1]]]},
            ],
        },
        "wide": {"type": "Polygon", "id": 7, "arcs": [[1, 2]]},
    },
}


def test_topojson_is_read_by_object_with_shared_arcs_both_ways(tmp_path):
    (tmp_path / "a.topojson").write_text(json.dumps(TOPOLOGY), encoding="utf-8")

    narrow, wide = read_layers(tmp_path / "a.topojson")

    assert (narrow.name, wide.name) == ("narrow", "wide")
    assert [one.texts for one in narrow.areas] == [{"id": "W"}, {"code": "E"}]
    assert wide.areas[0].texts == {"id": "7"}
    west = [[11, 20], [11, 21], [10, 21], [10, 20], [11, 20]]
    east = [[11, 20], [12, 20], [12, 21], [11, 21], [11, 20]]
    assert narrow.areas[0].polygons[0][0].tolist() == west
    assert narrow.areas[1].polygons[0][0].tolist() == east


def test_topojson_without_a_grid_has_degrees_in_its_arcs(tmp_path):
    document = {
        "type": "Topology",
        "arcs": [ring(5, 6)],
        "objects": {"a": {"type": "Polygon", "properties": {"code": "A"}, "arcs": [[0]]}},
    }
    (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")

    (layer,) = read_layers(tmp_path / "a.json")

    assert layer.areas[0].polygons[0][0].tolist() == ring(5, 6)
