"""What reading gives: an export, its tables of text, and what was left out of them and why."""

from dataclasses import dataclass

import pyarrow as pa


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
