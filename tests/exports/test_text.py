"""Delimited text: encodings, delimiters, line ends, quotes, NULs, ragged rows."""

import pytest

from reparto.exports import read_export
from tests.exports.builders import DELIVERIES, cells, csv_bytes, table_of

ROW = ("09/04/2020", "Cáritas Ñaña", "150101", "Kit, de “agua”; nº 1", "12")


def rules(export):
    return [note.rule for note in export.notes]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "windows-1252"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_every_encoding_delimiter_and_line_end(encoding, named, delimiter, line_end):
    rows = [DELIVERIES, ROW, ROW]
    data = csv_bytes(rows, delimiter=delimiter, encoding=encoding, line_end=line_end)
    export = read_export(data, "a.csv")
    assert (export.encoding, export.delimiter) == (named, delimiter)
    assert cells(export.tables[0]) == [list(ROW), list(ROW)]
    assert ("encoding" in rules(export)) == (encoding == "cp1252")


def test_utf8_with_one_stray_byte_is_still_utf8():
    data = csv_bytes([DELIVERIES, *[ROW] * 5]) + b"09/04/2020,Jos\xe9,150101,kit,1\r\n"
    export = read_export(data, "a.csv")
    assert export.encoding == "utf-8"
    assert cells(export.tables[0])[5][1] == "José"
    assert cells(export.tables[0])[0][1] == "Cáritas Ñaña"
    assert rules(export) == ["encoding"]


def test_a_decimal_comma_does_not_become_the_delimiter():
    rows = "fecha;socio;distrito;artículo;cantidad\n" + "01/04/2020;A;Lima;Kit;2,5\n" * 4
    export = read_export(rows.encode(), "a.csv")
    assert export.delimiter == ";"
    assert cells(export.tables[0])[0][4] == "2,5"


def test_excels_own_hint_is_followed_and_is_no_row():
    export = read_export(b"sep=|\r\npartner|item|x\r\nA|B|1\r\n", "a.csv")
    assert export.delimiter == "|"
    assert export.tables[0].header == ("partner", "item", "x")
    assert export.tables[0].header_row == 2
    assert export.tables[0].rows_read == 1


def test_a_quoted_cell_over_several_lines_is_one_cell():
    row = ("09/04/2020", "A", "150101", "uno,\ndos, tres, cuatro\r\n\ntres", "1")
    table = table_of(DELIVERIES, row, ROW)
    assert cells(table) == [list(row), list(ROW)]
    assert table.rows.column("row_no").to_pylist() == [2, 3]


@pytest.mark.parametrize(
    "broken",
    [
        '09/04/2020,"A,150101,kit,1',
        '09/04/2020,A,150101,"kit 2" grande,1,"',
        '"09/04/2020,A,150101,kit,1',
    ],
)
@pytest.mark.parametrize("after", [0, 1, 3, 400])
def test_an_open_quote_does_not_swallow_the_rows_after_it(broken, after):
    good = ['01/04/2020,"B, C",150101,kit,2'] * after
    text = "\n".join([",".join(DELIVERIES), *good, broken, *good]) + "\n"
    export = read_export(text.encode(), "a.csv")
    table = export.tables[0]
    assert table.rows_read == 2 * after + 1
    kept = cells(table)
    assert [row[1] for row in kept[:after]] == ["B, C"] * after
    assert [row[1] for row in kept[after + 1 :]] == ["B, C"] * after
    assert "open-quote" in rules(export)
    assert str(after + 2) in next(n.text for n in export.notes if n.rule == "open-quote")


def test_a_long_description_is_no_open_quote():
    long = "\n".join(f"línea {i}, con comas, varias, aquí, y allá" for i in range(150))
    export = read_export(csv_bytes([DELIVERIES, ("1", "A", "150101", long, "1"), ROW]), "a.csv")
    assert cells(export.tables[0])[0][3] == long
    assert rules(export) == []


def test_nuls_are_removed_and_told():
    data = csv_bytes([DELIVERIES, *[ROW] * 9]).replace(b"150101", b"15\x000101", 1)
    export = read_export(data, "a.csv")
    assert cells(export.tables[0])[0] == list(ROW)
    assert rules(export) == ["nul"]


def test_ragged_rows_keep_every_value_and_no_value_shifts_in_silence():
    text = "partner,item,ubigeo\nA,kit\nB,kit,150101,otro,más\nC,kit,150102,,\n"
    export = read_export(text.encode(), "a.csv")
    table = export.tables[0]
    assert table.header == ("partner", "item", "ubigeo", "", "")
    assert cells(table) == [
        ["A", "kit", None, None, None],
        ["B", "kit", "150101", "otro", "más"],
        ["C", "kit", "150102", None, None],
    ]
    (note,) = export.notes
    assert note.rule == "ragged"
    assert "3" in note.text


def test_empty_edges_are_left_away_but_blank_rows_between_data_are_counted():
    text = "partner,item,ubigeo,,\nA,kit,1,,\n,,,,\n  ,,\t,,\nB,kit,2,,\n,,,,\n,,,,\n\n"
    table = read_export(text.encode(), "a.csv").tables[0]
    assert table.header == ("partner", "item", "ubigeo")
    assert table.rows.column("row_no").to_pylist() == [2, 5]
    assert [(s.row_no, s.reason) for s in table.skipped] == [(3, "blank"), (4, "blank")]
    assert table.rows_read == 4


def test_a_cell_larger_than_pythons_limit_is_read():
    big = "x" * 300_000
    table = table_of(DELIVERIES, ("2020-04-09", "A", "150101", big, "1"))
    assert cells(table)[0][3] == big
