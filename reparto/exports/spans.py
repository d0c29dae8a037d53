"""How large a rectangle a sheet's filled cells span, read from its XML while it is unpacked.

The reader of workbooks keeps every cell of that rectangle, empty ones too, so one word in a far corner
(or one cell that says it is repeated a million times) can ask for more memory than there is.
"""

import re
from typing import Protocol

LARGEST = {"xlsx": 40_000_000, "ods": 15_000_000}
"""Cells that may be kept, by format; an OpenDocument cell takes about three times the memory."""

_PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_PLAIN_ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_FILLED = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^<>]*(?<!/)>"
)
_ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^<>]*?\s)?r\s*=\s*[\"']([0-9]{1,7})[\"']")
_UNNAMED = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^<>]*\br\s*=)[^<>]*>)")
_ROW_STARTS = re.compile(rb"<(?:\w+:)?row[\s>]")
_TABLE = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)((?:\s[^<>]*?)?)(/?)>"
)
_REPEATED = re.compile(rb"table:number-(?:columns|rows)-repeated\s*=\s*[\"']([0-9]{1,9})")


class Span(Protocol):
    """What is seen of a sheet so far."""

    @property
    def cells(self) -> int:
        """The cells of the largest rectangle so far."""

    def see(self, xml: bytes) -> None:
        """Take in the next piece of XML; tags are never cut."""


def span_of(kind: str, member: str) -> Span | None:
    """A span for a member of a workbook that can hold cells; None for all others."""
    name = member.casefold()
    if kind == "ods":
        return OdsSpan() if name == "content.xml" else None
    if name.endswith(".xml") and not name.endswith(("sharedstrings.xml", "styles.xml")):
        return XlsxSpan()
    return None


class XlsxSpan:
    """The rectangle of one worksheet of an Excel workbook."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self._unnamed = 0

    @property
    def cells(self) -> int:
        """The cells of the rectangle so far."""
        return self.rows * self.columns

    def see(self, xml: bytes) -> None:
        """Take in the next piece of XML."""
        usual = xml.count(b'<c r="')
        if usual == xml.count(b"<c ") + xml.count(b"<c>") and b":c " not in xml:
            rows, columns = _rectangle(_PLAIN_ROW.findall(xml), _PLAIN_COLUMN.findall(xml))
            if max(self.rows, rows) * max(self.columns, columns) <= LARGEST["xlsx"]:
                self._grow(rows, columns)
                return
        found = _FILLED.findall(xml)
        self._grow(*_rectangle([row for _, row in found], [column for column, _ in found]))
        if _UNNAMED.search(xml):
            self._grow(*_rectangle(_ROW.findall(xml), []))
            self._count_unnamed(xml)

    def _grow(self, rows: int, columns: int) -> None:
        self.rows = max(self.rows, rows)
        self.columns = max(self.columns, columns)

    def _count_unnamed(self, xml: bytes) -> None:
        """Cells without a reference stand side by side: count them row by row."""
        first, *others = _ROW_STARTS.split(xml)
        self._unnamed += len(_UNNAMED.findall(first))
        self._grow(len(others), self._unnamed)
        for row in others:
            self._unnamed = len(_UNNAMED.findall(row))
            self._grow(0, self._unnamed)


class OdsSpan:
    """The largest rectangle of any table of an OpenDocument spreadsheet."""

    def __init__(self) -> None:
        self.cells = 0
        self._rows = self._filled_rows = self._width = 0
        self._row_width = self._row_filled = self._row_times = 0

    def see(self, xml: bytes) -> None:
        """Take in the next piece of XML."""
        for closing, name, attributes, alone in _TABLE.findall(xml):
            if name == b"table":
                self._rows = self._filled_rows = self._width = 0
            elif name == b"table-row":
                if closing or alone:
                    self._end_row(_times(attributes) if alone else self._row_times)
                else:
                    self._row_times, self._row_width, self._row_filled = _times(attributes), 0, 0
            elif not closing:
                self._row_width += _times(attributes)
                if not alone or b"value" in attributes:
                    self._row_filled = self._row_width

    def _end_row(self, times: int) -> None:
        self._rows += times
        if self._row_filled:
            self._filled_rows = self._rows
            self._width = max(self._width, self._row_filled)
            self.cells = max(self.cells, self._filled_rows * self._width)
        self._row_width = self._row_filled = 0


def _rectangle(rows: list[bytes], columns: list[bytes]) -> tuple[int, int]:
    """The largest row and column of cell references taken apart."""
    return (
        max(map(int, set(rows)), default=0),
        max((_column_number(column.upper()) for column in set(columns)), default=0),
    )


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
