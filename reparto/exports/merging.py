"""Cells merged over several rows of data: words hold for every row they span, numbers do not."""

from collections.abc import Sequence

import pyarrow as pa

from reparto.exports.grid import Grid


def fill_merged(grid: Grid, data_start: int) -> tuple[Grid, int]:
    """Repeat merged words and dates in each row that they span, and count them.

    A merged number is left in its first row: repeated, it would be counted once for each row.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in grid.merged:
        if top >= data_start and bottom > top and left == right and left < len(grid.columns):
            spans.setdefault(left, []).append((top, min(bottom, grid.height - 1)))
    if not spans:
        return grid, 0
    columns = list(grid.columns)
    count = 0
    for index, ranges in spans.items():
        cells = columns[index].to_pylist()
        count += _fill(cells, ranges)
        columns[index] = pa.chunked_array([pa.array(cells, pa.string())])
    return Grid(tuple(columns), grid.height, grid.merged), count


def _fill(cells: list[str | None], ranges: Sequence[tuple[int, int]]) -> int:
    count = 0
    for top, bottom in ranges:
        value = cells[top] if top < len(cells) else None
        if value is None or _is_amount(value) or any(cells[top + 1 : bottom + 1]):
            continue
        cells[top + 1 : bottom + 1] = [value] * (bottom - top)
        count += 1
    return count


def _is_amount(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
