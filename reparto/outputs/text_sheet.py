"""A worksheet for texts that come from elsewhere: none is taken for markup, and rows of plain cells are quick to write.

It builds on the inner side of XlsxWriter (pinned in requirements.txt): the tests of this module read back what it writes.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import _preserve_whitespace, _utf16_truncate, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""UTF-16 units that a cell holds in any spreadsheet program."""
_DAY_ZERO = datetime(1899, 12, 30)
_REMEMBERED = 50_000


class TextSheet(Worksheet):
    """A worksheet that writes every string as the text that it is."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        # XlsxWriter takes a string in these tags for rich text and writes it as markup, unescaped.
        if string.startswith("<r>") and string.endswith("</r>"):
            string = f'<r><t xml:space="preserve">{escape(string)}</t></r>'
        done: int = super()._write_string(row, col, string, cell_format)
        return done

    def write_plain_row(self, row: int, cells: Sequence[str]) -> None:
        """Write a row of cells that :class:`PlainColumn` made; only in a workbook written in order."""
        self._write_single_row(row)
        self._check_dimensions(row, 0)
        self.fh.write(f'<row r="{row + 1}">{"".join(cells)}</row>')

    def text_xml(self, text: str) -> str:
        """A text as the inside of a cell."""
        if len(text) > LONGEST_CELL // 2:
            text = _utf16_truncate(text, LONGEST_CELL)
        clean = self._escape_control_characters(text)
        space = ' xml:space="preserve"' if _preserve_whitespace(clean) else ""
        return f' t="inlineStr"><is><t{space}>{escape(clean)}</t></is></c>'


class PlainColumn:
    """The cells of one column in one look, each distinct text turned into XML once.

    ``read`` gives the number or day that a text is written as, or None for a text.
    """

    def __init__(self, sheet: TextSheet, column: int, look: Any, read: Any = None) -> None:
        self._sheet = sheet
        self._read = read
        self._start = f'<c r="{xl_col_to_name(column)}'
        self._look = f'" s="{look._get_xf_index()}"'
        self._known: dict[str, str] = {}
        sheet._check_dimensions(0, column, ignore_row=True)

    def cell(self, row: str, text: str) -> str:
        """The cell in this row (counted from 1, as text)."""
        end = self._known.get(text)
        if end is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            end = self._known[text] = self._look + self._inside(text)
        return f"{self._start}{row}{end}"

    def _inside(self, text: str) -> str:
        value = self._read(text) if self._read else None
        if isinstance(value, datetime):
            value = (value - _DAY_ZERO).days
        return self._sheet.text_xml(text) if value is None else f"><v>{value:.16G}</v></c>"
