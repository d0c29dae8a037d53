"""An invented country whose borders wind like real ones: cells of a grid, each border drawn once for both neighbours."""

import random
from itertools import pairwise

Point = tuple[float, float]


def wavy_cells(
    across: int, up: int, *, west: float, south: float, cell: float, points: int, seed: int
) -> dict[tuple[int, int], list[list[float]]]:
    """The rings of the cells by column and row; ``cell`` in degrees, ``points`` on each border."""
    chance = random.Random(seed)
    corners = {
        (column, row): (
            west + cell * (column + chance.uniform(-0.2, 0.2)),
            south + cell * (row + chance.uniform(-0.2, 0.2)),
        )
        for column in range(across + 1)
        for row in range(up + 1)
    }
    borders: dict[tuple[tuple[int, int], tuple[int, int]], list[Point]] = {}

    def border(start: tuple[int, int], end: tuple[int, int]) -> list[Point]:
        if (end, start) in borders:
            return borders[end, start][::-1]
        line = [corners[start], corners[end]]
        sway = cell * 0.1
        while len(line) < points:
            line = _bent(line, sway, chance)
            sway /= 2
        borders[start, end] = line
        return line

    cells = {}
    for column in range(across):
        for row in range(up):
            turns = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
            spots = [(column + x, row + y) for x, y in turns]
            ring = [
                list(point) for start, end in pairwise(spots) for point in border(start, end)[:-1]
            ]
            cells[column, row] = [*ring, ring[0]]
    return cells


def _bent(line: list[Point], sway: float, chance: random.Random) -> list[Point]:
    """The line with a bend in the middle of each piece."""
    bent = [line[0]]
    for start, end in pairwise(line):
        middle = (
            (start[0] + end[0]) / 2 + chance.uniform(-sway, sway) / 2,
            (start[1] + end[1]) / 2 + chance.uniform(-sway, sway) / 2,
        )
        bent += [middle, end]
    return bent
