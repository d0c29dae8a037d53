"""Rows below a header that are not data: blank rows, totals, repeated headers, notes, a template's example."""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.headers import without_accents
from reparto.exports.mapping import Mapping
from reparto.exports.personal import masked
from reparto.exports.tables import Skipped

_TOTAL_WORDS = (
    "(?:gran |grand |sub ?-?|sous ?-?)?tota(?:l|les|ls|is|ux)|suma|sumas|sum|somme|soma|"
    "promedio|average|mean|moyenne"
)
_TOTAL = re.compile(rf"^\W*(?:{_TOTAL_WORDS})\b", re.I)
_TOTAL_RE2 = rf"(?i)^\W*(?:{_TOTAL_WORDS})(?:\W|$)"
_NOTE = re.compile(
    r"^\s*(?:(?:fuentes?|notas?|sources?|notes?|elaboracion|elaborado|observaci\w+|leyenda|remarks?|"
    r"disclaimer|aviso|obs)\s*(?:[:.\-–]|\d)|\*|\(\*|\d?\)\s)",
    re.I,
)
EXAMPLE_MARKS = {"en": "EXAMPLE ROW", "es": "FILA DE EJEMPLO"}
"""How the first cell of a template's example row starts, in each language."""
_EXAMPLE_RE2 = rf"(?i)^\s*(?:{'|'.join(EXAMPLE_MARKS.values())})\b"
Cells = Sequence[str | None]

_LONG = 80
_LABEL = 40
_TITLE_ROWS = 3
_EXCERPT = 80
ESSENTIALS = {
    "deliveries": (
        ("partner", "lead_partner"),
        ("item", "sector", "activity", "indicator"),
        ("delivered_on", "period_start", "period_end"),
    ),
    "targets": (),
    "contributions": (("donor",), ("item", "lot", "recipient"), ("pledged_on", "received_on")),
    "stock_movements": (("lot",), ("item",), ("moved_on",)),
}  # fmt: skip


def sort_out(
    rows: pa.Table,
    header: Sequence[str],
    tags: Sequence[str] | None,
    mapping: Mapping | None,
    personal: set[int],
    header_rows: Sequence[Sequence[str]] = (),
) -> tuple[pa.Table, tuple[Skipped, ...]]:
    """Split rows into data and skipped rows, each skipped one with its reason.

    ``header_rows`` are the rows of the file that the header was made of, cell by cell.
    """
    columns = rows.columns[1:]
    if not columns or not rows.num_rows:
        return rows, ()
    reasons: dict[int, str] = {}
    filled = _filled_counts(columns)
    for index in pc.indices_nonzero(pc.equal(filled, 0)).to_pylist():
        reasons[index] = "blank"
    examples = pc.fill_null(pc.match_substring_regex(columns[0], _EXAMPLE_RE2), False)
    for index in pc.indices_nonzero(examples).to_pylist():
        reasons[index] = "example"
    for names in dict.fromkeys(map(tuple, [header, tags or (), *header_rows])):
        for index in _repeats(columns, names, filled):
            reasons.setdefault(index, "repeated_header")
    repeats = [index for index, reason in reasons.items() if reason == "repeated_header"]
    for index in _titles_above(repeats, filled):
        reasons.setdefault(index, "note")
    doubtful = [index for index in _candidates(columns, filled) if index not in reasons]
    for index, cells in zip(doubtful, _rows_at(columns, doubtful), strict=True):
        reason = _reason(cells, header, mapping)
        if reason:
            reasons[index] = reason
    if not reasons:
        return rows, ()
    return take_out(rows, reasons, personal)


def take_out(
    rows: pa.Table, reasons: dict[int, str], personal: set[int]
) -> tuple[pa.Table, tuple[Skipped, ...]]:
    """The rows without those at the positions that have a reason, and these by their numbers."""
    order = sorted(reasons)
    numbers = rows.column("row_no").take(pa.array(order, pa.int64())).to_pylist()
    shown = [rows.column(f"c{i}") for i in range(rows.num_columns - 1) if i not in personal]
    filled = [index for index in order if reasons[index] != "blank"]
    texts = dict(zip(filled, _rows_at(shown, filled), strict=True)) if shown else {}
    skipped = tuple(
        Skipped(number, reasons[index], _excerpt(texts[index]) if index in texts else "")
        for index, number in zip(order, numbers, strict=True)
    )
    keep = np.ones(rows.num_rows, dtype=bool)
    keep[order] = False
    return rows.filter(pa.array(keep)), skipped


def _excerpt(cells: Cells) -> str:
    text = masked(" · ".join(" ".join(cell.split()) for cell in cells if cell)[: _EXCERPT * 3])
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def _filled_counts(columns: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    total = None
    for column in columns:
        here = pc.cast(pc.is_valid(column), pa.int32())
        total = here if total is None else pc.add(total, here)
    return total


def _repeats(
    columns: list[pa.ChunkedArray], names: Sequence[str], filled: pa.ChunkedArray
) -> list[int]:
    """Rows whose cells are, for the greater part, the header's own words under the header."""
    same = None
    stripped = map(str.strip, names)
    named = [(column, name) for column, name in zip(columns, stripped, strict=False) if name]
    for column, name in named:
        equal = pc.is_in(pc.utf8_trim_whitespace(column), _spellings(name))
        here = pc.cast(pc.fill_null(equal, False), pa.int32())
        same = here if same is None else pc.add(same, here)
    if same is None or len(named) < 2:
        return []
    enough = pc.and_(pc.greater_equal(same, 2), pc.greater(pc.multiply(same, 2), filled))
    return list(pc.indices_nonzero(enough).to_pylist())


def _spellings(name: str) -> pa.Array:
    return pa.array(
        {name, name.upper(), name.lower(), name.title(), name.capitalize()}, pa.string()
    )


def _titles_above(repeats: Iterable[int], filled: pa.ChunkedArray) -> Iterator[int]:
    """Rows of one cell that stand right above a header within the table: the title of what follows."""
    for index in repeats:
        for above in range(index - 1, max(-1, index - 1 - _TITLE_ROWS), -1):
            count = filled[above].as_py()
            if count == 1:
                yield above
            elif count:
                break


def _candidates(columns: list[pa.ChunkedArray], filled: pa.ChunkedArray) -> list[int]:
    """Rows worth a closer look: a single filled cell, or a first text that says "total"."""
    single = pc.equal(filled, 1)
    total = None
    for column in columns:
        here = pc.fill_null(pc.match_substring_regex(column, _TOTAL_RE2), False)
        total = here if total is None else pc.or_(total, here)
    return list(pc.indices_nonzero(pc.or_(single, total)).to_pylist())


def _rows_at(columns: list[pa.ChunkedArray], indexes: list[int]) -> Iterator[Cells]:
    places = pa.array(indexes, pa.int64())
    return zip(*(column.take(places).to_pylist() for column in columns), strict=True)


def _reason(cells: Cells, header: Sequence[str], mapping: Mapping | None) -> str | None:
    filled = [index for index, cell in enumerate(cells) if cell]
    texts = [index for index in filled if not _is_number(cells[index] or "")]
    if not texts:
        return None
    word = without_accents(cells[texts[0]] or "")
    for at in texts:
        label = without_accents(cells[at] or "")
        first = at == texts[0]
        if not _TOTAL.match(label) or not (first or len(label) <= _LABEL):
            continue
        if _lacks(at, cells, header, mapping, 1 if first else 2):
            return "total"
    if len(filled) == 1 and (_NOTE.match(word) or (len(word) > _LONG and len(header) > 2)):
        return "note"
    return None


def _lacks(
    total_at: int, cells: Cells, header: Sequence[str], mapping: Mapping | None, needed: int
) -> bool:
    """Whether a row that says "total" lacks as many as ``needed`` of what a row of data has."""
    if mapping is None:
        named = sum(map(bool, header)) or len(header)
        return sum(map(bool, cells)) * 2 <= named or len(header) < 3
    if mapping.kind == "targets":
        return needed < 2
    lacking = 0
    for names in ESSENTIALS[mapping.kind]:
        at = [mapping.columns[name] for name in names if name in mapping.columns]
        if at and total_at not in at and not any(cells[index] for index in at):
            lacking += 1
    return lacking >= needed


def _is_number(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)
