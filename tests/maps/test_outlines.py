"""Outlines: read, matched by whichever key names the places, thinned without opening gaps."""

import json

import pytest

from reparto.errors import OperationProblem
from reparto.maps.outlines import bounds_of, match_places, middle_of, read_outlines, thinned


def square(west: float, south: float, size: float = 1.0) -> dict:
    ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    return {
        "type": "Polygon",
        "coordinates": [[[west + x * size, south + y * size] for x, y in ring]],
    }


def saved(path, features: list[dict]):
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    return path


def feature(geometry: dict | None = None, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry or square(0, 0)}


@pytest.mark.parametrize(
    "properties",
    [
        {"ubigeo": "150132"},
        {"UBIGEO": "PE150132"},
        {"code": "150132"},
        {"ADM3_PCODE": "PE150132", "ADM1_PCODE": "PE15"},
        {"IDDIST": "150132", "name": "x"},
    ],
)
def test_a_feature_is_known_by_its_code_under_any_of_the_usual_names(tmp_path, properties):
    outlines = read_outlines(saved(tmp_path / "a.geojson", [feature(**properties)]))

    assert list(match_places(outlines, ["15", "150132"], "PE")) == ["150132"]


def test_the_key_that_names_most_places_wins_over_row_numbers(tmp_path):
    features = [{**feature(ADM1_PCODE=f"X{n}0"), "id": n} for n in range(1, 6)]
    outlines = read_outlines(saved(tmp_path / "a.geojson", features))

    found = match_places(outlines, ["1", "X10", "X20", "X30", "X40", "X50"], "XX")

    assert sorted(found) == ["X10", "X20", "X30", "X40", "X50"]


def test_several_features_of_one_place_make_one_shape(tmp_path):
    features = [feature(square(0, 0), code="A"), feature(square(5, 5), code="A")]
    outlines = read_outlines(saved(tmp_path / "a.geojson", features))

    assert len(match_places(outlines, ["A"], "XX")["A"]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"features": 3}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[1]]}}]}',
    ],
)
def test_a_file_that_is_no_geojson_is_named(tmp_path, text):
    (tmp_path / "boundaries.geojson").write_text(text, encoding="utf-8")

    with pytest.raises(OperationProblem) as problem:
        read_outlines(tmp_path / "boundaries.geojson")

    assert problem.value.title == "boundaries.geojson is not GeoJSON."


def test_metres_are_not_taken_for_degrees(tmp_path):
    path = saved(tmp_path / "boundaries.geojson", [feature(square(280_000, 8_660_000), code="A")])

    with pytest.raises(OperationProblem) as problem:
        read_outlines(path)

    assert problem.value.title == "boundaries.geojson is not in degrees."


def test_thinning_keeps_neighbours_together_and_small_islands():
    wavy = [[x / 5000, (x % 7) / 1e5] for x in range(5001)]
    north = [*wavy, [1.0, 1.0], [0.0, 1.0], wavy[0]]
    south = [*wavy, [1.0, -1.0], [0.0, -1.0], wavy[0]]
    islet = [[0.5, 0.5], [0.50001, 0.5], [0.50001, 0.50001], [0.5, 0.5]]

    coarse = thinned({"N": [[north]], "S": [[south]], "I": [[islet]]})

    shared = [point for point in coarse["N"][0][0] if point[1] < 0.5]
    assert [point for point in coarse["S"][0][0] if point[1] > -0.5] == shared
    assert len(shared) < 2500
    assert coarse["I"] == [[islet]]
    assert bounds_of(coarse.values()) == pytest.approx((0, -1, 1, 1))


def test_a_name_stands_in_the_middle_of_the_largest_part():
    small = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    large = [[[10, 10], [14, 10], [14, 12], [10, 12], [10, 10]]]

    assert middle_of([small, large]) == pytest.approx((12, 11, 8))
