"""What every workbook of ours shares: its look, safe names of sheets, and cells that read back as they were.

A cell is text, so that no spreadsheet runs it and no code loses its zeros. Plain numbers in columns of numbers, and
ISO days in columns of days, become real numbers and dates: read back, they give the same text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter

from reparto.language import use_language
from reparto.outputs.text_sheet import LONGEST_CELL, TextSheet

FONT = "Arial"
INK, MUTED, LINE, PALE, TEAL, SLATE = (
    "#16242f",
    "#5b6a75",
    "#d3d8d8",
    "#f2f6f6",
    "#00617f",
    "#5f7682",
)
FILLS = {"MUST": "#f8cbb8", "SHOULD": "#fde6ba", "INFO": "#e6eaec"}
BORDERS = {"MUST": "#c2410c", "SHOULD": "#b9770e", "INFO": "#8b979f"}
HELD_ROW = "#fdf3ed"
DAY_FORMAT = "yyyy-mm-dd"
LINE_HEIGHT = 14.0
"""Points that a line of text takes."""
LAST_ROW = 1_048_576
"""The last row of a sheet in any spreadsheet program, counted from 1."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,8}[1-9])?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_MOST_WRAPPED = 5_000


def new_workbook(data: BytesIO, *, title: str = "", in_order: bool = False) -> xlsxwriter.Workbook:
    """An empty workbook in our look that names nobody.

    ``in_order`` keeps memory small; each sheet's rows must then be written from the top down.
    """
    options: dict[str, Any] = {
        "constant_memory" if in_order else "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10, "font_color": INK},
    }
    book = xlsxwriter.Workbook(data, options)
    book.worksheet_class = TextSheet
    book.set_properties({"title": title, "author": "", "comments": ""})
    return book


def in_language(language: str, build: Any, *arguments: Any) -> Any:
    """What ``build`` gives when it speaks ``language``; the reader's own language stays as it is."""

    def speak() -> Any:
        use_language(language)
        return build(*arguments)

    return copy_context().run(speak)


def sheet_name(wanted: str | None, taken: Iterable[str]) -> str:
    """A name that spreadsheets allow and that is not taken: at most 31 characters, none of ``[]:*?/\\``."""
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", wanted or "").split()).strip("'")
    kept = wanted if wanted and _is_allowed(wanted) else _cut(plain, _LONGEST_NAME).strip(" '")
    base = name = kept if kept and kept.casefold() != "history" else f"{kept or 'Sheet'} 1"
    used = {one.casefold() for one in taken}
    number = 1
    while name.casefold() in used:
        number += 1
        mark = f" ({number})"
        name = _cut(base, _LONGEST_NAME - len(mark)) + mark
    return name


def _cut(text: str, units: int) -> str:
    """The start of a text that takes no more than so many UTF-16 units, as spreadsheets count characters."""
    return text.encode("utf-16-le", "replace")[: 2 * units].decode("utf-16-le", "ignore")


def _is_allowed(name: str) -> bool:
    """Whether a name can stay exactly as it is, spaces at its ends included."""
    fits = len(name.encode("utf-16-le")) // 2 <= _LONGEST_NAME and bool(name.strip())
    return fits and not _NOT_IN_A_NAME.search(name) and not name.startswith("'") and name[-1] != "'"


def as_number(text: str) -> float | None:
    """The number that reads back as exactly this text; None for any other text ("007", "1,200", "12.0")."""
    return float(text) if len(text) < 17 and _NUMBER.fullmatch(text) and text != "-0" else None


def as_day(text: str) -> datetime | None:
    """The day that reads back as exactly this text; None for any other text, and before 1901."""
    if not _DAY.fullmatch(text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(found.year, found.month, found.day) if found.year > 1900 else None


def write_cell(sheet: Any, row: int, column: int, cell: Any, kind: str, look: Any) -> None:
    """Write one cell; ``kind`` is its field's type (number, day, code, text); nothing becomes a formula."""
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, look)
    else:
        read = reader_of(kind)
        value = read(cell) if read else None
        if value is None:
            sheet.write_string(row, column, cell[:LONGEST_CELL], look)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)


def reader_of(kind: str) -> Callable[[str], float | datetime | None] | None:
    """What tells a number or a day of a column of this type from text; None where every cell is text."""
    return {"number": as_number, "day": as_day}.get(kind)


def number_format(kind: str) -> str:
    """How a column of this type is shown: codes and text as text, so that what is typed there keeps its zeros."""
    return {"number": "General", "day": DAY_FORMAT}.get(kind, "@")


def height_of(texts: Sequence[str], widths: Sequence[float], *, most: int = 12) -> float:
    """The height in points of a row of wrapped texts in columns of these widths (in characters).

    Not every program makes a row as high as its text by itself; more than ``most`` lines are cut off.
    """
    lines = max(lines_of(text, width) for text, width in zip(texts, widths, strict=True))
    return LINE_HEIGHT * min(lines, most) + 4


def print_wide(sheet: Any) -> None:
    """Print a sheet across A4, all its columns on one page's width, with its name and the page's number below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8&A&R&8&P / &N")


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes, wrapped between its words in a column of ``width`` characters."""
    most = max(1, int(width))
    return sum(
        1 if len(line) <= most else len(wrap(line, most, break_on_hyphens=False)) or 1
        for line in text[:_MOST_WRAPPED].split("\n")
    )
