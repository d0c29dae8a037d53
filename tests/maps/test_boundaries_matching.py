"""Areas and places: joined by whatever codes a file has, by names where it has none, never by chance."""

import pytest

from reparto.errors import OperationProblem
from reparto.maps.boundaries_files import read_layers
from reparto.maps.boundaries_matching import Unmatched, match
from reparto.maps.boundaries_parts import Place
from reparto.maps.boundaries_whereabouts import refuse_elsewhere
from reparto.operation import Operation
from reparto.places import known_places, place_aliases
from tests.maps.geojson_files import area, saved


def district(code: str, name: str, latitude: float | None = None) -> Place:
    longitude = None if latitude is None else -77.0
    return Place(code, "district", name, code[:2], code[:4], "Lima", "Lima", latitude, longitude)


PERU = (
    Place("15", "department", "Lima", "15", None, "Lima"),
    Place("1501", "province", "Lima", "15", "1501", "Lima", "Lima"),
    district("150101", "Lima", -12.0),
    district("150132", "San Juan de Lurigancho", -11.9),
    Place("010101", "district", "Chachapoyas", "01", "0101", "Amazonas", "Chachapoyas"),
)


def matched(tmp_path, *features, places=PERU, country="PE", aliases=()):
    return match(read_layers(saved(tmp_path / "a.geojson", features)), places, country, aliases)


@pytest.mark.parametrize(
    "properties",
    [
        {"ubigeo": "150132"},
        {"UBIGEO": 150132},
        {"IDDIST": "150132", "IDPROV": "1501", "IDDPTO": "15", "NOMBDIST": "SJL"},
        {"ADM3_PCODE": "PE150132", "ADM2_PCODE": "PE1501", "ADM1_PCODE": "PE15", "ADM0_PCODE": "PE"},
        {"adm3_pcode": "pe150132"},
        {"fid": "150132"},
        {"fid": 150132.0},
        {"id": "PE150132"},
        {"CODDIST": "150132"},
        {"fid": 7, "OBJECTID": 15, "ubigeo": "150132"},
    ],
)  # fmt: skip
def test_a_district_is_known_by_its_code_under_any_of_the_usual_keys(tmp_path, properties):
    other = {key: "PE010101" if key == "ADM3_PCODE" else 0 for key in properties}
    found = matched(tmp_path, area(0, 0, **properties), area(5, 5, **other))

    assert list(found.shapes["district"]) in (["150132"], ["150132", "010101"])


def test_departments_and_provinces_are_known_by_their_level(tmp_path):
    found = matched(
        tmp_path,
        area(0, 0, ADM1_PCODE="PE15"),
        area(0, 0, ADM2_PCODE="PE1501", ADM1_PCODE="PE15"),
        area(0, 0, ADM3_PCODE="PE150101", ADM2_PCODE="PE1501", ADM1_PCODE="PE15"),
        area(5, 0, ADM3_PCODE="PE150132", ADM2_PCODE="PE1501", ADM1_PCODE="PE15"),
    )

    assert {level: sorted(codes) for level, codes in found.shapes.items()} == {
        "department": ["15"],
        "province": ["1501"],
        "district": ["150101", "150132"],
    }


def test_a_code_that_lost_its_first_zero_is_still_known(tmp_path):
    assert list(matched(tmp_path, area(0, 0, ubigeo=10101)).shapes["district"]) == ["010101"]


def test_row_numbers_are_no_departments_where_names_say_more(tmp_path):
    features = [
        area(0, 0, id=15, departamento="LIMA", provincia="LIMA", distrito="San Juan de Lurigancho"),
        area(5, 5, id=3, departamento="LIMA", provincia="LIMA", distrito="LIMA"),
    ]

    found = matched(tmp_path, *features)

    assert list(found.shapes) == ["district"]
    assert [(one.name, one.code, one.is_torn) for one in found.by_name] == [
        ("San Juan de Lurigancho", "150132", False),
        ("LIMA", "150101", False),
    ]


@pytest.mark.parametrize(
    "name", ["MI PERÃz", "Mi PerÃº", "MI PER\ufffd", "MI PER?", "mi  peru", "MI PERÚ"]
)
def test_a_name_with_a_torn_letter_finds_its_place_inside_its_parent(tmp_path, name):
    places = (
        Place("070107", "district", "Mi Perú", "07", "0701", "Callao", "Callao"),
        Place("010109", "district", "Mi Pera", "01", "0101", "Amazonas", "Chachapoyas"),
    )

    found = matched(
        tmp_path,
        area(0, 0, departamento="CALLAO", provincia="CALLAO", distrito=name),
        places=places,
    )

    assert [one.code for one in found.by_name] == ["070107"]
    assert found.by_name[0].is_torn is (name not in ("mi  peru", "MI PERÚ"))


def test_a_name_of_two_places_is_joined_to_neither(tmp_path):
    places = (
        Place("010101", "district", "Miraflores", "01", None, "Norte"),
        Place("020101", "district", "Miraflores", "02", None, "Sur"),
        Place("020102", "district", "Costa", "02", None, "Sur"),
    )

    found = matched(
        tmp_path, area(0, 0, name="Miraflores"), area(1, 1, name="Costa"), places=places
    )
    within = matched(
        tmp_path,
        area(0, 0, district="Miraflores", department="SUR"),
        area(1, 1, district="Costa", department="Norte"),
        places=places,
    )

    assert found.unmatched == [Unmatched("a.geojson", "", "Miraflores")]
    assert [one.code for one in found.by_name] == ["020102"]
    assert [one.code for one in within.by_name] == ["020101"]
    assert within.unmatched == [Unmatched("a.geojson", "", "Costa")]


def test_portuguese_names_are_not_taken_for_torn_ones(tmp_path):
    places = (Place("SP", "district", "São Paulo", "SP", None, "Sul"),)

    found = matched(tmp_path, area(0, 0, name="SÃO PAULO"), places=places, country="BR")

    assert [(one.code, one.is_torn) for one in found.by_name] == [("SP", False)]


def test_what_matches_nothing_is_told_with_its_code_and_name(tmp_path):
    found = matched(
        tmp_path, area(0, 0, ubigeo="150132"), area(1, 1, ubigeo="159999", NOMBDIST="Nowhere")
    )

    assert found.unmatched == [Unmatched("a.geojson", "159999", "Nowhere")]


def test_the_areas_of_another_country_are_refused_by_their_codes(tmp_path):
    with pytest.raises(OperationProblem) as problem:
        matched(tmp_path, area(0, 0, ADM3_PCODE="EC150132"), area(0, 0, ADM3_PCODE="EC150101"))

    assert problem.value.title == "The codes in a.geojson are those of another country (EC)."
    assert "boundaries of PE" in problem.value.message


def test_areas_without_any_known_code_or_name_are_refused_with_examples(tmp_path):
    with pytest.raises(OperationProblem) as problem:
        matched(tmp_path, area(0, 0, name="Gotham"), area(0, 0, name="Metropolis"))

    assert (
        problem.value.title
        == "No area in a.geojson is a place of this operation (such as Gotham and Metropolis)."
    )
    assert "150132 for San Juan de Lurigancho" in problem.value.message


def test_a_code_with_two_names_is_refused(tmp_path):
    with pytest.raises(OperationProblem) as problem:
        matched(
            tmp_path, area(0, 0, ubigeo="150132", name="Alto"), area(5, 5, ubigeo="150132", name="Bajo")
        )  # fmt: skip

    assert problem.value.title == "The code 150132 stands for two areas: Alto and Bajo."


@pytest.mark.parametrize(
    ("west", "south", "title"),
    [
        (-78.5, -0.5, "are of another country"),
        (-12.4, -77.4, "has latitude and longitude exchanged"),
    ],
)
def test_outlines_far_from_their_places_are_refused(tmp_path, west, south, title):
    found = matched(tmp_path, area(west, south, 0.8, ubigeo="150132"))

    with pytest.raises(OperationProblem) as problem:
        refuse_elsewhere(found.shapes, PERU, ["a.geojson"])

    assert title in problem.value.title


def test_outlines_about_their_places_are_taken_and_places_without_coordinates_not_judged(tmp_path):
    here = matched(tmp_path, area(-77.4, -12.4, 0.8, ubigeo="150132"))
    anywhere = matched(tmp_path, area(100, 50, ubigeo="010101"))

    refuse_elsewhere(here.shapes, PERU, ["a.geojson"])
    refuse_elsewhere(anywhere.shapes, PERU, ["a.geojson"])


def test_every_district_of_peru_is_found_by_its_names_alone(tmp_path):
    """Without codes, in capitals: 1,891 districts inside their provinces, not one taken for another."""
    operation = Operation(folder=tmp_path, name={"en": "Peru"})
    rows = [row for row in known_places(operation).to_pylist() if row["geo_level"] != "country"]
    places = tuple(
        Place(
            row["place_code"],
            row["geo_level"],
            row[row["geo_level"]],
            row["department_code"],
            row["province_code"],
            row["department"],
            row["province"],
        )
        for row in rows
    )
    features = [
        area(
            index / 10,
            0,
            DEPARTAMENTO=place.department.upper(),
            PROVINCIA=place.province.upper(),
            DISTRITO=place.name.upper(),
        )
        for index, place in enumerate(one for one in places if one.level == "district")
    ]

    found = matched(tmp_path, *features, places=places, aliases=place_aliases("PE"))

    drawn_at = {code: shapes[0][0][0][0][0] for code, shapes in found.shapes["district"].items()}
    expected = {
        p.code: i / 10 for i, p in enumerate(one for one in places if one.level == "district")
    }
    assert len(drawn_at) == 1891
    assert drawn_at == expected
    assert not found.unmatched
