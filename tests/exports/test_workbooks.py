"""Workbooks: cells as text, sheets found and told, headers of two rows, merged cells."""

import io
from datetime import date, datetime, time

import pytest
import xlsxwriter

from reparto.errors import UnreadableExport
from reparto.exports import map_table, read_export
from reparto.exports.workbooks import cell_text
from tests.exports.builders import DELIVERIES, cells, ods_bytes, xlsx_bytes

ROW = ("2020-04-09", "UNHCR", "150101", "food_kit", 12)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (-7.0, "-7"),
        (0.1 + 0.2, "0.3"),
        (2.5, "2.5"),
        (1e-7, "0.0000001"),
        (12345678901234.0, "12345678901234"),
        (float("nan"), ""),
        (True, "true"),
        (False, "false"),
        ("070101", "070101"),
        (date(2020, 4, 9), "2020-04-09"),
        (datetime(2020, 4, 9), "2020-04-09"),
        (datetime(2020, 4, 9, 10, 30), "2020-04-09 10:30:00"),
        (time(10, 30), "10:30:00"),
        (None, ""),
    ],
)
def test_cells_are_what_a_person_would_type(value, text):
    assert cell_text(value) == text


def test_a_workbook_reads_back_as_it_was_written():
    rows = [
        ("partner", "item", "delivered_on", "ubigeo", "quantity", "government_package"),
        ("UNHCR", "food_kit", datetime(2020, 4, 9), "070101", 12.0, True),
        ("IOM", "=1+1", datetime(2020, 4, 10), "150101", 2.5, False),
    ]
    export = read_export(xlsx_bytes({"Entregas ": rows}), "a.xlsx")
    (table,) = export.tables
    assert (export.format, export.encoding, export.delimiter) == ("xlsx", None, None)
    assert table.sheet == "Entregas "
    assert cells(table)[0] == ["UNHCR", "food_kit", "2020-04-09", "070101", "12", "true"]
    assert cells(table)[1][4:] == ["2.5", "false"]


def test_the_data_sheets_are_found_and_the_others_told():
    book = xlsx_bytes(
        {
            "Léeme": [["Notas de este archivo"], ["Contacto: la oficina"]],
            "Lima": [DELIVERIES, ROW, ROW],
            "Tabla dinámica": [["Row Labels", "Sum of households"], ["UNHCR", 24]],
            "Callao": [["Entregas en el Callao"], [], DELIVERIES, ROW],
            "Vacía": [],
            "Oculta": [DELIVERIES, ROW],
        },
        hidden=["Oculta"],
    )
    export = read_export(book, "a.xlsx")
    assert [(t.sheet, t.header_row, t.rows_read) for t in export.tables] == [
        ("Lima", 1, 2),
        ("Callao", 3, 1),
    ]
    told = [(note.rule, note.text) for note in export.notes]
    assert told == [
        ("hidden-sheet", "The hidden sheet “Oculta” was not read."),
        ("title", "Sheet “Callao”: The header is row 3; 1 row above it was read as a title."),
        ("data-sheets", "Rows of the sheets “Lima” and “Callao” were read."),
        (
            "other-sheets",
            "The sheet “Tabla dinámica” was not read. This looks like a pivot table, which has added "
            "the rows up already. Send the table that it was made from, with one row for each delivery.",
        ),
        ("other-sheets", "The sheet “Léeme” holds no table that can be used and was not read."),
    ]


def test_without_a_sheet_that_fits_the_best_one_is_kept_so_that_it_can_be_explained():
    book = xlsx_bytes({"a": [["x"]], "b": [["Socio", "Distrito", "Familias"], ["A", "Ate", 3]]})
    export = read_export(book, "a.xlsx")
    assert [table.sheet for table in export.tables] == ["b"]


def test_an_empty_workbook_is_refused():
    with pytest.raises(UnreadableExport, match="no table"):
        read_export(xlsx_bytes({"a": []}), "a.xlsx")


def test_cells_keep_their_place_when_the_table_starts_away_from_the_corner():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(4, 2, DELIVERIES)
    sheet.write_row(5, 2, ROW)
    book.close()
    table = read_export(out.getvalue(), "a.xlsx").tables[0]
    assert table.header == ("", "", *DELIVERIES)
    assert table.header_row == 5
    assert table.rows.column("row_no").to_pylist() == [6]
    assert map_table(table).columns["partner"] == 3


def test_merged_groups_above_the_header_and_merged_words_in_the_data():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 6, "Entregas de abril")
    sheet.merge_range(1, 0, 2, 0, "Socio")
    sheet.merge_range(1, 1, 1, 2, "¿Dónde?")
    sheet.write_row(2, 1, ["Provincia", "Distrito"])
    sheet.merge_range(1, 3, 1, 4, "Personas alcanzadas")
    sheet.write_row(2, 3, ["Mujeres", "Hombres"])
    sheet.write_row(1, 5, ["Fecha de entrega", "Artículo"])
    sheet.merge_range(3, 0, 4, 0, "Cáritas")
    sheet.write_row(3, 1, ["Lima", "Ate", 10, 20, "09/04/2020", "Kit"])
    sheet.write_row(4, 1, ["Lima", "Comas", None, 5, "09/04/2020", "Kit"])
    sheet.merge_range(3, 3, 4, 3, 10)
    book.close()
    export = read_export(out.getvalue(), "a.xlsx")
    (table,) = export.tables
    assert table.header == (
        "Socio",
        "¿Dónde? / Provincia",
        "¿Dónde? / Distrito",
        "Personas alcanzadas / Mujeres",
        "Personas alcanzadas / Hombres",
        "Fecha de entrega",
        "Artículo",
    )
    assert cells(table)[1] == ["Cáritas", "Lima", "Comas", None, "5", "09/04/2020", "Kit"]
    assert [note.rule for note in export.notes] == ["title", "merged"]
    assert map_table(table).columns["women"] == 3


def test_a_header_of_three_levels_held_together_by_merged_cells():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for column, name in ((0, "Socio"), (1, "Distrito"), (6, "Fecha"), (7, "Artículo")):
        sheet.merge_range(0, column, 2, column, name)
    sheet.merge_range(0, 2, 0, 5, "Personas alcanzadas")
    sheet.merge_range(1, 2, 1, 3, "Menores")
    sheet.merge_range(1, 4, 1, 5, "Adultos")
    sheet.write_row(2, 2, ["Niñas", "0-17", "Mujeres", "18+"])
    sheet.write_row(3, 0, ["Cáritas", "Ate", 1, 2, 3, 4, "09/04/2020", "Kit"])
    book.close()
    export = read_export(out.getvalue(), "a.xlsx")
    (table,) = export.tables
    assert table.header == (
        "Socio",
        "Distrito",
        "Personas alcanzadas / Menores / Niñas",
        "Personas alcanzadas / Menores / 0-17",
        "Personas alcanzadas / Adultos / Mujeres",
        "Personas alcanzadas / Adultos / 18+",
        "Fecha",
        "Artículo",
    )
    assert (table.header_row, table.rows_read, export.notes) == (3, 1, ())
    columns = map_table(table).columns
    assert (columns["girls"], columns["women"], columns["item"]) == (2, 4, 7)


def test_ods_is_read():
    (table,) = read_export(ods_bytes([DELIVERIES, tuple(map(str, ROW))]), "a.ods").tables
    assert cells(table) == [[*map(str, ROW)]]
    assert table.sheet == "Hoja1"
