"""A partner's own table as a sheet again: each row where it stood, the cells at fault coloured and commented.

Sent back unchanged it reads as the same table: the header keeps its row, and a row that was skipped stays one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from reparto.errors import RepartoError
from reparto.exports import Skipped
from reparto.language import _
from reparto.outputs import workbook
from reparto.outputs.page import Link
from reparto.outputs.partner_marks import Found, TableMarks, comment_text, worst
from reparto.outputs.partner_parts import PartnerTable, Row, peeked
from reparto.outputs.text_sheet import PlainColumn
from reparto.wording.data import cell_place, skipped_reason

MOST_CELLS = 3_000_000
"""Filled cells of one workbook: more would unpack to more than an import accepts."""
_SAMPLE = 500
_NARROW, _WIDE = 9, 38
_COMMENT_WIDTH = 300
Line = tuple[int, tuple[str | None, ...] | Skipped]


class TooLargeForWorkbook(RepartoError):
    """The file has more rows than a workbook can take."""

    def __init__(self) -> None:
        super().__init__(
            _("Download the rows to correct instead: they hold the rows that were held back."),
            title=_("This file is too large to go back as a workbook."),
        )


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: its place in the book, its name, and the table that it shows."""

    worksheet: Any
    name: str
    table: PartnerTable


def cell_link(sheet: Sheet, row_no: int, column: int, *, alone: bool = False) -> Link:
    """A link inside the workbook to a cell (row from 1, column from 0); its words name the sheet unless it is alone."""
    quoted = sheet.name.replace("'", "''")
    target = f"internal:'{quoted}'!{xl_rowcol_to_cell(row_no - 1, column)}"
    return Link(target, cell_place(None if alone else sheet.name, row_no))


class Looks:
    """The formats of cells, made when they are first needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[Any, Any] = {}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "font_color": "#ffffff"}
        head |= {"border": 1, "border_color": "#ffffff"}
        self.header = book.add_format({**head, "bg_color": workbook.TEAL})
        self.unused = book.add_format({**head, "bg_color": workbook.SLATE})
        self.personal = book.add_format({**head, "bg_color": "#a7b0b6", "italic": True})
        self.tag = book.add_format(
            {"font_color": workbook.MUTED, "bg_color": workbook.PALE, "font_size": 8}
        )
        self.note = book.add_format({"font_color": workbook.MUTED, "italic": True})

    def cell(self, kind: str, held: bool = False, severity: str | None = None) -> Any:
        """The format of a cell of this type, in a row that is held back or not, at fault or not."""
        key = (kind, held, severity)
        if key not in self._made:
            look: dict[str, Any] = {"num_format": workbook.number_format(kind)}
            if severity:
                look |= {"bg_color": workbook.FILLS[severity], "border": 1}
                look["border_color"] = workbook.BORDERS[severity]
            elif held:
                look |= {"bg_color": workbook.HELD_ROW, "bottom": 1, "bottom_color": "#f3dccd"}
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def write_table(sheet: Sheet, marks: TableMarks, looks: Looks, room: int = MOST_CELLS) -> int:
    """Write the table into its sheet, from the top down; how many of the ``room`` cells are left.

    Raises TooLargeForWorkbook.
    """
    table = sheet.table
    first, rows = peeked(table.stream(), _SAMPLE)
    numbers = [row[0] for row in first[:1]] + [skip.row_no for skip in table.skipped[:1]]
    data_start = min(numbers, default=table.header_row + 1)
    kinds = table.kinds
    widths = _set_columns(sheet, first, kinds, looks)
    _write_header(sheet, data_start, looks, widths)
    writer = _Writer(sheet, marks, looks, kinds, room)
    last = data_start - 1
    for row_no, line in _in_order(rows, table.skipped):
        if row_no > workbook.LAST_ROW:
            raise TooLargeForWorkbook
        writer.write(row_no, line)
        last = row_no
    _finish(sheet, data_start, last)
    return writer.room


def _in_order(rows: Iterator[Row], skipped: tuple[Skipped, ...]) -> Iterator[Line]:
    if not skipped:
        return rows
    beside = ((skip.row_no, skip) for skip in sorted(skipped, key=lambda skip: skip.row_no))
    return merge(rows, beside, key=lambda line: line[0])


class _Writer:
    """Writes rows of one sheet, each at its number."""

    def __init__(
        self, sheet: Sheet, marks: TableMarks, looks: Looks, kinds: list[str], room: int
    ) -> None:
        self.room = room
        self._sheet = sheet
        self._worksheet = sheet.worksheet
        self._marks = marks
        self._looks = looks
        self._kinds = kinds
        self._held = [looks.cell(kind, held=True) for kind in kinds]
        self._plain = [
            PlainColumn(self._worksheet, column, looks.cell(kind), workbook.reader_of(kind))
            for column, kind in enumerate(kinds)
        ]

    def write(self, row_no: int, line: tuple[str | None, ...] | Skipped) -> None:
        """Write a row of data, or what stands for a row that was skipped."""
        if isinstance(line, Skipped):
            self._write_skipped(line)
            return
        self.room -= len(line) - line.count(None)
        if self.room < 0:
            raise TooLargeForWorkbook
        found = self._marks.cells.get(row_no)
        if found is None:
            row = str(row_no)
            self._worksheet.write_plain_row(
                row_no - 1,
                [
                    column.cell(row, cell)
                    for column, cell in zip(self._plain, line, strict=True)
                    if cell is not None
                ],
            )
            return
        held = row_no in self._marks.held
        for column, cell in enumerate(line):
            if column in found:
                self._write_found(row_no, column, cell, found[column], held)
            elif cell is not None or held:
                kind = self._kinds[column]
                look = self._held[column] if held else self._looks.cell(kind)
                workbook.write_cell(self._worksheet, row_no - 1, column, cell, kind, look)

    def _write_found(
        self, row_no: int, column: int, cell: str | None, found: Found, held: bool
    ) -> None:
        severity = worst(found)
        kind = self._kinds[column]
        look = self._looks.cell(kind, held, severity)
        workbook.write_cell(self._worksheet, row_no - 1, column, cell, kind, look)
        if (row_no, column) in self._marks.commented:
            text = comment_text(self._sheet.table, column, found)
            write_comment(self._worksheet, row_no - 1, column, text, workbook.FILLS[severity])

    def _write_skipped(self, skip: Skipped) -> None:
        if not skip.text:
            return
        text = skip.text
        if skip.reason != "note" or text.endswith("…"):
            # This word and its colon tell the reader of exports that the row is no data.
            text = _("Note: {reason}: {text}").format(
                reason=skipped_reason(skip.reason), text=skip.text
            )
        column = self._sheet.table.first_column
        self._worksheet.write_string(skip.row_no - 1, column, text, self._looks.note)


def write_comment(worksheet: Any, row: int, column: int, text: str, colour: str) -> None:
    """A comment as large as its text, in our font, by nobody in particular."""
    lines = workbook.lines_of(text, _COMMENT_WIDTH / 6.2)
    options = {
        "author": "Reparto",
        "color": colour,
        "font_name": workbook.FONT,
        "font_size": 9,
        "width": _COMMENT_WIDTH,
        "height": 16 * lines + 14,
    }
    worksheet.write_comment(row, column, text, options)


def _set_columns(sheet: Sheet, first: list[Row], kinds: list[str], looks: Looks) -> list[int]:
    """Make each column about as wide as what stands in it; gives the widths in characters."""
    widths = []
    for column, (header, kind) in enumerate(zip(sheet.table.header, kinds, strict=True)):
        widest = max((len(cells[column] or "") for _no, cells in first), default=0)
        header_width = min(len(header), max(map(len, header.split()), default=0) + 4)
        width = max(_NARROW, min(_WIDE, max(widest, header_width) + 2))
        sheet.worksheet.set_column(column, column, width, looks.cell(kind))
        widths.append(width)
    return widths


def _write_header(sheet: Sheet, data_start: int, looks: Looks, widths: list[int]) -> None:
    table, worksheet = sheet.table, sheet.worksheet
    tag_row = _tag_row(table, data_start)
    if tag_row is not None and tag_row < table.header_row:
        _write_tags(sheet, tag_row, looks)
    used = set(table.mapping.columns.values()) | set(table.mapping.helpers.values())
    for column, header in enumerate(table.header):
        look = looks.header if column in used else looks.unused
        if column in table.mapping.personal:
            look = looks.personal
            told = _("This column is about persons: its cells were not kept. Leave it empty.")
            write_comment(worksheet, table.header_row - 1, column, told, workbook.FILLS["INFO"])
        workbook.write_cell(worksheet, table.header_row - 1, column, header or None, "text", look)
    # Bold letters are wider, and the sign of the filter stands in the cell too.
    height = workbook.height_of(table.header, [width - 3 for width in widths])
    worksheet.set_row(table.header_row - 1, height)
    if tag_row is not None and tag_row > table.header_row:
        _write_tags(sheet, tag_row, looks)


def _write_tags(sheet: Sheet, tag_row: int, looks: Looks) -> None:
    for column, tag in enumerate(sheet.table.tags or ()):
        if tag:
            sheet.worksheet.write_string(tag_row - 1, column, tag, looks.tag)


def _tag_row(table: PartnerTable, data_start: int) -> int | None:
    """The row of the HXL tags; None where there are none, or where they are the header itself."""
    if table.tags is None or all(
        not tag or "".join(tag.split()) == "".join(header.split())
        for tag, header in zip(table.tags, table.header, strict=False)
    ):
        return None
    if data_start > table.header_row + 1:
        return data_start - 1
    return table.header_row - 1 if table.header_row > 1 else None


def _finish(sheet: Sheet, data_start: int, last: int) -> None:
    worksheet, width = sheet.worksheet, len(sheet.table.header)
    worksheet.freeze_panes(data_start - 1, 1 if width > 8 else 0)
    worksheet.autofilter(data_start - 2, 0, max(last, data_start) - 1, width - 1)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(last, data_start)}"})
    worksheet.repeat_rows(sheet.table.header_row - 1, data_start - 2)
    workbook.print_wide(worksheet)
