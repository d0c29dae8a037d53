"""A sheet or text file as columns of text, built in slices so that a million rows stay small."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

import pyarrow as pa
import pyarrow.compute as pc

SLICE = 50_000
MergedRange = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Grid:
    """Every cell of a sheet, header and titles included; row 0 is the file's row 1."""

    columns: tuple[pa.ChunkedArray, ...]
    height: int
    merged: tuple[MergedRange, ...] = ()

    def head(self, count: int) -> list[list[str]]:
        """The first rows as lists of text, "" for empty."""
        cells = [column.slice(0, count).to_pylist() for column in self.columns]
        height = min(count, self.height)
        return [[column[row] or "" for column in cells] for row in range(height)]


def build_grid(records: Iterable[Sequence[str]], *, merged: tuple[MergedRange, ...] = ()) -> Grid:
    """Turn records of any length into columns; shorter records are filled with nothing.

    Rows and columns that are empty to the end of the sheet are left away.
    """
    source = iter(records)
    slices: list[list[pa.Array]] = []
    heights: list[int] = []
    while rows := list(islice(source, SLICE)):
        slices.append(_columns(rows))
        heights.append(len(rows))
    width = max((len(piece) for piece in slices), default=0)
    columns = [
        pa.chunked_array(
            [
                piece[index] if index < len(piece) else pa.nulls(height, pa.string())
                for piece, height in zip(slices, heights, strict=True)
            ],
            pa.string(),
        )
        for index in range(width)
    ]
    return _without_empty_edges(columns, sum(heights), merged)


def _columns(rows: list[Sequence[str]]) -> list[pa.Array]:
    return [_text_array(cells) for cells in zip_longest(*rows, fillvalue="")]


def _text_array(cells: Sequence[str]) -> pa.Array:
    try:
        array = pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair: no such character exists
        array = pa.array([cell.encode("utf-8", "replace").decode() for cell in cells], pa.string())
    empty = pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(array)), 0)
    return pc.if_else(empty, pa.scalar(None, pa.string()), array)


def _without_empty_edges(
    columns: list[pa.ChunkedArray], height: int, merged: tuple[MergedRange, ...]
) -> Grid:
    while columns and columns[-1].null_count == len(columns[-1]):
        columns.pop()
    last = max((_last_filled(column) for column in columns), default=-1)
    return Grid(tuple(column.slice(0, last + 1) for column in columns), last + 1, merged)


def _last_filled(column: pa.ChunkedArray) -> int:
    end = len(column)
    for chunk in reversed(column.chunks):
        end -= len(chunk)
        if chunk.null_count < len(chunk):
            filled = pc.indices_nonzero(chunk.is_valid())
            return end + int(filled[-1].as_py())
    return -1


def padded(rows: Iterable[list[str]], before: int) -> Iterator[list[str]]:
    """Give back the empty columns that a reader left out at the left edge."""
    if not before:
        yield from rows
        return
    edge = [""] * before
    for row in rows:
        yield edge + row
