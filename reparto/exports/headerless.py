"""Whether a table begins with its data: nobody gave its columns names."""

from collections.abc import Sequence

from reparto.exports.cells import kind_of_cell, known_places, plain_place
from reparto.exports.choosing import is_known
from reparto.exports.personal import personal_header
from reparto.exports.tags import is_tag

_DATA = {"day", "month", "bare month", "number", "code", "uuid"}
_LOOK = 50


def looks_headerless(header: Sequence[str], rows: Sequence[Sequence[str | None]]) -> bool:
    """Whether what would be the header is a row of data like the ``rows`` below it.

    Half of its cells are numbers, dates or codes, or its cells are of the same types as those below, or they come
    again in their own columns; and (almost) none of them is a word that headers are known to be.
    """
    cells = [(at, cell.strip()) for at, cell in enumerate(header) if cell.strip()]
    if len(cells) < 2:
        return False
    below = [row for row in rows[:_LOOK] if _filled(row) and not _same(row, header)]
    known = [at for at, cell in cells if _means_something(cell) and not _recurs(at, cell, below)]
    if len(known) >= 2:
        return False
    kinds = {at: _kind(cell) for at, cell in cells}
    if _is_crosstab(kinds):
        return False
    typed = [at for at, kind in kinds.items() if kind in _DATA]
    alike = [at for at in typed if _alike(at, kinds[at], below)]
    if len(typed) * 2 >= len(cells) and len(alike) * 2 >= len(typed):
        return True
    if len(typed) >= 2 and alike == typed and {kinds[at] for at in typed} & {"day", "code"}:
        return True
    if known:
        return False
    if typed and below and all(_alike(at, kind, below) for at, kind in kinds.items()):
        return True
    again = sum(1 for at, cell in cells if _recurs(at, cell, below))
    return again >= 2 and again * 2 >= len(cells)


def _kind(cell: str) -> str:
    kind = kind_of_cell(cell)
    if kind == "number" and plain_place(cell) in known_places()["ubigeo"]:
        return "code"
    return kind


def _is_crosstab(kinds: dict[int, str]) -> bool:
    """Several years or months side by side are the headers of a crosstab."""
    times = [kind for kind in kinds.values() if kind in {"year", "month", "bare month"}]
    return len(times) >= 2 and len(times) * 2 >= len(kinds) - 1


def _means_something(cell: str) -> bool:
    return is_tag(cell) or is_known(cell) or (len(cell) < 60 and personal_header(cell))


def _recurs(at: int, cell: str, rows: Sequence[Sequence[str | None]]) -> bool:
    """Whether a cell comes again further down its own column, as values do and headers do not."""
    return any(at < len(row) and (row[at] or "").strip() == cell for row in rows)


def _alike(at: int, kind: str, rows: Sequence[Sequence[str | None]]) -> bool:
    """Whether the cells below are, for the greater part, of the same type."""
    cells = [row[at] or "" for row in rows if at < len(row) and (row[at] or "").strip()]
    if not cells:
        return not rows
    same = sum(1 for cell in cells if _kind(cell.strip()) == kind)
    return same * 2 > len(cells)


def _filled(row: Sequence[str | None]) -> bool:
    return any(cell and cell.strip() for cell in row)


def _same(row: Sequence[str | None], header: Sequence[str]) -> bool:
    return [(cell or "").strip() for cell in row] == [cell.strip() for cell in header]
