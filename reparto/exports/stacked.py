"""A second header further down: files put together one below the other, whose columns may stand in another order."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.header_rows import header_score
from reparto.exports.tables import TextTable

_LOOK = 500
_LEAST = 3


def next_header(table: TextTable) -> int | None:
    """The number of the first row that names the columns anew, other than the header does; None if there is none.

    Rows of data below it would otherwise land under the wrong names.
    """
    names = {" ".join(header.split()) for header in table.header if header.strip()}
    if len(names) < _LEAST or not table.rows.num_rows:
        return None
    found = [*_reordered(table, names), *_after_a_blank(table)]
    return min(found, default=None)


def _reordered(table: TextTable, names: set[str]) -> list[int]:
    """Rows made of the header's own names, in another order."""
    known = pa.array(sorted(names | {name.upper() for name in names}), pa.string())
    named = filled = None
    for column in table.rows.columns[1:]:
        here = pc.cast(pc.is_in(pc.utf8_trim_whitespace(column), known), pa.int32())
        any_cell = pc.cast(column.is_valid(), pa.int32())
        named = here if named is None else pc.add(named, here)
        filled = any_cell if filled is None else pc.add(filled, any_cell)
    enough = pc.and_(
        pc.greater_equal(named, max(_LEAST, len(names) // 2)),
        pc.greater(pc.multiply(named, 4), pc.multiply(filled, 3)),
    )
    return list(table.rows.column("row_no").filter(enough).slice(0, 1).to_pylist())


def _after_a_blank(table: TextTable) -> list[int]:
    """Rows below a blank one that hold nothing but words that headers are known to be."""
    blank = [skip.row_no + 1 for skip in table.skipped if skip.reason == "blank"][:_LOOK]
    numbers = table.rows.column("row_no")
    places = pc.indices_nonzero(pc.is_in(numbers, pa.array(blank, numbers.type)))
    for row in table.rows.take(places).to_pylist():
        cells = [cell for name, cell in row.items() if name != "row_no" and cell]
        if _is_header(cells):
            return [int(row["row_no"])]
    return []


def _is_header(cells: Sequence[str]) -> bool:
    if len(cells) < _LEAST or any(any(map(str.isdigit, cell)) for cell in cells):
        return False
    return header_score(cells) * 10 >= 8 * len(cells) and len(set(cells)) == len(cells)
