"""What reading gives: an export, its tables of text, and what was left out of them and why."""

import json
from collections.abc import Mapping as Facts
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

_FACTS_KEY = b"reparto.table"


@dataclass(frozen=True)
class Note:
    """Something worth telling about a file, already in the reader's language."""

    rule: str
    text: str


@dataclass(frozen=True)
class Skipped:
    """A row of the file that is not data: blank, a total, a repeated header, or a note."""

    row_no: int
    reason: str
    text: str


@dataclass(frozen=True)
class TextTable:
    """One sheet or text file as text, cell by cell, with the row numbers that people see."""

    sheet: str | None
    header: tuple[str, ...]
    tags: tuple[str, ...] | None
    header_row: int
    rows: pa.Table
    skipped: tuple[Skipped, ...] = ()

    @property
    def rows_read(self) -> int:
        """Every row below the header: the ones kept and the ones skipped."""
        return int(self.rows.num_rows) + len(self.skipped)

    def column(self, index: int) -> pa.ChunkedArray:
        """The cells of one column; null where empty."""
        return self.rows.column(f"c{index}")

    def facts(self) -> dict[str, Any]:
        """Everything but the rows, as values that JSON can hold."""
        return {
            "sheet": self.sheet,
            "header": list(self.header),
            "tags": None if self.tags is None else list(self.tags),
            "header_row": self.header_row,
            "skipped": [[skip.row_no, skip.reason, skip.text] for skip in self.skipped],
        }

    @classmethod
    def from_facts(cls, facts: Facts[str, Any], rows: pa.Table) -> "TextTable":
        """The table again, from what :meth:`facts` gave and its rows."""
        tags = facts.get("tags")
        return cls(
            sheet=facts.get("sheet"),
            header=tuple(facts["header"]),
            tags=None if tags is None else tuple(tags),
            header_row=int(facts["header_row"]),
            rows=rows.replace_schema_metadata(None),
            skipped=tuple(
                Skipped(int(row_no), reason, text)
                for row_no, reason, text in facts.get("skipped", ())
            ),
        )


@dataclass(frozen=True)
class Export:
    """One file, read: what it is, its tables, and what a person should know about the reading."""

    name: str
    sha256: str
    format: str
    encoding: str | None
    delimiter: str | None
    tables: tuple[TextTable, ...]
    notes: tuple[Note, ...] = ()


def to_parquet(table: TextTable) -> pa.Table:
    """The rows with the facts in the schema's metadata: one table that Parquet keeps whole."""
    facts = json.dumps(table.facts(), ensure_ascii=False).encode("utf-8")
    return table.rows.replace_schema_metadata({_FACTS_KEY: facts})


def from_parquet(stored: pa.Table) -> TextTable:
    """The text table that :func:`to_parquet` stored."""
    metadata = stored.schema.metadata or {}
    return TextTable.from_facts(json.loads(metadata[_FACTS_KEY].decode("utf-8")), stored)
