"""Tables to take away as CSV and XLSX: what stands in a cell is text, and no spreadsheet runs it.

The rows that were held back leave under our own headers, each with its reason and where it stood, so that
somebody corrects the file and imports it again; the columns about the reason are not read then. ``corrects`` names
the row that was held back, so that the corrected one takes its place.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reparto.checks import check_named
from reparto.exports import FIELDS, REQUIRED
from reparto.outputs import workbook

ABOUT = ("file", "sheet", "row", "reason", "what_to_do")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?")
_DASHES = re.compile(r"-+")
_REFERENCE = re.compile(r"[0-9a-f]{12,}:\d+:\d+")
_WIDTHS = {"file": 26, "sheet": 12, "row": 7, "reason": 46, "what_to_do": 46, "corrects": 24}

Held = tuple[Mapping[str, Any], dict[str, Any]]
"""A row of ``data/held_back``, and its cells under our own headers."""


@dataclass(frozen=True)
class CorrectionTable:
    """The held-back rows of one kind of export: headers, rows of cells, and each row's columns at fault."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    faults: tuple[frozenset[str], ...]


def safe_cell(value: Any) -> Any:
    """The value as a CSV cell that no spreadsheet takes for a formula; plain numbers and dashes stay as they are."""
    if not isinstance(value, str) or value[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n"):
        return value
    if _NUMBER.fullmatch(value) or _DASHES.fullmatch(value):
        return value
    return "'" + value


def correction_tables(held_back: Iterable[Mapping[str, Any]]) -> list[CorrectionTable]:
    """The answer to ``data/held_back`` as one table for each kind of export, in the reader's language."""
    by_kind: dict[str, list[Held]] = {}
    for row in held_back:
        by_kind.setdefault(row["kind"], []).append((row, json.loads(row["record"])))
    return [_correction_table(kind, by_kind[kind]) for kind in FIELDS if kind in by_kind]


def reference(sha256: str, table_no: int, row_no: int) -> str:
    """How a row of a file is named for ever: the start of the file's checksum, its table, and its row."""
    return f"{sha256[:12]}:{table_no}:{row_no}"


def _referenced(held: Sequence[Held]) -> list[Held]:
    """The rows with their references; a correction that was held back stands for the row that it corrects."""
    tried = {corrected for _row, record in held if (corrected := _corrected(record))}
    found = []
    for row, record in held:
        sha256, table_no = row.get("sha256"), row.get("table_no")
        if sha256 and table_no is not None:
            own = reference(sha256, table_no, row["row_no"])
            if own in tried:
                continue
            record = {**record, "corrects": _corrected(record) or own}
        found.append((row, record))
    return found


def _corrected(record: Mapping[str, Any]) -> str | None:
    """The row that a row says it corrects; None where it says no such thing."""
    said = record.get("corrects")
    return said if isinstance(said, str) and _REFERENCE.fullmatch(said) else None


def _correction_table(kind: str, rows_held: Sequence[Held]) -> CorrectionTable:
    if any(field.name == "corrects" for field in FIELDS[kind]):
        rows_held = _referenced(rows_held)
    held = [row for row, _record in rows_held]
    records = [record for _row, record in rows_held]
    faults = [frozenset({row["column_name"]} - {None}) for row in held]
    named = {name for record in records for name, value in record.items() if value is not None}
    named |= frozenset().union(*faults)
    for _need, fields in REQUIRED[kind]:
        if not named & set(fields):
            named.add(fields[0])
    columns = tuple(field.name for field in FIELDS[kind] if field.name in named)
    rows = []
    for row, record in zip(held, records, strict=True):
        checks = [check_named(kind, rule) for rule in row["rules"].split(", ")]
        about = (
            row["name"],
            row["sheet"],
            row["row_no"],
            " ".join(dict.fromkeys(check.says() for check in checks)),
            " ".join(dict.fromkeys(check.advises() for check in checks)),
        )
        rows.append(about + tuple(record.get(column) for column in columns))
    return CorrectionTable(kind, ABOUT + columns, tuple(rows), tuple(faults))


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as CSV: UTF-8 with a mark, so that spreadsheets read the accents."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in columns])
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(_plain(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def corrections_to_xlsx(tables: Sequence[CorrectionTable]) -> bytes:
    """The tables as a workbook, one sheet for each kind; the cells at fault are marked."""
    data = io.BytesIO()
    with workbook.new_workbook(data) as book:
        formats = _Formats(book)
        for table in tables:
            _write_sheet(book, table, formats)
    return data.getvalue()


def templates_to_xlsx() -> bytes:
    """An empty workbook with a sheet for each kind of export, under our own headers."""
    return corrections_to_xlsx(
        [
            CorrectionTable(kind, tuple(field.name for field in fields), (), ())
            for kind, fields in FIELDS.items()
        ]
    )


class _Formats:
    """How cells look: headers, reasons, and cells of each type, at fault or not."""

    def __init__(self, book: Any) -> None:
        white = {"bold": True, "font_color": "#ffffff", "valign": "vcenter", "text_wrap": True}
        self.header = book.add_format({**white, "bg_color": workbook.TEAL})
        self.header_about = book.add_format({**white, "bg_color": workbook.SLATE})
        self.about = book.add_format(
            {"font_color": workbook.MUTED, "text_wrap": True, "valign": "top"}
        )
        fault = {
            "bg_color": workbook.FILLS["MUST"],
            "border": 1,
            "border_color": workbook.BORDERS["MUST"],
        }
        self.cells = {
            (kind, at_fault): book.add_format(
                {
                    "valign": "top",
                    "num_format": workbook.number_format(kind),
                    **(fault if at_fault else {}),
                }
            )
            for kind in ("text", "code", "number", "day")
            for at_fault in (False, True)
        }


def _write_sheet(book: Any, table: CorrectionTable, formats: _Formats) -> None:
    sheet = book.add_worksheet(table.kind)
    types = {field.name: field.type for field in FIELDS[table.kind]}
    for column, name in enumerate(table.columns):
        about = name in ABOUT or name == "corrects"
        sheet.write_string(0, column, name, formats.header_about if about else formats.header)
        width = _WIDTHS.get(name, max(11, min(len(name) + 3, 24)))
        usual = formats.about if about else formats.cells[types[name], False]
        sheet.set_column(column, column, width, usual)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, len(ABOUT) if table.rows else 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    for line, (row, faults) in enumerate(zip(table.rows, table.faults, strict=True), start=1):
        for column, (name, cell) in enumerate(zip(table.columns, row, strict=True)):
            kind = types.get(name, "about")
            about = name in ABOUT or name == "corrects"
            look = formats.about if about else formats.cells[kind, name in faults]
            workbook.write_cell(sheet, line, column, cell, kind, look)
    if table.rows:
        sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{len(table.rows) + 1}"})


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date | datetime) else cell
