"""Workbooks to grids of text, through calamine, with every failure turned into a sentence."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import python_calamine as calamine

from reparto.errors import UnreadableExport
from reparto.exports.archives import guard_archive, member_name
from reparto.exports.detect import damaged, protected
from reparto.exports.grid import Grid, build_grid, padded
from reparto.exports.silent_cells import SilentCells

_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
_ATTRIBUTE = re.compile(r"(?:\w+:)?(\w+)\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its name, whether people see it, and its cells (none if it was not read).

    ``errors`` and ``unresolved`` count cells that read as empty: errors, and formulas without a result.
    """

    name: str
    hidden: bool
    grid: Grid | None
    errors: int = 0
    unresolved: int = 0


def read_sheets(data: bytes, name: str, kind: str) -> list[Sheet]:
    """Every worksheet in the workbook's order; hidden ones are named but not read."""
    silent: dict[str, SilentCells] = {}
    if kind != "xls":
        silent = guard_archive(data, name, kind)
    members = _sheet_members(data) if kind == "xlsx" else {}
    try:
        with calamine.load_workbook(io.BytesIO(data)) as workbook:
            return [
                _read_sheet(workbook, facts, silent.get(members.get(facts.name, "")))
                for facts in workbook.sheets_metadata
                if facts.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise protected(name) from error
    except (UnreadableExport, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # the reader's panics are not Exceptions
        raise damaged(name) from error


def _sheet_members(data: bytes) -> dict[str, str]:
    """Which member of an Excel workbook holds which sheet; what cannot be told is left away."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = {member_name(info.filename): info for info in archive.infolist()}
        parts = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        book, relations = (
            archive.read(inside[part]).decode("utf-8", "replace") if part in inside else ""
            for part in parts
        )
    targets = {}
    for tag in _RELATION.findall(relations):
        facts = dict(_ATTRIBUTE.findall(tag))
        target = facts.get("Target", "")
        path = target[1:] if target.startswith("/") else f"xl/{target}"
        targets[facts.get("Id")] = member_name(path)
    sheets = (dict(_ATTRIBUTE.findall(tag)) for tag in _SHEET.findall(book))
    return {
        html.unescape(facts["name"]): targets[facts.get("id")]
        for facts in sheets
        if "name" in facts and facts.get("id") in targets
    }


def _read_sheet(workbook: Any, facts: Any, silent: SilentCells | None) -> Sheet:
    if facts.visible != calamine.SheetVisibleEnum.Visible:
        return Sheet(facts.name, True, None)
    sheet = workbook.get_sheet_by_name(facts.name)
    merged = tuple(sheet.merged_cell_ranges or ())
    grid = build_grid(_text_rows(sheet), merged=merged)
    silent = silent or SilentCells()
    return Sheet(facts.name, False, grid, silent.errors, silent.unresolved)


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
