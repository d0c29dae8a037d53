"""What becomes of a column's values: each distinct one is judged once, and only the changed ones are looked up.

A million rows hold few different dates, numbers and names. They are grouped in the database, judged in Python, and put
back by a join on those that change; a column in which nothing changes is taken as it stands.
"""

from collections.abc import Mapping as Facts
from itertools import count

import duckdb
import pyarrow as pa
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression
from duckdb import FunctionExpression as Call

_NUMBERS = count(1)


def counted(
    cells: duckdb.DuckDBPyRelation,
    *indexes: int,
    unlike: str | None = None,
    like: str | None = None,
    mostly_different: bool = False,
) -> dict[tuple[str | None, ...], int]:
    """How often each combination of the columns' values occurs; of one column, only values ``unlike`` a pattern.

    Values ``like`` a second pattern are given even if they fit the first. Empty cells are left out. A column whose
    values are ``mostly_different`` (ids) is sifted before it is grouped, the others after.
    """
    names = [f"c{index}" for index in indexes]
    first = ColumnExpression(names[0])
    wanted = first.isnotnull()
    if unlike is not None:
        odd = ~Call("regexp_full_match", first, ConstantExpression(unlike))
        if like is not None:
            odd = odd | Call("regexp_full_match", first, ConstantExpression(like))
        wanted = wanted & odd
    if mostly_different:
        cells = cells.filter(wanted)
    groups = cells.aggregate(
        [*map(ColumnExpression, names), Call("count").alias("times")], ", ".join(names)
    )
    if not mostly_different:
        groups = groups.filter(wanted)
    columns = groups.to_arrow_table().columns
    return dict(
        zip(
            zip(*(column.to_pylist() for column in columns[:-1]), strict=True),
            columns[-1].to_pylist(),
            strict=True,
        )
    )


class Lookups:
    """Cells under their own names, and beside them what changed values become."""

    def __init__(self, con: duckdb.DuckDBPyConnection, cells: duckdb.DuckDBPyRelation) -> None:
        self.con = con
        self.cells = cells
        self.joined = cells

    def replaced(self, index: int, changes: Facts[str, str | None]) -> Expression:
        """The column with these values changed, the others as they stand."""
        column = ColumnExpression(f"c{index}")
        if not changes:
            return column
        found, plain = self._join([index], [(value,) for value in changes], list(changes.values()))
        return CaseExpression(found, plain).otherwise(column)

    def looked_up(
        self, indexes: list[int], plain: Facts[tuple[str | None, ...], str | None]
    ) -> Expression:
        """What each combination of the columns' values means; null for one that means nothing."""
        meaning = {key: value for key, value in plain.items() if value is not None}
        if not meaning:
            return ConstantExpression(None).cast("varchar")
        return self._join(indexes, list(meaning), list(meaning.values()))[1]

    def _join(
        self, indexes: list[int], keys: list[tuple[str | None, ...]], plain: list[str | None]
    ) -> tuple[Expression, Expression]:
        number = next(_NUMBERS)
        names = [f"k{number}_{at}" for at in range(len(indexes))]
        table = pa.table(
            [pa.array([key[at] for key in keys], pa.string()) for at in range(len(indexes))]
            + [pa.array(plain, pa.string())],
            names=[*names, f"p{number}"],
        )
        self.con.register(f"lookup_{number}", table)
        condition = ColumnExpression(f"c{indexes[0]}") == ColumnExpression(names[0])
        for index, name in zip(indexes[1:], names[1:], strict=True):
            condition = condition & (ColumnExpression(f"c{index}") == ColumnExpression(name))
        self.joined = self.joined.join(self.con.table(f"lookup_{number}"), condition, how="left")
        return ColumnExpression(names[0]).isnotnull(), ColumnExpression(f"p{number}")
