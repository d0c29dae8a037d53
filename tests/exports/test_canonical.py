"""Our own columns: every field of the kind, cleaned text, codes with their zeros, stand-ins told."""

import pyarrow as pa
import pytest

from reparto.exports import FIELDS, canonical_rows, map_table, read_export
from reparto.language import use_language
from tests.exports.builders import DELIVERIES, canonical, csv_bytes, table_of, values, xlsx_bytes

ROW = ("2020-04-09", "UNHCR", "150101", "food_kit", "12")


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_is_there_as_text(kind):
    names = [field.name for field in FIELDS[kind]]
    table = table_of(names, ["1"] * len(names))
    rows = canonical_rows(table, map_table(table)).rows
    assert rows.column_names == ["sheet", "row_no", *names]
    assert rows.schema.field("row_no").type == pa.int32()
    assert {rows.schema.field(name).type for name in ["sheet", *names]} == {pa.string()}


def test_absent_and_empty_are_null():
    rows = canonical(DELIVERIES, (*ROW[:4], "")).rows
    assert values(rows, "households") == [None]
    assert values(rows, "persons") == [None]
    assert values(rows, "sheet") == [None]


def test_rows_know_their_sheet_and_number():
    table = read_export(xlsx_bytes({"Hoja 1": [["título"], DELIVERIES, ROW]}), "a.xlsx").tables[0]
    rows = canonical_rows(table, map_table(table)).rows
    assert values(rows, "sheet") == ["Hoja 1"]
    assert values(rows, "row_no") == [3]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Cáritas \n  del  Perú ", "Cáritas del Perú"),
        ("Ca\u0301ritas", "Cáritas"),
        ("Cári\u200btas\u202e", "Cáritas"),
        ("a\u00a0b", "a b"),
        ("\u200b", None),
        ("=HYPERLINK(x)", "=HYPERLINK(x)"),
        ("<b>x</b>", "<b>x</b>"),
        ("UNHCR", "UNHCR"),
    ],
)
def test_text_is_cleaned(cell, text):
    rows = canonical(DELIVERIES, (ROW[0], cell, *ROW[2:]), ROW).rows
    assert values(rows, "partner") == [text, "UNHCR"]


def test_codes_are_text_and_lost_zeros_come_back():
    header = (*DELIVERIES, "department_code", "province_code", "delivery_id")
    result = canonical(
        header,
        (*ROW[:2], "70101", *ROW[3:], "7", "701", "007"),
        (*ROW[:2], "150101.0", *ROW[3:], "15", "1501", "8.0"),
        (*ROW[:2], " PE150101", *ROW[3:], "PE15", "x", "A 1"),
    )
    assert values(result.rows, "ubigeo") == ["070101", "150101", "PE150101"]
    assert values(result.rows, "department_code") == ["07", "15", "PE15"]
    assert values(result.rows, "province_code") == ["0701", "1501", "x"]
    assert values(result.rows, "delivery_id") == ["007", "8", "A 1"]
    assert [note.rule for note in result.notes] == ["ubigeo-padded"] * 3


def test_marks_and_orders_are_told_by_field():
    result = canonical((*DELIVERIES, "amount"), (*ROW, "1.234,50"))
    assert result.decimal_marks == {"households": ".", "amount": ","}
    assert result.date_orders == {"delivered_on": "ymd"}
    assert values(result.rows, "amount") == ["1234.5"]


def test_a_sector_stands_in_for_the_item_and_it_is_told():
    result = canonical(
        ("Date", "Partner", "Admin1", "Cluster"), ("2020-04-09", "A", "Lima", "WASH")
    )
    assert values(result.rows, "item") == ["WASH"]
    assert [note.rule for note in result.notes] == ["item-stand-in"]


def test_the_currency_named_in_a_header_fills_its_column_where_there_is_an_amount():
    result = canonical((*DELIVERIES, "Value (in USD)"), (*ROW, "20"), (*ROW, ""))
    assert values(result.rows, "amount") == ["20", None]
    assert values(result.rows, "currency") == ["USD", None]


def test_notes_are_in_the_readers_language():
    before = use_language("en")
    try:
        use_language("es")
        assert canonical(DELIVERIES, ROW).rows.num_rows == 1
    finally:
        use_language(before)


def test_an_empty_table_has_our_columns_too():
    table = read_export(csv_bytes([DELIVERIES]), "a.csv").tables[0]
    rows = canonical_rows(table, map_table(table)).rows
    assert (rows.num_rows, rows.column_names[2]) == (0, "delivery_id")
