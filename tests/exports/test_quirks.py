"""Every quirk that real exports have: which rows are kept, which are skipped and why, and that none is lost."""

import pytest

from reparto.exports import map_table, read_export
from tests.exports.builders import cells
from tests.exports.quirks import HEADER, QUIRKS, SHEETS, row


def read(name):
    export = read_export(QUIRKS[name].data(), "a.web app")
    (table,) = export.tables
    return export, table


@pytest.mark.parametrize("name", QUIRKS)
def test_rows_are_kept_or_skipped_with_a_reason(name):
    quirk = QUIRKS[name]
    export, table = read(name)
    assert table.rows.column("row_no").to_pylist() == list(quirk.kept)
    assert [(skip.row_no, skip.reason) for skip in table.skipped] == list(quirk.skipped)
    assert [note.rule for note in export.notes] == list(quirk.rules)


@pytest.mark.parametrize("name", QUIRKS)
def test_no_row_is_lost(name):
    _export, table = read(name)
    assert table.rows_read == QUIRKS[name].below
    assert table.rows.num_rows + len(table.skipped) == QUIRKS[name].below


@pytest.mark.parametrize("name", QUIRKS)
def test_every_column_means_what_it_says(name):
    quirk = QUIRKS[name]
    _export, table = read(name)
    mapping = map_table(table)
    assert mapping.kind == "deliveries"
    assert mapping.columns == {field: at + quirk.moved for field, at in quirk.columns.items()}


PLAIN = [
    name
    for name, quirk in QUIRKS.items()
    if not set(quirk.rules) & {"open-quote", "ragged"}
    and name not in {"cells over several lines", "an error in a cell", "no number in a number", "formulas as text"}
    and name not in {"hidden and right-to-left characters", "numbers and days of a workbook", "equal rows"}
]  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_every_cell_stands_in_its_own_column(name):
    quirk = QUIRKS[name]
    _export, table = read(name)
    for number, found in enumerate(cells(table), 1):
        found = found[quirk.moved : quirk.moved + len(HEADER)]
        assert found in [list(row(day)) for day in (number, number + 1)]


def test_cells_that_are_odd_stay_as_they_are():
    assert cells(read("ragged rows")[1]) == [
        [*row(1), "de más"],
        [*row(2)[:4], None, None, None, None],
        [*row(3), None],
    ]
    assert cells(read("cells over several lines")[1])[0][4] == "uno,\ndos\n\ntres"
    assert cells(read("formulas as text")[1])[0][1] == "=cmd|' /C calc'!A0"
    assert cells(read("an open quote")[1])[0] == [
        "01/04/2020",
        '"A',
        "Lima",
        "Ate",
        "Kit",
        "1",
        "2",
    ]
    assert [one[6] for one in cells(read("an error in a cell")[1])] == ["#VALUE!", "5", "#N/A"]
    assert len(cells(read("equal rows")[1])) == 3


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_keep_their_names_to_the_last_space(name):
    assert read(name)[1].sheet == "Datos "
