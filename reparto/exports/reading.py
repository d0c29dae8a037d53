"""One file to an Export: its tables found, every row kept or skipped with a reason."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reparto.errors import UnreadableExport
from reparto.exports.decoding import decode
from reparto.exports.delimited import find_delimiter, hinted_delimiter, read_records, split_lines
from reparto.exports.detect import format_of
from reparto.exports.grid import Grid, build_grid
from reparto.exports.header_rows import LOOK, HeaderPlace, find_header, header_score
from reparto.exports.leftovers import sort_out
from reparto.exports.mapping import mapping_or_none, personal_columns
from reparto.exports.merging import fill_merged
from reparto.exports.tables import Export, Note, TextTable
from reparto.exports.workbooks import Sheet, read_sheets
from reparto.language import _, listed, ngettext


def read_export(data: bytes, name: str) -> Export:
    """Read any supported export; raise UnreadableExport with what happened and what to do."""
    kind = format_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if kind == "csv":
        return _read_text(data, name, digest)
    return _read_workbook(data, name, digest, kind)


def _read_text(data: bytes, name: str, digest: str) -> Export:
    decoded = decode(data, name)
    notes, encoding = list(decoded.notes), decoded.encoding
    lines = split_lines(decoded.text)
    del decoded
    hinted = hinted_delimiter(lines)
    delimiter = hinted or find_delimiter(lines, header_score)
    opened: list[int] = []
    grid = build_grid(read_records(lines, delimiter, opened))
    del lines
    if opened:
        told = ngettext(
            "A quote was left open in row {rows}; the row was read as it stands.",
            "Quotes were left open in rows {rows}; these rows were read as they stand.",
            len(opened),
        ).format(rows=_rows_text(opened))
        notes.append(Note("open-quote", told))
    place = _header_of(grid, 1 if hinted else 0)
    if place is None:
        raise _no_rows(name)
    table = _table(grid, None, place)
    notes += [*_titles(place, table), *_ragged(table)]
    return Export(name, digest, "csv", encoding, delimiter, (table,), tuple(notes))


def _read_workbook(data: bytes, name: str, digest: str, kind: str) -> Export:
    tables: list[TextTable] = []
    others: list[tuple[int, TextTable, list[Note]]] = []
    notes: list[Note] = []
    unread: list[str] = []
    for sheet in read_sheets(data, name, kind):
        if sheet.grid is None:
            told = _("The hidden sheet “{sheet}” was not read.").format(sheet=sheet.name)
            notes.append(Note("hidden-sheet", told))
            continue
        table, told_of_it = _sheet_table(sheet)
        if table is None:
            if sheet.grid.height:
                unread.append(sheet.name)
        elif _maps(table):
            tables.append(table)
            notes += told_of_it
        else:
            others.append((header_score(table.header), table, told_of_it))
    if not tables and not others:
        raise _no_rows(name)
    if not tables:
        best = max(others, key=lambda other: (other[0], other[1].rows.num_rows))
        others.remove(best)
        tables.append(best[1])
        notes += best[2]
    unread += [str(table.sheet) for _score, table, _notes in others]
    if unread:
        told = ngettext(
            "The sheet {sheets} holds no table that can be used and was not read.",
            "The sheets {sheets} hold no table that can be used and were not read.",
            len(unread),
        ).format(sheets=listed([f"“{sheet}”" for sheet in unread]))
        notes.append(Note("other-sheets", told))
    return Export(name, digest, kind, None, None, tuple(tables), tuple(notes))


def _sheet_table(sheet: Sheet) -> tuple[TextTable | None, list[Note]]:
    assert sheet.grid is not None
    place = _header_of(sheet.grid, 0)
    if place is None:
        return None, []
    grid, filled = fill_merged(sheet.grid, place.data_start)
    table = _table(grid, sheet.name, place)
    notes = [*_titles(place, table), *_ragged(table)]
    if filled:
        told = ngettext(
            "{count} merged cell of sheet “{sheet}” was repeated in each row that it spans.",
            "{count} merged cells of sheet “{sheet}” were repeated in each row that they span.",
            filled,
        ).format(count=filled, sheet=sheet.name)
        notes.append(Note("merged", told))
    return table, notes


def _header_of(grid: Grid, skip: int) -> HeaderPlace | None:
    """The header of a grid whose first ``skip`` rows are known to be no part of its table."""
    head = grid.head(LOOK)
    return find_header([[""] * len(row) for row in head[:skip]] + head[skip:], grid.merged)


def _table(grid: Grid, sheet: str | None, place: HeaderPlace) -> TextTable:
    columns = _kept_columns(grid, place)
    rows = pa.table(
        [_row_numbers(place.data_start, grid.height), *columns],
        names=["row_no", *(f"c{index}" for index in range(len(columns)))],
    )
    header = place.header[: len(columns)]
    tags = None if place.tags is None else place.tags[: len(columns)]
    table = TextTable(sheet, header, tags, place.row + 1, rows)
    data, skipped = sort_out(rows, header, tags, mapping_or_none(table), personal_columns(table))
    return TextTable(sheet, header, tags, place.row + 1, data, skipped)


def _kept_columns(grid: Grid, place: HeaderPlace) -> list[pa.ChunkedArray]:
    """The data below the header, without columns at the right edge that are wholly empty."""
    columns = [column.slice(place.data_start) for column in grid.columns]
    while len(columns) > 1 and not place.header[len(columns) - 1].strip():
        if columns[-1].null_count < len(columns[-1]):
            break
        columns.pop()
    return columns


def _row_numbers(start: int, height: int) -> pa.Array:
    return pa.array(np.arange(start + 1, max(height, start) + 1, dtype=np.int32))


def _maps(table: TextTable) -> bool:
    return table.rows.num_rows > 0 and mapping_or_none(table) is not None


def _titles(place: HeaderPlace, table: TextTable) -> list[Note]:
    """Tell of rows above the header: they are read as titles and are no data."""
    if not place.titles:
        return []
    told = ngettext(
        "The header is row {row}; {count} row above it was read as a title.",
        "The header is row {row}; {count} rows above it were read as titles.",
        place.titles,
    ).format(row=table.header_row, count=place.titles)
    return [Note("title", told)]


def _ragged(table: TextTable) -> list[Note]:
    """Tell of cells beyond the last header: they are kept in columns of their own."""
    last = max((i for i, header in enumerate(table.header) if header.strip()), default=-1)
    beyond = [table.column(index) for index in range(last + 1, len(table.header))]
    if not beyond or last < 0:
        return []
    filled = beyond[0].is_valid()
    for column in beyond[1:]:
        filled = pc.or_(filled, column.is_valid())
    numbers = table.rows.column("row_no").filter(filled).to_pylist()
    told = ngettext(
        "Row {rows} has more cells than the header; the extra cells are kept apart.",
        "Rows {rows} have more cells than the header; the extra cells are kept apart.",
        len(numbers),
    ).format(rows=_rows_text(numbers))
    return [Note("ragged", told)] if numbers else []


def _rows_text(numbers: Sequence[int]) -> str:
    shown = [str(number) for number in numbers[:5]]
    if len(numbers) > 5:
        shown.append(_("{count} more").format(count=len(numbers) - 5))
    return listed(shown)


def _no_rows(name: str) -> UnreadableExport:
    return UnreadableExport(
        _("Check that the right file was exported, and that its table is on a visible sheet."),
        title=_("{name} holds no table.").format(name=name),
    )
