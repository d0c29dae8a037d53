"""Tables as they are kept: the cells in a Parquet file, and beside it how they were read.

A table that came through the careful reader has its row numbers in the file (``row_no``). One that was taken over as a
whole has none: its rows stand in the order of the export, and ``first_row`` is the number of the first.
"""

from collections.abc import Mapping as Facts
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import ColumnExpression, ConstantExpression

from reparto.exports.mapping import Mapping, without_personal
from reparto.exports.tables import Skipped, TextTable

ROW_GROUP = 122_880


@dataclass(frozen=True)
class KeptTable:
    """One table of a file on the disk, with the meaning of its columns.

    ``rows`` counts the rows of data; ``height`` the rows of the Parquet file, which may hold skipped rows too.
    """

    path: Path
    sheet: str | None
    header: tuple[str, ...]
    tags: tuple[str, ...] | None
    header_row: int
    mapping: Mapping
    rows: int
    height: int
    first_row: int | None = None
    skipped: tuple[Skipped, ...] = field(default=(), repr=False)

    @property
    def rows_read(self) -> int:
        """Every row below the header: the ones kept and the ones skipped."""
        return self.rows + len(self.skipped)

    def relation(self, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
        """The rows of data: ``position`` in the kept file, ``row_no``, and the cells ``c0``, ``c1``, … as text."""
        cells = con.read_parquet(str(self.path), file_row_number=True)
        position = ColumnExpression("file_row_number").cast("bigint")
        number = ColumnExpression("row_no")
        if self.first_row is not None:
            number = (position + ConstantExpression(self.first_row)).cast("integer")
        names = [name for name in cells.columns if name not in {"file_row_number", "row_no"}]
        rows = cells.select(
            position.alias("position"), number.alias("row_no"), *map(ColumnExpression, names)
        )
        if self.first_row is None or not self.skipped:
            return rows
        gone = [ConstantExpression(skip.row_no) for skip in self.skipped]
        return rows.filter(ColumnExpression("row_no").isnotin(*gone))

    def facts(self) -> dict[str, Any]:
        """Everything but the cells, as values that JSON can hold."""
        return {
            "file": self.path.name,
            "sheet": self.sheet,
            "header": list(self.header),
            "tags": None if self.tags is None else list(self.tags),
            "header_row": self.header_row,
            "mapping": self.mapping.as_dict(),
            "rows": self.rows,
            "height": self.height,
            "first_row": self.first_row,
            "skipped": [[skip.row_no, skip.reason, skip.text] for skip in self.skipped],
        }

    @classmethod
    def from_facts(cls, folder: Path, facts: Facts[str, Any]) -> "KeptTable":
        """The table again, from what :meth:`facts` gave and the folder of its file."""
        tags = facts["tags"]
        return cls(
            path=folder / Path(facts["file"]).name,
            sheet=facts["sheet"],
            header=tuple(facts["header"]),
            tags=None if tags is None else tuple(tags),
            header_row=int(facts["header_row"]),
            mapping=Mapping.from_dict(facts["mapping"]),
            rows=int(facts["rows"]),
            height=int(facts["height"]),
            first_row=facts["first_row"],
            skipped=tuple(Skipped(int(no), reason, text) for no, reason, text in facts["skipped"]),
        )


def keep_table(folder: Path, number: int, table: TextTable, mapping: Mapping) -> KeptTable:
    """Write a table's cells, without personal columns, into the folder."""
    clean = without_personal(table, mapping)
    path = folder / f"{number}.parquet"
    rows = clean.rows.replace_schema_metadata(None)
    rows = rows.set_column(0, "row_no", rows.column("row_no").cast(pa.int32()))
    pq.write_table(rows, path, compression="zstd", row_group_size=ROW_GROUP)
    return KeptTable(
        path=path,
        sheet=table.sheet,
        header=table.header,
        tags=table.tags,
        header_row=table.header_row,
        mapping=mapping,
        rows=rows.num_rows,
        height=rows.num_rows,
        skipped=table.skipped,
    )
