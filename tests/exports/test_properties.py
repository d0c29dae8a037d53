"""What must hold for any table and any bytes."""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reparto.errors import UnreadableExport
from reparto.exports import FIELDS, canonical_rows, map_table, read_export
from reparto.exports.amounts import read_amounts
from reparto.exports.days import read_days
from tests.exports.builders import DELIVERIES, cells, csv_bytes, xlsx_bytes

NAMES = [field.name for field in FIELDS["deliveries"]]
LATIN = st.characters(
    min_codepoint=32,
    max_codepoint=0xFF,
    exclude_characters="\x7f" + "".join(map(chr, range(0x80, 0xA0))),
)
ANY = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029\ufeff"
) | st.sampled_from("\n,;\t|\"' ")


@st.composite
def tables(draw, letters):
    """A header of our own and rows whose every cell is anything; the id keeps a row from being a note."""
    width = draw(st.integers(2, 6))
    header = ["delivery_id", *draw(st.permutations(NAMES[1:]))[:width]]
    cell = st.text(letters, max_size=12).map(lambda text: text if text.strip() else "")
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8))
    return [header, *([f"D{at}", "x", *row[1:]] for at, row in enumerate(rows))]


def expected(rows):
    return [[cell or None for cell in row] for row in rows]


@settings(max_examples=200, deadline=None)
@given(
    tables(ANY),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_reads_back_equal(rows, delimiter, encoding, line_end):
    data = csv_bytes(rows, delimiter=delimiter, encoding=encoding, line_end=line_end)
    table = read_export(data, "a.csv").tables[0]
    assert table.header == tuple(rows[0])
    assert cells(table) == expected(rows[1:])
    assert table.rows_read == len(rows) - 1


@settings(max_examples=100, deadline=None)
@given(tables(LATIN), st.sampled_from([",", ";", "\t", "|"]))
def test_any_western_table_reads_back_equal_from_windows_1252(rows, delimiter):
    rows[1][1] = "Ñ y \u20ac"
    table = read_export(csv_bytes(rows, delimiter=delimiter, encoding="cp1252"), "a.csv").tables[0]
    assert cells(table) == expected(rows[1:])


@settings(max_examples=40, deadline=None)
@given(tables(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn", "Co"))))
def test_any_workbook_reads_back_equal(rows):
    table = read_export(xlsx_bytes({"x": rows}), "a.xlsx").tables[0]
    assert cells(table) == [[cell or None for cell in row] for row in rows[1:]]


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(data):
    read_or_refuse(data)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=800))
def test_any_text_is_read_or_refused_and_no_row_is_lost(text):
    export = read_or_refuse(text.encode("utf-8", "surrogatepass"))
    if export is not None:
        for table in export.tables:
            numbers = row_numbers(table)
            assert numbers == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))


def row_numbers(table):
    """The numbers of all rows below the header, kept or skipped."""
    kept = table.rows.column("row_no").to_pylist()
    return sorted(kept + [skip.row_no for skip in table.skipped])


WORDS = st.sampled_from(
    ["", "", "", "", *DELIVERIES, "Fecha", "Socio", "Distrito", "Artículo", "Familias", "items/kit", "items/agua",
     "Total", "Subtotal", "Fuente: x", "#org", "#adm3", "#date", "Row Labels", "Ate", "Lima", "Cáritas", "Kit",
     "2020-04-09", "09/04/2020", "150101", "12", "0", "1", "3.5", "Enero", "Mes: abril 2020", "Socio:", "x"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 8).flatmap(
        lambda width: st.lists(
            st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=14
        )
    )
)
def test_whatever_stands_on_a_sheet_no_row_is_lost_and_no_cell_moves(rows):
    export = read_or_refuse(b"sep=;\r\n" + csv_bytes([["", *row] for row in rows], delimiter=";"))
    if export is None:
        return
    claimed = set()
    for table in export.tables:
        numbers = row_numbers(table)
        assert numbers == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))
        blocks = {(number, table.header) for number in numbers}
        assert not blocks & claimed
        claimed |= blocks
        for number, found in zip(
            table.rows.column("row_no").to_pylist(), cells(table), strict=True
        ):
            there = [cell or None for cell in ["", *rows[number - 2]]]
            # What stood above the table is added behind its own columns, once for each label.
            added = sum(note.rule == "title-block" for note in export.notes)
            found = found[: min(len(there), len(table.header) - added)]
            assert all(cell is None or cell == there[at] for at, cell in enumerate(found))
            if len(export.tables) == 1 and "beside" not in {note.rule for note in export.notes}:
                assert [cell for cell in found if cell] == [cell for cell in there if cell]


WORKBOOK = xlsx_bytes({"x": [DELIVERIES, ("2020-04-09", "UNHCR", "150101", "kit", 12)] * 3})


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=20
    )
)
def test_a_scratched_workbook_is_read_or_refused(scratches):
    data = bytearray(WORKBOOK)
    for at, value in scratches:
        data[at] = value
    read_or_refuse(bytes(data))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
    ),
    st.data(),
)
def test_a_workbook_with_nonsense_inside_is_read_or_refused(member, data):
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = bytearray(members[member])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    members[member] = bytes(content)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    read_or_refuse(out.getvalue())


def read_or_refuse(data):
    """The export, or None if it was refused in a sentence; anything else is an error."""
    try:
        export = read_export(data, "a.bin")
    except UnreadableExport as refusal:
        assert refusal.title
        assert refusal.message
        return None
    assert export.tables
    return export


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6))
def test_numbers_and_days_never_fail_and_never_invent(column):
    for plain in read_amounts(column).values.values():
        assert plain is None or plain in column or float(plain) is not None
    days = read_days(column, "dmy", month_ok=True).values
    assert set(days) == set(column)


@settings(max_examples=60, deadline=None)
@given(tables(ANY))
def test_canonical_rows_are_as_many_as_the_rows(rows):
    header = [*DELIVERIES, "delivery_id"]
    body = [("2020-04-09", "A", "150101", "kit", row[2], row[0]) for row in rows[1:]]
    table = read_export(csv_bytes([header, *body]), "a.csv").tables[0]
    assert canonical_rows(table, map_table(table)).rows.num_rows == table.rows.num_rows
