"""Columns about persons are dropped, by header, by tag and by what the cells look like."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.exports import FIELDS, map_table, without_personal
from reparto.exports.personal import personal_header
from tests.exports.builders import DELIVERIES, cells, table_of

ROW = ("2020-04-09", "UNHCR", "150101", "food_kit", "12")
PERSONAL = (
    "Contact Person; Email; E-mail; Contact phone; enumerator; nombre del beneficiario; DNI; CE; PTP; teléfono; "
    "dirección; Persona de contacto; _submitted_by; deviceid; imei; phonenumber; Personne de contact; "
    "grupo/nombre_jefe_hogar; Nombres y Apellidos; Nro. de documento; Número de documento de identidad; Celular; "
    "Correo electrónico; gps_hogar; Ubicación del hogar; Fecha de nacimiento; First name; Passport; _geolocation; "
    "Beneficiary name; Domicilio; Nombre; Pessoa de contato; Ponto focal; Nom et prénoms; Chef de ménage; "
    "Nom du chef de ménage; Nome do beneficiário; Bilhete de Identidade; Enquêteur; رقم الهاتف; "
    "Contact person - الشخص المسؤول; البريد الإلكتروني; _gps_latitude; _q_longitude; _ubicacion_precision; "
    "Carné de extranjería; DNI/CE; N° móvil; Mobile number; Received by; Case number; datos/nombre; "
    "beneficiarios/nombre; phoneNumber; PrimerApellido; coordenadas_hogar; _geolocation"
)
NOT_PERSONAL = (
    "Partner Full Name; Nombre de la organización; NOMBRE DEL LUGAR; Tipo de beneficiario; Beneficiary Type; "
    "Site name; household_key; Household ID; Número de familias; Nombre de bénéficiaires; Dirección Regional; "
    "Mobile money; Clínica móvil; partner.name; implementing.partner.name; province.name; socio/nombre; اسم المنظمة; "
    "Organization Name - إسم المنظمة; _punto_entrega_latitude; latitude; srcOrganization; Recipient organization; "
    "Number of individuals; Nombre de personnes; Appealing organisation Name; Nom de l'organisation; Nombre del albergue"
)


@pytest.mark.parametrize("header", PERSONAL.split("; "))
def test_personal_headers(header):
    assert personal_header(header)


@pytest.mark.parametrize("header", NOT_PERSONAL.split("; "))
def test_other_headers(header):
    assert not personal_header(header)


SPELLINGS = st.sampled_from(
    [str, str.upper, str.title, lambda text: text.replace(" ", "_"), lambda text: f"  {text} *"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([name for name in PERSONAL.split("; ") if not name.startswith("_")]),
    SPELLINGS,
    st.sampled_from(["", "registro/", "grupo 1/"]),
)
def test_personal_columns_are_dropped_in_any_spelling_and_their_cells_are_gone(
    name, spelled, group
):
    header = group + spelled(name)
    table = table_of((*DELIVERIES, header), (*ROW, "Persona Inventada"), (*ROW, "Otra Persona"))
    mapping = map_table(table)
    assert mapping.personal == (len(DELIVERIES),)
    assert "Persona" not in str(without_personal(table, mapping).rows.to_pylist())


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NOT_PERSONAL.split("; ")), SPELLINGS)
def test_names_of_organisations_and_sites_are_kept_in_any_spelling(name, spelled):
    table = table_of((*DELIVERIES, spelled(name)), (*ROW, "Algo"), (*ROW, "Otro"))
    assert map_table(table).dropped == ()


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


def test_positions_are_dropped_even_under_the_name_of_a_site():
    header = (*DELIVERIES, "lugar", "otro")
    place = "-12.0464 -77.0428 0 4.5"
    mapping = map_table(table_of(header, (*ROW, place, place), (*ROW, place, "")))
    assert mapping.dropped == ("lugar", "otro")
    assert "site" not in mapping.columns


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
