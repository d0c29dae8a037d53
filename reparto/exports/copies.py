"""Sheets whose rows all stand on another sheet too: copies and extracts, which would be counted twice."""

from collections import Counter
from collections.abc import Sequence

import pyarrow.compute as pc

from reparto.exports.tables import TextTable

_FEWEST = 5
"""Rows from which an extract is told from rows that happen to be alike; a whole copy needs two."""


def copies(tables: Sequence[TextTable]) -> dict[int, int]:
    """The tables all of whose rows stand in another one under the same header, and that other one, by their places.

    Of two equal tables the one with tags stays, else the first.
    """
    headers = Counter(table.header for table in tables)
    rows = [_rows(table) if headers[table.header] > 1 else Counter() for table in tables]
    found: dict[int, int] = {}
    order = sorted(range(len(tables)), key=lambda at: (rows[at].total(), tables[at].tags is None))
    for place in order:
        for other in range(len(tables)):
            if other == place or other in found or tables[other].header != tables[place].header:
                continue
            same = rows[other] == rows[place]
            if same and (tables[place].tags is not None, -place) > (
                tables[other].tags is not None,
                -other,
            ):
                continue
            if rows[place].total() >= (2 if same else _FEWEST) and rows[place] <= rows[other]:
                found[place] = other
                break
    return found


def _rows(table: TextTable) -> Counter[str]:
    """How often each row occurs, its cells in one text."""
    columns = table.rows.columns[1:]
    if not columns or not table.rows.num_rows:
        return Counter()
    joined = pc.binary_join_element_wise(
        *columns, "\x1f", null_handling="replace", null_replacement=""
    )
    counts = pc.value_counts(joined)
    return Counter(dict(zip(counts.field(0).to_pylist(), counts.field(1).to_pylist(), strict=True)))
