"""The list of everything that the checks found in a partner's file, each line leading to its cell."""

from collections.abc import Iterator, Sequence
from typing import Any

from reparto.checks import Check
from reparto.language import _
from reparto.outputs import workbook
from reparto.outputs.partner_marks import TableMarks, asked
from reparto.outputs.partner_parts import SEVERITIES, CellFinding
from reparto.outputs.partner_sheets import Sheet, cell_link
from reparto.wording.data import field_name

MOST_LISTED = 50_000
"""Lines of the list; the workbook comes back, and what is left is found again."""
_MOST_LINKS = 10_000
_WIDTHS = (26, 16, 22, 24, 50, 50)
_LETTERS = tuple(1.1 * width for width in _WIDTHS)
Line = tuple[int, Sheet, int, int, CellFinding, Check]


def write_list(
    worksheet: Any, book: Any, sheets: Sequence[Sheet], marks: dict[int, TableMarks]
) -> int:
    """Write the list, the most serious findings first; how many it could not take."""
    lines = sorted(_lines(sheets, marks), key=lambda line: line[0])
    head = {"bold": True, "font_color": "#ffffff", "bg_color": workbook.TEAL, "valign": "vcenter"}
    header = book.add_format(head)
    ruled = {"valign": "top", "bottom": 1, "bottom_color": workbook.LINE}
    text = book.add_format({**ruled, "text_wrap": True, "num_format": "@"})
    link = book.add_format({**ruled, "font_color": workbook.TEAL, "underline": 1})
    names = {severity: asked(severity) for severity in SEVERITIES}
    swatches = {
        severity: book.add_format(
            {**ruled, "bg_color": fill, "bottom_color": workbook.BORDERS[severity]}
        )
        for severity, fill in workbook.FILLS.items()
    }
    labels = (
        _("Where"),
        _("What is asked"),
        _("Column"),
        _("What stands there"),
        _("What was found"),
        _("What to do"),
    )
    for column, (label, width) in enumerate(zip(labels, _WIDTHS, strict=True)):
        worksheet.set_column(column, column, width)
        worksheet.write_string(0, column, label, header)
    worksheet.set_row(0, 21)
    for line, (_rank, sheet, row_no, column, one, check) in enumerate(lines[:MOST_LISTED], start=1):
        place = cell_link(sheet, row_no, column, alone=len(sheets) == 1)
        if line <= _MOST_LINKS:
            worksheet.write_url(line, 0, place.target, link, place.words)
        else:
            worksheet.write_string(line, 0, place.words, text)
        worksheet.write_string(line, 1, names[one.severity], swatches[one.severity])
        field, found, advice = field_name(one.field), check.says(), check.advises()
        worksheet.write_string(line, 2, field, text)
        workbook.write_cell(worksheet, line, 3, one.value, "text", text)
        worksheet.write_string(line, 4, found, text)
        worksheet.write_string(line, 5, advice, text)
        cells = ("", "", field, one.value or "", found, advice)
        worksheet.set_row(line, workbook.height_of(cells, _LETTERS))
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, max(1, min(len(lines), MOST_LISTED)), len(labels) - 1)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:F{len(lines) + 1}"})
    worksheet.hide_gridlines(2)
    worksheet.repeat_rows(0)
    workbook.print_wide(worksheet)
    return max(0, len(lines) - MOST_LISTED)


def _lines(sheets: Sequence[Sheet], marks: dict[int, TableMarks]) -> Iterator[Line]:
    for sheet in sheets:
        cells = marks[sheet.table.number].cells
        for row_no in sorted(cells):
            for column, found in sorted(cells[row_no].items()):
                for one, check in found:
                    yield SEVERITIES.index(one.severity), sheet, row_no, column, one, check
