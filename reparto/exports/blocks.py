"""Tables that stand side by side on one sheet, parted by an empty column: the data, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from reparto.exports.grid import Grid


@dataclass(frozen=True)
class Block:
    """Neighbouring columns of a sheet, at the places that they have on it; ``first`` and ``last`` count from 0."""

    grid: Grid
    first: int
    last: int

    @property
    def columns(self) -> str:
        """The columns as people see them: "J" or "J–L"."""
        first, last = _letters(self.first), _letters(self.last)
        return first if first == last else f"{first}–{last}"


def blocks_of(grid: Grid) -> list[Block]:
    """The groups of columns that wholly empty columns part, from left to right."""
    filled = [column.null_count < len(column) for column in grid.columns]
    blocks = []
    start = None
    for index, any_cell in enumerate([*filled, False]):
        if any_cell and start is None:
            start = index
        elif not any_cell and start is not None:
            blocks.append(_block(grid, start, index - 1))
            start = None
    return blocks


def joined(grid: Grid, blocks: Sequence[Block]) -> Block:
    """One block of several neighbouring ones, and of the empty columns between them."""
    return _block(grid, min(block.first for block in blocks), max(block.last for block in blocks))


def _block(grid: Grid, first: int, last: int) -> Block:
    """The block's columns at their own places; nothing stands to the left of it, or below its last cell."""
    own = grid.columns[first : last + 1]
    height = max(rows_filled(column)[1] for column in own) + 1
    nothing = pa.chunked_array([pa.nulls(height, pa.string())])
    columns = (*[nothing] * first, *(column.slice(0, height) for column in own))
    merged = tuple(
        span for span in grid.merged if first <= span[0][1] <= last and span[0][0] < height
    )
    return Block(Grid(columns, height, merged), first, last)


def rows_filled(column: pa.ChunkedArray) -> tuple[int, int, int]:
    """The first and the last filled row of a column (-1 if none), and how many are filled."""
    filled = column.is_valid().to_numpy().nonzero()[0]
    return (int(filled[0]), int(filled[-1]), len(filled)) if len(filled) else (-1, -1, 0)


def _letters(index: int) -> str:
    text = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
