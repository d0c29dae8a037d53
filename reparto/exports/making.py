"""A grid to a table of text: its header found, every row below it kept or skipped, and what to tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.crosstabs import stands_across
from reparto.exports.flows import without_passed_on
from reparto.exports.grid import Grid
from reparto.exports.header_rows import LOOK, HeaderPlace, find_header
from reparto.exports.leftovers import sort_out, take_out
from reparto.exports.mapping import Mapping, mapping_or_none, personal_columns
from reparto.exports.merging import fill_merged
from reparto.exports.select_multiple import with_chosen_options
from reparto.exports.stacked import next_header
from reparto.exports.tables import Note, TextTable
from reparto.exports.title_block import block_notes, title_block, with_block
from reparto.exports.totals import total_notes, unnamed_total
from reparto.language import _, listed, ngettext

_NAMES_OF_ROWS = 0.95
_SHOWN = 5


def header_of(grid: Grid, skip: int = 0) -> HeaderPlace | None:
    """The header of a grid whose first ``skip`` rows are known to be no part of its table."""
    head = grid.head(LOOK)
    return find_header([[""] * len(row) for row in head[:skip]] + head[skip:], grid.merged)


@dataclass
class Found:
    """A table of a sheet or text file, what to tell of it, and the meaning of its columns, if it has one."""

    table: TextTable
    notes: list[Note]
    mapping: Mapping | None

    @property
    def is_data(self) -> bool:
        """Whether its rows can be read as they are."""
        return self.mapping is not None and self.table.rows.num_rows > 0


def make_tables(grid: Grid, sheet: str | None, place: HeaderPlace) -> list[Found]:
    """The table below a header; more than one where further rows name the columns anew."""
    found = make_table(grid, sheet, place)
    again = next_header(found.table) if place.row >= 0 else None
    if again is None:
        return [found]
    upper = Grid(
        tuple(column.slice(0, again - 1) for column in grid.columns), again - 1, grid.merged
    )
    names = tuple(" ".join((column[again - 1].as_py() or "").split()) for column in grid.columns)
    lower = make_tables(grid, sheet, HeaderPlace(names, None, again - 1, again, 0))
    told = _("Row {row} names the columns anew; the rows below it were read by these names.")
    lower[0].notes.append(Note("next-header", told.format(row=again)))
    return [make_table(upper, sheet, place), *lower]


def make_table(grid: Grid, sheet: str | None, place: HeaderPlace) -> Found:
    """The table below a header, whatever stands further down."""
    place = _beside_row_names(grid, place)
    grid, filled = fill_merged(grid, place.data_start)
    columns = _kept_columns(grid, place)
    rows = pa.table(
        [_row_numbers(place.data_start, grid.height), *columns],
        names=["row_no", *(f"c{index}" for index in range(len(columns)))],
    )
    header = place.header[: len(columns)]
    tags = None if place.tags is None else place.tags[: len(columns)]
    table = TextTable(sheet, header, tags, place.row + 1, rows)
    notes = [*_titles(place, table), *_ragged(table), *_merged(filled)]
    table, told = with_chosen_options(table)
    notes += told
    head = grid.head(min(place.data_start, LOOK))
    block = title_block(table, _over(head, place))
    mapping, personal = mapping_or_none(with_block(table, block)), personal_columns(table)
    notes += _across(table, mapping)
    own = mapping and _within(mapping, len(table.header))
    named = head[max(0, place.row - place.height + 1) :] if 0 <= place.row < LOOK else []
    data, skipped = sort_out(table.rows, table.header, table.tags, own, personal, named)
    last = unnamed_total(data, own)
    if last is not None:
        data, sums = take_out(data, {last: "total"}, personal)
        skipped = tuple(sorted([*skipped, *sums], key=lambda skip: skip.row_no))
    data, passed, told = without_passed_on(data, table.header, own, personal)
    skipped = tuple(sorted([*skipped, *passed], key=lambda skip: skip.row_no))
    notes += told
    notes += total_notes(table.rows, skipped, table.header, own, personal)
    notes += block_notes(block)
    return Found(with_block(replace(table, rows=data, skipped=skipped), block), notes, mapping)


def _over(head: list[list[str]], place: HeaderPlace) -> list[list[str]]:
    """The rows of titles over a header, without the rows of the header itself."""
    if not place.titles or place.row < 0:
        return []
    return head[: place.row - place.height + 1]


def _within(mapping: Mapping, width: int) -> Mapping:
    """The mapping of the columns that stand in the table itself."""
    columns = {name: index for name, index in mapping.columns.items() if index < width}
    return replace(mapping, columns=columns)


def _beside_row_names(grid: Grid, place: HeaderPlace) -> HeaderPlace:
    """The header moved one column to the right, where every row has its number before its first cell.

    R writes tables so: no header stands over the numbers, and each row has one cell more than the header.
    """
    width = max((at for at, name in enumerate(place.header) if name.strip()), default=-1) + 1
    if place.tags is not None or not 1 < width < len(grid.columns) or not place.header[0]:
        return place
    first, beyond = grid.columns[0].slice(place.data_start), grid.columns[width]
    height = len(first)
    beyond = beyond.slice(place.data_start)
    if height < 2 or len(beyond) - beyond.null_count < _NAMES_OF_ROWS * height:
        return place
    counted = pa.array(map(str, range(1, height + 1)), pa.string())
    if first.combine_chunks() != counted:
        return place
    header = ("", *place.header[:width], *place.header[width + 1 :])
    return replace(place, header=header)


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


def _titles(place: HeaderPlace, table: TextTable) -> list[Note]:
    """Tell of rows above the header: they are read as titles and are no data."""
    if place.row < 0:
        told = _("No row names the columns; row {row} is the first row of data.")
        return [Note("no-header", told.format(row=place.data_start + 1))]
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
    ).format(rows=rows_text(numbers))
    return [Note("ragged", told)] if numbers else []


def _across(table: TextTable, mapping: Mapping | None) -> list[Note]:
    """Tell of numbers in columns of their own that no field takes, such as one column for each item."""
    found = stands_across(table) if mapping and mapping.kind == "deliveries" else None
    if found is None:
        return []
    headers = [f"“{header}”" for header in found[1][:_SHOWN]]
    if len(found[1]) > _SHOWN:
        headers.append(_("{count} more").format(count=len(found[1]) - _SHOWN))
    told = _(
        "The numbers under {columns} were not read: they need a row each, with what they count."
    )
    return [Note("across", told.format(columns=listed(headers)))]


def _merged(count: int) -> list[Note]:
    if not count:
        return []
    told = ngettext(
        "{count} merged cell was repeated in each row that it spans.",
        "{count} merged cells were repeated in each row that they span.",
        count,
    ).format(count=count)
    return [Note("merged", told)]


def rows_text(numbers: Sequence[int]) -> str:
    """Row numbers in words: the first five, and how many more."""
    shown = [str(number) for number in numbers[:5]]
    if len(numbers) > 5:
        shown.append(_("{count} more").format(count=len(numbers) - 5))
    return listed(shown)
