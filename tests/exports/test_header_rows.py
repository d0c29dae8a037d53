"""The header is found under titles, beside HXL tags, in two rows; headers compare without dressing."""

import pytest

from reparto.exports import map_table, read_export
from reparto.exports.headers import candidates, normal
from reparto.exports.tags import is_tag, parse_tag
from tests.exports.builders import DELIVERIES, cells, csv_bytes, table_of

ROW = ("2020-04-09", "UNHCR", "150101", "food_kit", "12")


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("  ORGANIZACIÓN   IMPLEMENTADORA ", "organizacion implementadora"),
        ("Fecha de Inicio de la actividad (dd/mm/aaaa)", "fecha de inicio de la actividad"),
        ("Reporting.Month", "reporting month"),
        ("partner_name", "partner name"),
        ("SECTOR / CLUSTER", "sector cluster"),
        ("¿Qué se entregó?", "que se entrego"),
        ("Partner *", "partner"),
        ('ACTIVITY UNIT"|trans}}', "activity unit"),
        ("Nin\u0303as", "ninas"),
        ("Ni\u00c3\u00b1as", "ninas"),
        ("(dd/mm/aaaa)", "dd mm aaaa"),
        ("Socio\u200b", "socio"),
    ],
)
def test_headers_are_compared_without_their_dressing(header, form):
    assert normal(header) == form


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("entrega/fecha", "fecha"),
        ("grupo.items.cantidad", "cantidad"),
        ("Organization Name - إسم المنظمة", "organization name"),
        ("Número de familias", "familias"),
        ("# of households", "households"),
        ("Nombre de bénéficiaires", "beneficiaires"),
        ("Lugar / Distrito", "distrito"),
    ],
)
def test_headers_have_more_than_one_form(header, form):
    assert form in candidates(header)


@pytest.mark.parametrize(
    "cell", ["#org", "#org +name", "#adm1+code+v_pcodes", "# date + start", "#ORG+Impl "]
)
def test_tags(cell):
    assert is_tag(cell)


@pytest.mark.parametrize(
    "cell", ["#N/A", "#VALUE!", "#REF!", "#1", "org", "# 12", "#", "#NAME?", "nº #org"]
)
def test_no_tags(cell):
    assert not is_tag(cell)


def test_attribute_order_and_spaces_do_not_matter():
    assert parse_tag("#reached + f +children") == parse_tag("#REACHED+children+f")


def test_titles_and_legends_above_are_not_data():
    table = table_of(
        ["Reporte de entregas, abril de 2020"], [], ["Elaborado por: oficina"], DELIVERIES, ROW
    )
    assert table.header == DELIVERIES
    assert (table.header_row, table.rows_read) == (4, 1)
    assert table.rows.column("row_no").to_pylist() == [5]


@pytest.mark.parametrize("above", [True, False])
def test_the_tag_row_may_stand_below_or_above_the_header(above):
    tags = ("#date", "#org+impl", "#adm3+code", "#item+name", "#reached+hh")
    header = ("Cuándo fue", "Quién fue", "Código", "Qué cosa", "Familias")
    known = ("Fecha", "Socio", "Código", "Qué cosa", "Familias")
    rows = [tags, known, ROW] if above else [header, tags, ROW]
    table = table_of(*rows)
    assert table.header == (known if above else header)
    assert table.tags == tags
    assert table.rows.column("row_no").to_pylist() == [3]
    mapping = map_table(table)
    assert mapping.columns == {
        "delivered_on": 0,
        "partner": 1,
        "ubigeo": 2,
        "item": 3,
        "households": 4,
    }
    assert mapping.dialect == "hxl"


def test_tags_may_be_the_only_header():
    table = table_of(("#date", "#org+impl", "#adm3+code", "#item", "Column1"), ROW)
    assert table.header_row == 1
    assert table.tags == ("#date", "#org+impl", "#adm3+code", "#item", "")
    assert map_table(table).columns["partner"] == 1
    assert table.rows_read == 1


def test_two_languages_in_two_rows():
    english = ("Date", "Partner", "Province", "Item", "Families")
    spanish = ("Fecha", "Socio", "Provincia", "Artículo", "Familias")
    table = table_of(english, spanish, ROW)
    assert table.header[1] == "Partner / Socio"
    assert table.rows_read == 1
    assert map_table(table).columns["households"] == 4


def test_an_unknown_header_is_the_first_full_row():
    table = table_of(["título"], ["uno", "dos", "tres"], ["a", "b", "1"], ["c", "d", "2"])
    assert table.header == ("uno", "dos", "tres")
    assert cells(table) == [["a", "b", "1"], ["c", "d", "2"]]


def test_rows_of_data_are_never_taken_for_a_second_header():
    table = table_of(DELIVERIES, ("", "Organización", "", "Kit", ""), ROW)
    assert table.rows_read == 2


def test_a_row_of_data_with_a_few_known_words_is_not_the_header():
    header = ("ماذا", "وحدة", "أين", "متى", "كم", "من")
    table = table_of(header, ("x", "y", "z", "1", "2", "a"), ("Kit", "Unidad", "z", "1", "2", "b"))
    assert table.header == header
    assert table.rows_read == 2


def test_rows_above_the_header_are_told():
    export = read_export(csv_bytes([["Reporte", "abril"], DELIVERIES, ROW]), "a.csv")
    (note,) = export.notes
    assert note.rule == "title"
    assert "1 row" in note.text
