"""A sheet that is read like a page: a title, headings, sentences and small tables, each line as high as its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reparto.outputs import workbook


@dataclass(frozen=True)
class Link:
    """A place inside the workbook, and the words that lead there."""

    target: str
    words: str


class Page:
    """A worksheet written from the top down; ``widths`` are its columns in characters, the first a margin."""

    def __init__(self, worksheet: Any, book: Any, widths: Sequence[float]) -> None:
        self._sheet = worksheet
        self._line = 0
        self._widths = tuple(widths)
        self._last = len(self._widths) - 1
        self._looks = _looks(book)
        for column, width in enumerate(self._widths):
            worksheet.set_column(column, column, width)
        worksheet.hide_gridlines(2)

    def title(self, title: str, subtitle: str) -> None:
        """The first two lines."""
        self._gap()
        self._single(title, "title", 30)
        self._single(subtitle, "subtitle", 18)

    def heading(self, text: str) -> None:
        """A heading over the page's whole width, with a gap above it."""
        self._gap()
        for column in range(2, self._last + 1):
            self._sheet.write_blank(self._line, column, None, self._looks["heading"])
        self._single(text, "heading", 22)

    def text(self, text: str, look: str = "text") -> None:
        """A sentence over the page's whole width; ``look`` is text or warning."""
        lines = workbook.lines_of(text, 1.1 * sum(self._widths[1:]))
        self._sheet.set_row(self._line, workbook.LINE_HEIGHT * lines + 4)
        self._over(1, text, look)
        self._line += 1

    def count(self, label: str, value: int, *, marked: bool = False) -> None:
        """A label and its number."""
        look = self._looks["marked" if marked else "count"]
        self._sheet.write_number(self._line, 2, value, look)
        self._single(label, "text", 19)

    def swatch(self, colour: str, name: str, meaning: str) -> None:
        """What a colour stands for."""
        self._over(2, meaning, "beside")
        self._single(name, colour, 19)

    def table_head(self, *labels: str) -> None:
        """The header of a small table."""
        for column, label in enumerate(labels, start=1):
            self._sheet.write_string(self._line, column, label, self._looks["head"])
        self._sheet.set_row(self._line, 19)
        self._line += 1

    def row(self, *cells: str | int | Link, colour: str | None = None) -> None:
        """A row of a small table; ``colour`` (a severity, or needed) is that of its first cell."""
        lines = 1
        for column, cell in enumerate(cells, start=1):
            look = self._looks[colour if colour and column == 1 else "cell"]
            if isinstance(cell, int):
                self._sheet.write_number(self._line, column, cell, self._looks["number"])
                continue
            if isinstance(cell, Link):
                self._sheet.write_url(
                    self._line, column, cell.target, self._looks["link"], cell.words
                )
            else:
                self._sheet.write_string(self._line, column, cell, look)
            words = cell.words if isinstance(cell, Link) else cell
            lines = max(lines, workbook.lines_of(words, 1.1 * self._widths[column]))
        self._sheet.set_row(self._line, workbook.LINE_HEIGHT * lines + 5)
        self._line += 1

    def finish(self) -> None:
        """Set how the page prints."""
        workbook.print_wide(self._sheet)

    def _over(self, first: int, text: str, look: str) -> None:
        """A text from a column to the page's right edge."""
        if first < self._last:
            self._sheet.merge_range(
                self._line, first, self._line, self._last, "", self._looks[look]
            )
        self._sheet.write_string(self._line, first, text, self._looks[look])

    def _gap(self) -> None:
        self._sheet.set_row(self._line, 10)
        self._line += 1

    def _single(self, text: str, look: str, height: float) -> None:
        self._sheet.write_string(self._line, 1, text, self._looks[look])
        self._sheet.set_row(self._line, height)
        self._line += 1


def _looks(book: Any) -> dict[str, Any]:
    wrapped = {"text_wrap": True, "valign": "vcenter"}
    beside = {**wrapped, "indent": 1}
    ruled = {**beside, "bottom": 1, "bottom_color": workbook.LINE}
    large = {"bold": True, "font_size": 12, "num_format": "#,##0", "valign": "vcenter"}
    teal = {"font_color": workbook.TEAL}
    muted = {"font_color": workbook.MUTED}
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 18, "valign": "vcenter"},
        "subtitle": {**muted, "font_size": 11},
        "heading": {**teal, "bold": True, "font_size": 12, "bottom": 2}
        | {"bottom_color": workbook.TEAL, "valign": "vcenter"},
        "text": wrapped,
        "beside": beside,
        "warning": {**wrapped, "bold": True, "bg_color": "#fdf3e4", "font_color": "#7f3b08"},
        "head": {**muted, "bold": True, "indent": 1, "bottom": 1, "bottom_color": workbook.INK},
        "cell": ruled,
        "number": {**ruled, "num_format": "#,##0", "align": "left"},
        "link": {**ruled, **teal, "underline": 1},
        "count": large,
        "marked": {**large, "bg_color": workbook.FILLS["MUST"]},
        "needed": {**ruled, "bold": True, "font_color": "#ffffff", "bg_color": workbook.TEAL},
        "optional": {**ruled, "bold": True, "font_color": "#ffffff", "bg_color": workbook.SLATE},
    }
    for severity, fill in workbook.FILLS.items():
        looks[severity] = {**beside, "bold": True, "bg_color": fill, "border": 1}
        looks[severity]["border_color"] = workbook.BORDERS[severity]
    return {name: book.add_format(look) for name, look in looks.items()}
