"""Workbooks to grids of text, through calamine, with every failure turned into a sentence."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import python_calamine as calamine

from reparto.errors import UnreadableExport
from reparto.exports.archives import guard_archive
from reparto.exports.detect import damaged, protected
from reparto.exports.grid import Grid, build_grid, padded


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its name, whether people see it, and its cells (none if it was not read)."""

    name: str
    hidden: bool
    grid: Grid | None


def read_sheets(data: bytes, name: str, kind: str) -> list[Sheet]:
    """Every worksheet in the workbook's order; hidden ones are named but not read."""
    if kind != "xls":
        guard_archive(data, name, kind)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as workbook:
            return [
                _read_sheet(workbook, facts)
                for facts in workbook.sheets_metadata
                if facts.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise protected(name) from error
    except (UnreadableExport, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # the reader's panics are not Exceptions
        raise damaged(name) from error


def _read_sheet(workbook: Any, facts: Any) -> Sheet:
    if facts.visible != calamine.SheetVisibleEnum.Visible:
        return Sheet(facts.name, True, None)
    sheet = workbook.get_sheet_by_name(facts.name)
    merged = tuple(sheet.merged_cell_ranges or ())
    return Sheet(facts.name, False, build_grid(_text_rows(sheet), merged=merged))


def _text_rows(sheet: Any) -> Iterator[list[str]]:
    before = sheet.start[1] if sheet.start else 0
    rows = ([v if type(v) is str else cell_text(v) for v in row] for row in sheet.iter_rows())
    return padded(rows, before)


def cell_text(value: Any) -> str:
    """A cell as a person would type it: 12 for 12.0, ISO for dates, no time when it is midnight."""
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


@lru_cache(maxsize=1 << 16)
def _number_text(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    short = format(value, ".15g")
    return format(Decimal(short), "f") if "e" in short else short
