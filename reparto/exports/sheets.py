"""The sheets of a workbook to tables: which hold data, which are joined, and what is said of the others."""

from collections.abc import Sequence

from reparto.exports.blocks import Block, blocks_of, joined, rows_filled
from reparto.exports.choosing import choose_columns
from reparto.exports.copies import copies
from reparto.exports.crosstabs import is_pivot, what_else_it_is
from reparto.exports.grid import Grid
from reparto.exports.header_rows import header_score
from reparto.exports.layouts import NEEDS
from reparto.exports.making import Found, header_of, make_tables
from reparto.exports.mapping import mapping_or_none, personal_columns
from reparto.exports.repeats import join_repeats
from reparto.exports.tables import Note, TextTable
from reparto.exports.workbooks import Sheet
from reparto.language import _, listed, ngettext

_AS_LONG = 0.9
_NEARLY = 2


def tables_in(grid: Grid, sheet: str | None, skip: int = 0) -> list[Found]:
    """The tables of a grid: mostly one; several if data stand side by side or one below the other.

    Nothing for an empty grid. ``skip`` rows at the top are known to be no part of a table.
    """
    whole = _found(grid, sheet, skip)
    blocks = blocks_of(grid)
    if not whole or len(blocks) < 2:
        return whole
    parts = [(block, _found(block.grid, sheet, skip)) for block in blocks]
    data = [(block, found) for block, found in parts if found and found[0].is_data]
    if not data:
        return whole
    tables: list[Found] = []
    beside: list[Block] = []
    main, chosen = max(data, key=lambda part: part[1][0].table.rows.num_rows)
    belonging = [main]
    for block, found in parts:
        if block is main:
            continue
        is_data = bool(found) and found[0].is_data
        same = is_data and _kind(found[0]) == _kind(chosen[0])
        if not same and _belongs(grid, block, found, main, chosen[0]):
            belonging.append(block)
        elif is_data:
            tables += found
        else:
            beside.append(block)
    if len(belonging) > 1:
        together = _found(joined(grid, belonging).grid, sheet, skip)
        chosen = together if together and together[0].is_data else chosen
    chosen[0].notes += [_beside(block) for block in beside]
    return [*chosen, *tables]


def _kind(found: Found) -> str | None:
    return found.mapping.kind if found.mapping else None


def _found(grid: Grid, sheet: str | None, skip: int) -> list[Found]:
    place = header_of(grid, skip)
    return [] if place is None else make_tables(grid, sheet, place)


def _belongs(grid: Grid, block: Block, found: Sequence[Found], main: Block, chosen: Found) -> bool:
    """Whether columns beyond an empty one are more columns of the same table: headed in its row, and as long."""
    if found and is_pivot(found[0].table):
        return False
    header = chosen.table.header_row - 1
    columns = grid.columns[block.first : block.last + 1]
    headed = sum(1 for column in columns if column[header].as_py() is not None)
    if header < 0 or headed * 2 <= len(columns):
        return False
    below = [rows_filled(column.slice(header + 1)) for column in columns]
    last = max(end for _start, end, _count in below)
    height = main.grid.height - header - 1
    runs_through = all(count == end + 1 for _start, end, count in below if count)
    return last + 1 >= _AS_LONG * height or not runs_through


def _beside(block: Block) -> Note:
    told = _("What stands beside the table, in the columns {columns}, was not read.")
    return Note("beside", told.format(columns=block.columns))


def tables_of(sheets: Sequence[Sheet]) -> tuple[list[TextTable], list[Note]]:
    """The tables of a workbook that hold data, else those that come nearest; and what to tell of all sheets.

    Without any table at all the list is empty.
    """
    notes = [_hidden(sheet) for sheet in sheets if sheet.grid is None]
    silent = {sheet.name: _silent(sheet) for sheet in sheets}
    found: list[Found] = []
    unread: list[str] = []
    for sheet in sheets:
        if sheet.grid is not None:
            here = tables_in(sheet.grid, sheet.name)
            found += here
            unread += [sheet.name] if sheet.grid.height and not here else []
    changed, told = join_repeats([one.table for one in found])
    for place, table in changed.items():
        found[place] = Found(table, found[place].notes, mapping_or_none(table))
    read = [one for place, one in enumerate(found) if one.is_data or place in changed]
    others = [one for place, one in enumerate(found) if not (one.is_data or place in changed)]
    if not read and others:
        best = max(others, key=lambda one: _nearness(one.table))
        read = [one for one in others if one.table.header == best.table.header]
        others = [one for one in others if one.table.header != best.table.header]
    twice = copies([one.table for one in read])
    notes += [_copy(read[at].table, read[other].table) for at, other in sorted(twice.items())]
    read = [one for at, one in enumerate(read) if at not in twice]
    several = len({one.table.sheet for one in read if one.table.rows.num_rows}) > 1
    for one in read:
        own = [*one.notes, *silent.pop(str(one.table.sheet), ())]
        notes += [_of_sheet(note, one.table.sheet) if several else note for note in own]
    notes += told
    if several:
        notes.append(_several([str(one.table.sheet) for one in read if one.table.rows.num_rows]))
    notes += [note for one in others if (note := _said_of(one.table, unread))]
    return [one.table for one in read], [*notes, *_unread(unread)]


def _nearness(table: TextTable) -> tuple[bool, int, int]:
    """How near a table comes to one that can be read; what is clearly something else comes last."""
    return what_else_it_is(table) is None, header_score(table.header), table.rows.num_rows


def _hidden(sheet: Sheet) -> Note:
    told = _("The hidden sheet “{sheet}” was not read.").format(sheet=sheet.name)
    return Note("hidden-sheet", told)


def _silent(sheet: Sheet) -> list[Note]:
    """Tell of cells that look filled and read as empty."""
    notes = []
    if sheet.errors:
        told = ngettext(
            "{count} cell holds an error such as #VALUE! and was read as empty.",
            "{count} cells hold an error such as #VALUE! and were read as empty.",
            sheet.errors,
        ).format(count=sheet.errors)
        notes.append(Note("error-cells", told))
    if sheet.unresolved:
        told = ngettext(
            "{count} cell holds a formula without its result and was read as empty. Open the file in "
            "a spreadsheet program, save it, and import it again.",
            "{count} cells hold a formula without its result and were read as empty. Open the file "
            "in a spreadsheet program, save it, and import it again.",
            sheet.unresolved,
        ).format(count=sheet.unresolved)
        notes.append(Note("formula-without-result", told))
    return notes


def _of_sheet(note: Note, sheet: str | None) -> Note:
    return Note(note.rule, _("Sheet “{sheet}”: {what}").format(sheet=sheet, what=note.text))


def _several(sheets: Sequence[str]) -> Note:
    names = [f"“{sheet}”" for sheet in dict.fromkeys(sheets)]
    return Note(
        "data-sheets", _("Rows of the sheets {sheets} were read.").format(sheets=listed(names))
    )


def _said_of(table: TextTable, unread: list[str]) -> Note | None:
    """Why a sheet was not read; one of which nothing is clear joins the ``unread``."""
    other = what_else_it_is(table)
    if other is not None:
        told = _("The sheet “{sheet}” was not read. {what}").format(sheet=table.sheet, what=other)
        return Note("other-sheets", told)
    if any(header.strip().casefold() == "_parent_index" for header in table.header):
        told = _(
            "The sheet “{sheet}” was not read: it repeats a part of the form that is no delivery."
        )
        return Note("other-sheets", told.format(sheet=table.sheet))
    missing = choose_columns(table, "deliveries", personal_columns(table)).missing
    if table.rows.num_rows and len(missing) <= _NEARLY:
        needs = listed([_(NEEDS[need]) for need in missing])
        told = _("The sheet “{sheet}” was not read: it does not tell {needs}.")
        return Note("other-sheets", told.format(sheet=table.sheet, needs=needs))
    unread.append(str(table.sheet))
    return None


def _copy(table: TextTable, other: TextTable) -> Note:
    told = _("The sheet “{sheet}” was not read: its rows all stand on the sheet “{other}” too.")
    return Note("copied-sheet", told.format(sheet=table.sheet, other=other.sheet))


def _unread(sheets: Sequence[str]) -> list[Note]:
    if not sheets:
        return []
    told = ngettext(
        "The sheet {sheets} holds no table that can be used and was not read.",
        "The sheets {sheets} hold no table that can be used and were not read.",
        len(sheets),
    ).format(sheets=listed([f"“{sheet}”" for sheet in sheets]))
    return [Note("other-sheets", told)]
