"""Tables to take away as CSV and XLSX: what stands in a cell is text, and no spreadsheet runs it.

The rows that were held back leave under our own headers, each with its reason and where it stood, so that
somebody corrects the file and imports it again; the columns about the reason are not read then.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from reparto.checks import check_named
from reparto.exports import FIELDS, REQUIRED

ABOUT = ("file", "sheet", "row", "reason", "what_to_do")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?")
_DASHES = re.compile(r"-+")
_WIDTHS = {"file": 26, "sheet": 12, "row": 7, "reason": 46, "what_to_do": 46}


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
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for row in held_back:
        by_kind.setdefault(row["kind"], []).append(row)
    return [_correction_table(kind, by_kind[kind]) for kind in FIELDS if kind in by_kind]


def _correction_table(kind: str, held: Sequence[Mapping[str, Any]]) -> CorrectionTable:
    records = [json.loads(row["record"]) for row in held]
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
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"title": "", "author": "", "comments": ""})
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
    """How cells look: plain, a day, a reason, and each of the first two at fault."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        fault = {"bg_color": "#fde7c8", "border": 1, "border_color": "#b35806"}
        self.header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#eef1f0"})
        self.about = book.add_format({"font_color": "#3d4c57", "text_wrap": True, "valign": "top"})
        self.cells = {
            (False, False): book.add_format({"valign": "top"}),
            (False, True): book.add_format({"valign": "top", **fault}),
            (True, False): book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
            (True, True): book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", **fault}),
        }


def _write_sheet(book: xlsxwriter.Workbook, table: CorrectionTable, formats: _Formats) -> None:
    sheet = book.add_worksheet(table.kind)
    types = {field.name: field.type for field in FIELDS[table.kind]}
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, formats.header)
        sheet.set_column(column, column, _WIDTHS.get(name, max(11, min(len(name) + 3, 24))))
    sheet.freeze_panes(1, len(ABOUT) if table.rows else 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    for line, (row, faults) in enumerate(zip(table.rows, table.faults, strict=True), start=1):
        for column, (name, cell) in enumerate(zip(table.columns, row, strict=True)):
            if name in ABOUT:
                _write_cell(sheet, line, column, cell, "about", formats.about)
            else:
                is_day = types[name] == "day"
                _write_cell(
                    sheet, line, column, cell, types[name], formats.cells[is_day, name in faults]
                )


def _write_cell(sheet: Any, line: int, column: int, cell: Any, kind: str, look: Any) -> None:
    if cell is None:
        sheet.write_blank(line, column, None, look)
    elif isinstance(cell, int | float):
        sheet.write_number(line, column, cell, look)
    elif kind == "number" and _NUMBER.fullmatch(cell):
        sheet.write_number(line, column, float(cell), look)
    elif kind == "day" and (day := _as_day(cell)):
        sheet.write_datetime(line, column, datetime(day.year, day.month, day.day), look)
    else:
        sheet.write_string(line, column, cell[:32_767], look)


def _as_day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year >= 1900 else None


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date | datetime) else cell
