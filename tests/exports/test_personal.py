"""Columns about persons are dropped, by header, by tag and by what the cells look like."""

import pytest

from reparto.exports import FIELDS, map_table, without_personal
from reparto.exports.personal import personal_header
from tests.exports.builders import DELIVERIES, cells, table_of

ROW = ("2020-04-09", "UNHCR", "150101", "food_kit", "12")
PERSONAL = (
    "Contact Person; Email; E-mail; Contact phone; enumerator; nombre del beneficiario; DNI; CE; PTP; teléfono; "
    "dirección; Persona de contacto; _submitted_by; deviceid; imei; phonenumber; Personne de contact; "
    "grupo/nombre_jefe_hogar; Nombres y Apellidos; Nro. de documento; Número de documento de identidad; Celular; "
    "Correo electrónico; gps_hogar; Ubicación del hogar; Fecha de nacimiento; First name; Passport; _geolocation; "
    "Beneficiary name; Domicilio; Nombre"
)
NOT_PERSONAL = (
    "Partner Full Name; Nombre de la organización; NOMBRE DEL LUGAR; Tipo de beneficiario; Beneficiary Type; "
    "Site name; household_key; Household ID; Número de familias; Nombre de bénéficiaires; Dirección Regional"
)


@pytest.mark.parametrize("header", PERSONAL.split("; "))
def test_personal_headers(header):
    assert personal_header(header)


@pytest.mark.parametrize("header", NOT_PERSONAL.split("; "))
def test_other_headers(header):
    assert not personal_header(header)


def test_none_of_our_own_fields_or_their_synonyms_is_personal():
    names = {n for fields in FIELDS.values() for f in fields for n in (f.name, *f.synonyms)}
    assert [name for name in sorted(names) if personal_header(name)] == []


@pytest.mark.parametrize(
    "tag", ["#contact", "#contact+name", "#name", "#phone", "#email", "#org+email"]
)
def test_personal_tags(tag):
    assert personal_header("cualquiera", tag)


@pytest.mark.parametrize(
    "cell",
    [
        "ana@example.org",
        "987654321",
        "987 654 321",
        "+51 987 654 321",
        "(01) 455-1234",
        "0051987654321",
    ],
)
def test_unused_columns_that_look_personal_are_dropped(cell):
    table = table_of((*DELIVERIES, "otro dato"), (*ROW, cell), (*ROW, cell), (*ROW, ""))
    mapping = map_table(table)
    assert mapping.dropped == ("otro dato",)
    assert mapping.unused == ()


@pytest.mark.parametrize(
    "cell", ["2020-04-05", "01/08/2021", "12", "1360000", "GT0101", "20200405", "texto"]
)
def test_unused_columns_that_do_not_are_kept(cell):
    table = table_of((*DELIVERIES, "otro dato"), (*ROW, cell), (*ROW, cell))
    assert map_table(table).unused == ("otro dato",)


def test_document_numbers_in_an_unused_column_are_dropped():
    rows = [(*ROW, str(41234567 + 1717 * i)) for i in range(20)]
    assert map_table(table_of((*DELIVERIES, "clave"), *rows)).dropped == ("clave",)


def test_household_keys_that_nobody_hashed_are_dropped():
    header = (*DELIVERIES, "household_key")
    plain = map_table(table_of(header, (*ROW, "45678912"), (*ROW, "41234567")))
    assert plain.dropped == ("household_key",)
    assert "household_key" not in plain.columns
    hashed = map_table(table_of(header, (*ROW, "9f86d081884c7d65"), (*ROW, "60303ae22b998861")))
    assert "household_key" in hashed.columns


def test_without_personal_empties_the_cells_and_keeps_the_positions():
    table = table_of(
        ("DNI", *DELIVERIES, "Correo"), ("45678912", *ROW, "ana@example.org"), ("", *ROW, "")
    )
    mapping = map_table(table)
    clean = without_personal(table, mapping)
    assert mapping.dropped == ("DNI", "Correo")
    assert clean.header == table.header
    assert cells(clean) == [[None, *ROW, None]] * 2
    assert clean.rows.schema == table.rows.schema
    assert map_table(clean).columns == mapping.columns
    assert "45678912" not in str(clean.rows.to_pylist())
