"""What the report to a partner is made of: their tables, what was found in them, and what became of the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice

import pyarrow as pa

from reparto.exports import FIELDS, REQUIRED, KeptTable, Mapping, Skipped
from reparto.operation import Operation

SEVERITIES = ("MUST", "SHOULD", "INFO")
_TIME_HELPERS = ("start", "end", "month", "year")
_MEASURES = ("households", "persons", "quantity")
Row = tuple[int, tuple[str | None, ...]]


@dataclass(frozen=True)
class CellFinding:
    """One cell at fault: where it stands, which rule it breaks, how serious that is, and what was read there.

    ``table_no`` counts the file's tables as the batch does, ``row_no`` the sheet's rows from 1; ``field`` is ours.
    """

    table_no: int
    row_no: int
    field: str
    rule: str
    severity: str
    value: str | None = None


@dataclass(frozen=True)
class PartnerTable:
    """One table of the file as text: ``rows`` are Arrow batches with ``row_no``, ``c0``, ``c1``, …, from the top down.

    Columns that ``mapping`` calls personal are never written, whatever they hold.
    """

    number: int
    sheet: str | None
    header: tuple[str, ...]
    tags: tuple[str, ...] | None
    header_row: int
    mapping: Mapping
    rows: Iterable[pa.RecordBatch] = field(repr=False)
    skipped: tuple[Skipped, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, number: int, table: KeptTable, rows: Iterable[pa.RecordBatch]) -> "PartnerTable":
        """The table as it was kept, with its rows of data in their order."""
        return cls(
            number=number,
            sheet=table.sheet,
            header=table.header,
            tags=table.tags,
            header_row=table.header_row,
            mapping=table.mapping,
            rows=rows,
            skipped=table.skipped,
        )

    @property
    def kinds(self) -> list[str]:
        """The type of each column: number, day, code or text."""
        types = {one.name: one.type for one in FIELDS[self.mapping.kind]}
        found = ["text"] * len(self.header)
        for name, column in self.mapping.columns.items():
            found[column] = types[name]
        return found

    @property
    def first_column(self) -> int:
        """The first column that is not about persons."""
        personal = set(self.mapping.personal)
        return next((i for i in range(len(self.header)) if i not in personal), 0)

    def column_of(self, name: str) -> int | None:
        """The column to look at for one of our fields: its own, or the one that tells the same; None without one."""
        columns, kind = self.mapping.columns, self.mapping.kind
        for other in (name, self.mapping.stand_ins.get(name)):
            if other in columns:
                return columns[other]
        for need, fields in (*REQUIRED[kind], ("measure", _MEASURES)):
            if name not in fields:
                continue
            for other in fields:
                if other in columns:
                    return columns[other]
            if need == "time":
                helpers = self.mapping.helpers
                return next((helpers[one] for one in _TIME_HELPERS if one in helpers), None)
        return None

    def stream(self) -> Iterator[Row]:
        """Each row of data: its number, and its cells with the personal ones empty."""
        personal = set(self.mapping.personal)
        for batch in _batches(self.rows):
            names = set(batch.schema.names)
            cells = [
                batch.column(f"c{index}").to_pylist()
                if f"c{index}" in names and index not in personal
                else [None] * batch.num_rows
                for index in range(len(self.header))
            ]
            yield from zip(
                batch.column("row_no").to_pylist(), zip(*cells, strict=True), strict=True
            )


def _batches(rows: Iterable[pa.RecordBatch] | pa.Table) -> Iterable[pa.RecordBatch]:
    return rows.to_batches() if isinstance(rows, pa.Table) else rows


def peeked(rows: Iterator[Row], count: int) -> tuple[list[Row], Iterator[Row]]:
    """The first rows, and all of them again from the start."""
    first = list(islice(rows, count))
    return first, chain(first, rows)


@dataclass(frozen=True)
class PartnerFacts:
    """What became of the file as a whole.

    ``counted`` is False for a trial, and for a file that was refused; ``notes`` are sentences in the partner's
    language; ``date_orders`` are those of the file's report.
    """

    operation: Operation
    name: str
    rows_accepted: int
    rows_held_back: int
    rows_skipped: int
    read_at: datetime | None = None
    counted: bool = True
    notes: tuple[str, ...] = ()
    date_orders: dict[str, str] = field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        """Every row below the headers."""
        return self.rows_accepted + self.rows_held_back + self.rows_skipped
