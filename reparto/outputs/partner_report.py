"""The report that goes back to a partner: what became of their file, and their own sheets with every cell at fault.

They correct the coloured cells in place and send the workbook again: it reads as their own file.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from reparto.language import _
from reparto.outputs import workbook
from reparto.outputs.partner_list import write_list
from reparto.outputs.partner_marks import mark
from reparto.outputs.partner_parts import CellFinding, PartnerFacts, PartnerTable
from reparto.outputs.partner_sheets import (
    MOST_CELLS,
    Looks,
    Sheet,
    TooLargeForWorkbook,
    write_table,
)
from reparto.outputs.partner_summary import write_summary

__all__ = ["CellFinding", "PartnerFacts", "PartnerTable", "TooLargeForWorkbook", "partner_report"]


def partner_report(
    tables: Sequence[PartnerTable],
    findings: Iterable[CellFinding],
    facts: PartnerFacts,
    language: str,
) -> bytes:
    """The report as an XLSX workbook in ``language``.

    Its first sheet is the summary; then each table under the name of its sheet, every row at the number that it has in
    the partner's file; then the list of all findings. Raises TooLargeForWorkbook.
    """
    made: bytes = workbook.in_language(language, _build, tables, findings, facts)
    return made


def _build(
    tables: Sequence[PartnerTable], findings: Iterable[CellFinding], facts: PartnerFacts
) -> bytes:
    marks = mark(tables, findings)
    names: list[str] = []
    for table in tables:
        names.append(workbook.sheet_name(table.sheet or Path(facts.name).stem, names))
    found = any(one.cells for one in marks.values())
    summary_name = workbook.sheet_name(_("Summary"), names)
    list_name = workbook.sheet_name(_("All findings"), [*names, summary_name]) if found else None
    data = BytesIO()
    with workbook.new_workbook(data, title=facts.name, in_order=True) as book:
        summary = book.add_worksheet(summary_name)
        sheets = [
            Sheet(book.add_worksheet(name), name, table)
            for name, table in zip(names, tables, strict=True)
        ]
        looks, room = Looks(book), MOST_CELLS
        for sheet in sheets:
            room = write_table(sheet, marks[sheet.table.number], looks, room)
        unlisted = 0
        if list_name:
            unlisted = write_list(book.add_worksheet(list_name), book, sheets, marks)
        write_summary(summary, book, facts, sheets, marks, list_name, unlisted)
        summary.set_tab_color(workbook.TEAL)
    return data.getvalue()
