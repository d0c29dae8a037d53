"""What stands in a cell is the text that it was: nothing runs, nothing becomes markup, and numbers read back alike."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.exports.workbooks import cell_text
from reparto.language import current_language, use_language
from reparto.outputs.text_sheet import PlainColumn
from reparto.outputs.workbook import (
    as_day,
    as_number,
    in_language,
    lines_of,
    new_workbook,
    reader_of,
    sheet_name,
    write_cell,
)
from tests.outputs.opened import Opened

HOSTILE = [
    "=1+1",
    "{=1}",
    "<r>&bad</r>",
    "<r><t>x</t></r>",
    "<b>&\"'</b>",
    " ends with spaces  ",
    "two\nlines",
    "_x000D_",
    "a_x0041_b",
    "\x01\x1f",
    "😀 ñ \u202e",
    "http://a.example",
    "internal:A1",
    "'quoted",
]


@pytest.mark.parametrize("in_order", [True, False])
def test_a_hostile_text_stays_the_text_that_it_is(in_order):
    data = io.BytesIO()
    with new_workbook(data, in_order=in_order) as book:
        sheet = book.add_worksheet("a")
        for row, text in enumerate(HOSTILE):
            write_cell(sheet, row, 0, text, "text", None)

    opened = Opened(data.getvalue())

    assert [row[0] for row in opened.rows("a")] == HOSTILE
    assert "<f>" not in opened.sheet_xml("a")
    assert opened.all_members_are_well_formed()


def test_a_row_written_quickly_holds_what_a_row_written_cell_by_cell_does():
    kinds = ("text", "number", "day", "code")
    rows = [
        ("a", "12", "2020-04-09", "007"),
        ("<r>&</r>", "1,5", "09/04/2020", "1.0"),
        (" b", "-0.25", "1899-01-01", "=1"),
        ("a", "12", "2020-04-09", "007"),
    ]
    data = io.BytesIO()
    with new_workbook(data, in_order=True) as book:
        slow, quick = book.add_worksheet("slow"), book.add_worksheet("quick")
        looks = [
            book.add_format({"num_format": "yyyy-mm-dd" if kind == "day" else "0"})
            for kind in kinds
        ]
        columns = [
            PlainColumn(quick, i, look, reader_of(kind))
            for i, (kind, look) in enumerate(zip(kinds, looks, strict=True))
        ]
        for line, row in enumerate(rows):
            for i, cell in enumerate(row):
                write_cell(slow, line, i, cell, kinds[i], looks[i])
            if line == 2:
                for i, cell in enumerate(row):
                    write_cell(quick, line, i, cell, kinds[i], looks[i])
            else:
                cells = [c.cell(str(line + 1), t) for c, t in zip(columns, row, strict=True)]
                quick.write_plain_row(line, cells)

    opened = Opened(data.getvalue())

    assert opened.rows("quick") == opened.rows("slow")
    assert [[cell_text(cell) for cell in row] for row in opened.rows("quick")] == [
        list(row) for row in rows
    ]
    assert isinstance(opened.rows("quick")[0][1], float)


def test_a_text_too_long_for_a_cell_is_cut_and_the_file_stays_whole():
    data = io.BytesIO()
    with new_workbook(data, in_order=True) as book:
        sheet = book.add_worksheet("a")
        write_cell(sheet, 0, 0, "😀" * 20_000, "text", None)
        look = book.add_format({})
        sheet.write_plain_row(1, [PlainColumn(sheet, 0, look).cell("2", "😀" * 20_000)])

    first, second = Opened(data.getvalue()).rows("a")

    assert first == second == ["😀" * 16_383]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-7", -7), ("0", 0), ("0.5", 0.5), ("123456789012345", 123456789012345)],
)
def test_a_plain_number_is_a_number(text, number):
    assert as_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["007", "12.0", "1,200", "1e3", "-0", "", "+1", "1234567890123456", ".5", "0.10", "１２"],
)
def test_what_would_read_back_otherwise_stays_text(text):
    assert as_number(text) is None


@settings(max_examples=300)
@given(st.from_regex(r"-?[0-9]{1,16}(\.[0-9]{1,9})?", fullmatch=True))
def test_whatever_becomes_a_number_reads_back_as_the_same_text(text):
    number = as_number(text)
    if number is not None:
        assert cell_text(float(f"{number:.16G}")) == text


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("2020-04-09", True),
        ("2020-02-31", False),
        ("20200409", False),
        ("2020-W15-4", False),
        ("1900-01-01", False),
        ("09/04/2020", False),
    ],
)
def test_only_an_iso_day_becomes_a_date(text, is_day):
    assert (as_day(text) is not None) == is_day


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Norte ", (), "Norte "),
        ("a/b:c", (), "a b c"),
        ("x" * 40, (), "x" * 31),
        ("Hoja", ("hoja",), "Hoja (2)"),
        ("x" * 31, ("x" * 31,), "x" * 27 + " (2)"),
        ("History", (), "History 1"),
        ("'", (), "Sheet 1"),
        (None, (), "Sheet 1"),
        ("😀" * 20, (), "😀" * 15),
    ],
)
def test_a_sheet_keeps_its_name_where_spreadsheets_allow_it(wanted, taken, name):
    assert sheet_name(wanted, taken) == name


def test_a_workbook_in_another_language_leaves_the_readers_own():
    use_language("en")

    assert in_language("es", current_language) == "es"
    assert current_language() == "en"


def test_a_workbook_names_nobody():
    data = io.BytesIO()
    with new_workbook(data, title="Lima") as book:
        book.add_worksheet("a")

    core = Opened(data.getvalue())._tree("docProps/core.xml")

    assert {one.tag.rsplit("}", 1)[1]: one.text for one in core if one.text}.keys() <= {
        "title",
        "created",
        "modified",
    }


def test_lines_are_counted_by_the_width_of_the_column():
    assert [
        lines_of("", 10),
        lines_of("a" * 10, 10),
        lines_of("a" * 11, 10),
        lines_of("a\nb", 10),
    ] == [1, 1, 2, 2]
