"""data/reference is what the maps and rates stand on: its counts, codes, sums and shapes are facts to hold."""

import csv
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tools.geo.packages import PACKAGES, BuildError, Package, fetch

REFERENCE = Path(__file__).parents[1] / "data/reference"
OUTLINES = {
    "departments.geojson": (25, 2),
    "provinces.geojson": (196, 4),
    "district_cells.geojson": (1891, 6),
}
LARGEST_BYTES = {
    "districts.csv": 240_000,
    "departments.geojson": 120_000,
    "provinces.geojson": 300_000,
    "district_cells.geojson": 1_300_000,
    "context.geojson": 40_000,
    "lima_callao_tiles.csv": 1_800,
    "SOURCES.md": 10_000,
}
PERU = (-81.4, -18.4, -68.6, 0.0)  # west, south, east, north


def read_table(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_features(name):
    return json.loads((REFERENCE / name).read_text(encoding="utf-8"))["features"]


def polygons(feature):
    geometry = feature["geometry"]
    assert geometry["type"] in ("Polygon", "MultiPolygon")
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def rings(feature):
    return [ring for polygon in polygons(feature) for ring in polygon]


def crossings(ring, x, y):
    """How often a line from the point to the east meets the ring."""
    return sum(
        (south > y) != (north > y) and x < west + (y - south) / (north - south) * (east - west)
        for (west, south), (east, north) in pairwise(ring)
    )


def contains(feature, x, y):
    return sum(crossings(ring, x, y) for ring in rings(feature)) % 2 == 1


def signed_area(ring):
    """In square degrees, positive for a ring that runs counter-clockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) / 2


def area(feature):
    return sum(signed_area(ring) for ring in rings(feature))


@pytest.fixture(scope="module")
def districts():
    return read_table("districts.csv")


@pytest.fixture(scope="module")
def outlines():
    return {name: read_features(name) for name in OUTLINES}


def is_lima_or_callao(ubigeo):
    return ubigeo[:4] in ("1501", "0701")


# Districts


def test_districts_has_its_columns_in_order(districts):
    assert list(districts[0]) == [
        *("ubigeo", "pcode", "district", "capital", "province", "department"),
        *("latitude", "longitude", "altitude_m", "population_2025", "population_2020"),
        *("area_km2", "reniec", "centroid_kind"),
    ]


def test_there_are_1891_districts_in_196_provinces_and_25_departments(districts):
    codes = [row["ubigeo"] for row in districts]
    assert len(codes) == len(set(codes)) == 1891
    assert len({code[:4] for code in codes}) == 196
    assert len({code[:2] for code in codes}) == 25
    assert codes == sorted(codes)


def test_codes_are_text_of_six_digits_with_their_leading_zeros(districts):
    assert all(re.fullmatch(r"\d{6}", row["ubigeo"]) for row in districts)
    assert all(row["pcode"] == "PE" + row["ubigeo"] for row in districts)
    assert districts[0]["ubigeo"] == "010101"
    assert sum(row["ubigeo"].startswith("0") for row in districts) == 920


def test_a_province_and_a_department_have_one_name_each(districts):
    for digits, column in ((4, "province"), (2, "department")):
        names = {(row["ubigeo"][:digits], row[column]) for row in districts}
        assert len(names) == len({code for code, _ in names})


def test_names_are_written_as_in_running_text(districts):
    names = {row["ubigeo"]: row["district"] for row in districts}
    assert names["150132"] == "San Juan de Lurigancho"
    assert names["150143"] == "Villa María del Triunfo"
    assert names["150142"] == "Villa El Salvador"
    assert names["150105"] == "Breña"
    assert names["070103"] == "Carmen de la Legua Reynoso"
    assert names["150135"] == "San Martín de Porres"
    written = [row[column] for row in districts for column in ("district", "capital", "province")]
    assert not [name for name in written if name != " ".join(name.split()) or name.isupper()]
    assert not [name for name in written if re.search(r" Del |[a-zñ][A-ZÑ]|\ufffd|Ã", name)]


def test_the_2020_population_of_lima_and_callao_is_10_804_609(districts):
    lima = [row for row in districts if is_lima_or_callao(row["ubigeo"])]
    assert len(lima) == 50
    assert sum(int(row["population_2020"]) for row in lima) == 10_804_609


def test_populations_of_the_country_are_known(districts):
    assert sum(int(row["population_2025"]) for row in districts) == 34_350_244
    assert sum(int(row["population_2020"] or 0) for row in districts) == 32_625_948
    assert sum(row["population_2020"] == "" for row in districts) == 17
    assert all(row["population_2020"] != "0" for row in districts)


def test_areas_add_up_to_peru_without_the_districts_that_lack_one(districts):
    areas = [float(row["area_km2"]) for row in districts if row["area_km2"]]
    assert len(areas) == 1836
    assert 1_200_000 < sum(areas) < 1_290_000


def test_reniec_codes_are_unique_and_follow_reniecs_own_numbering(districts):
    reniec = {row["ubigeo"]: row["reniec"] for row in districts}
    known = [code for code in reniec.values() if code]
    assert len(known) == len(set(known)) == 1885
    assert all(re.fullmatch(r"\d{6}", code) for code in known)
    assert reniec["070101"] == "240101"
    assert reniec["070107"] == "240107"
    assert reniec["150132"] == "140137"
    # Matched by name: the equivalence table gives 090717 the code of another district.
    assert reniec["090717"] == "080523"


def test_santa_lucia_stands_where_it_is(districts):
    (santa_lucia,) = [row for row in districts if row["ubigeo"] == "221006"]
    assert float(santa_lucia["longitude"]) == pytest.approx(-76.387, abs=0.001)
    assert float(santa_lucia["latitude"]) == pytest.approx(-8.345, abs=0.001)


def test_coordinates_are_capitals_in_peru_with_four_decimals(districts):
    west, south, east, north = PERU
    for row in districts:
        assert west < float(row["longitude"]) < east, row
        assert south < float(row["latitude"]) < north, row
        assert re.fullmatch(r"-\d+\.\d{4}", row["longitude"])
        assert re.fullmatch(r"-\d+\.\d{4}", row["latitude"])
        assert row["centroid_kind"] == "capital"


# Outlines


@pytest.mark.parametrize("name", OUTLINES)
def test_outlines_have_their_count_and_ids_as_text(outlines, name):
    count, digits = OUTLINES[name]
    ids = [feature["id"] for feature in outlines[name]]
    assert len(ids) == len(set(ids)) == count
    assert all(isinstance(code, str) and re.fullmatch(rf"\d{{{digits}}}", code) for code in ids)
    assert ids[0] == "010101"[:digits]
    for feature in outlines[name]:
        assert set(feature["properties"]) == {"code", "name"}
        assert feature["properties"]["code"] == feature["id"]


@pytest.mark.parametrize("name", OUTLINES)
def test_every_district_has_its_outline_on_every_level(districts, outlines, name):
    digits = OUTLINES[name][1]
    column = {2: "department", 4: "province", 6: "district"}[digits]
    names = {feature["id"]: feature["properties"]["name"] for feature in outlines[name]}
    assert {row["ubigeo"][:digits]: row[column] for row in districts} == names


@pytest.mark.parametrize("name", [*OUTLINES, "context.geojson"])
def test_rings_are_closed_wound_as_rfc_7946_says_and_have_at_most_four_decimals(name):
    for feature in read_features(name):
        for outer, *holes in polygons(feature):
            assert signed_area(outer) > 0
            assert all(signed_area(hole) < 0 for hole in holes)
        for ring in rings(feature):
            assert len(ring) >= 4
            assert ring[0] == ring[-1]
    text = (REFERENCE / name).read_text(encoding="utf-8")
    assert not re.search(r"\.\d{5}", text)


@pytest.mark.parametrize("name", OUTLINES)
def test_outlines_lie_in_peru(outlines, name):
    west, south, east, north = PERU
    points = [point for feature in outlines[name] for ring in rings(feature) for point in ring]
    assert west < min(x for x, _ in points) and max(x for x, _ in points) < east
    assert south < min(y for _, y in points) and max(y for _, y in points) <= north + 0.05


@pytest.mark.parametrize("name", OUTLINES)
def test_every_capital_lies_inside_its_own_outline(districts, outlines, name):
    """The build refuses anything less than all 1,891."""
    digits = OUTLINES[name][1]
    by_code = {feature["id"]: feature for feature in outlines[name]}
    outside = [
        row["ubigeo"]
        for row in districts
        if not contains(
            by_code[row["ubigeo"][:digits]], float(row["longitude"]), float(row["latitude"])
        )
    ]
    assert outside == []


def test_a_capital_lies_inside_no_other_department(districts, outlines):
    others = [
        (row["ubigeo"], feature["id"])
        for row in districts
        for feature in outlines["departments.geojson"]
        if feature["id"] != row["ubigeo"][:2]
        and contains(feature, float(row["longitude"]), float(row["latitude"]))
    ]
    assert others == []


def test_provinces_fill_their_department_and_share_its_vertices(outlines):
    provinces = outlines["provinces.geojson"]
    for department in outlines["departments.geojson"]:
        own = [province for province in provinces if province["id"][:2] == department["id"]]
        assert sum(map(area, own)) == pytest.approx(area(department), rel=1e-9)
        vertices = {tuple(point) for province in own for ring in rings(province) for point in ring}
        assert {tuple(point) for ring in rings(department) for point in ring} <= vertices


def test_all_levels_cover_the_same_country(outlines):
    covered = {name: sum(map(area, features)) for name, features in outlines.items()}
    assert covered["district_cells.geojson"] == pytest.approx(
        covered["departments.geojson"], rel=0.001
    )


def test_callao_is_one_piece_of_coast_with_its_island(outlines):
    (callao,) = [feature for feature in outlines["departments.geojson"] if feature["id"] == "07"]
    assert len(polygons(callao)) == 2
    airport, ventanilla, la_punta = (-77.114, -12.022), (-77.128, -11.877), (-77.163, -12.073)
    island_of_san_lorenzo, main_square_of_lima = (-77.22, -12.09), (-77.031, -12.046)
    for place in (airport, ventanilla, la_punta, island_of_san_lorenzo):
        assert contains(callao, *place), place
    assert not contains(callao, *main_square_of_lima)


def test_the_context_is_peru_and_its_neighbours():
    features = read_features("context.geojson")
    assert [feature["id"] for feature in features] == ["BO", "BR", "CL", "CO", "EC", "PE", "VE"]
    points = [point for feature in features for ring in rings(feature) for point in ring]
    assert min(x for x, _ in points) >= -84 and max(x for x, _ in points) <= -66
    assert min(y for _, y in points) >= -20 and max(y for _, y in points) <= 2


# Tiles


def test_every_district_of_lima_and_callao_has_a_tile_of_its_own(districts):
    tiles = read_table("lima_callao_tiles.csv")
    assert list(tiles[0]) == ["ubigeo", "q", "r"]
    assert len(tiles) == 50
    assert {row["ubigeo"] for row in tiles} == {
        row["ubigeo"] for row in districts if is_lima_or_callao(row["ubigeo"])
    }
    assert len({(row["q"], row["r"]) for row in tiles}) == 50


def test_tiles_keep_the_order_of_the_map():
    tiles = {
        row["ubigeo"]: (int(row["q"]), int(row["r"])) for row in read_table("lima_callao_tiles.csv")
    }
    across = {ubigeo: q + r / 2 for ubigeo, (q, r) in tiles.items()}
    down = {ubigeo: r for ubigeo, (_, r) in tiles.items()}
    assert min(down, key=down.get) == "150102"  # Ancón, the northernmost
    assert max(down, key=down.get) == "150124"  # Pucusana, the southernmost
    assert min(across, key=across.get) == "070105"  # La Punta, the westernmost
    assert tiles["150132"] == (7, 5)


# Sources


def test_sources_name_every_package_with_its_checksum():
    text = (REFERENCE / "SOURCES.md").read_text(encoding="utf-8")
    assert len(PACKAGES) == 4
    for package in PACKAGES:
        assert package.version in text
        assert package.sha256 in text
    for owed in (
        "GeoNames",
        "CC BY 4.0",
        "Natural Earth",
        "INEI",
        "MINAM",
        "not official boundaries",
    ):
        assert owed in text


def test_the_files_are_those_that_sources_describes():
    text = (REFERENCE / "SOURCES.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"^\| `([\w.]+)` \|.*?`([0-9a-f]{64})`", text, re.MULTILINE))
    assert set(described) == {
        *OUTLINES,
        "districts.csv",
        "context.geojson",
        "lima_callao_tiles.csv",
    }
    for name, sha256 in described.items():
        assert hashlib.sha256((REFERENCE / name).read_bytes()).hexdigest() == sha256, name


@pytest.mark.parametrize("name", LARGEST_BYTES)
def test_no_file_grows_beyond_its_limit(name):
    assert (REFERENCE / name).stat().st_size <= LARGEST_BYTES[name]


@pytest.mark.parametrize("name", LARGEST_BYTES)
def test_lines_end_with_a_line_feed_only(name):
    content = (REFERENCE / name).read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_a_changed_package_is_refused_in_one_sentence(tmp_path):
    package = Package("made-up", "1.0", "npm", "made-up-1.0.tgz", "0" * 64, "none")
    (tmp_path / package.file).write_bytes(b"something else")
    with pytest.raises(
        BuildError, match=r"made-up-1\.0\.tgz has SHA-256 .* nothing was written\.$"
    ):
        fetch((package,), tmp_path)
