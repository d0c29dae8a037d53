"""Batches: the files that were imported, kept as tables of text from which every snapshot can be rebuilt.

A batch is ``batches/<sha256>.parquet`` (every cell as read, personal columns removed, with table and row numbers)
and ``batches/<sha256>.json`` (name, mapping, skipped rows). The bytes of the file itself are not kept.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from reparto.errors import StoreProblem
from reparto.exports import Export, Mapping, TextTable, without_personal
from reparto.language import _


@dataclass(frozen=True)
class BatchTable:
    """One table of a file with the meaning of its columns."""

    table: TextTable
    mapping: Mapping


@dataclass(frozen=True)
class Batch:
    """One imported file: what it was called, what was in it, and how it was read."""

    sha256: str
    name: str
    format: str
    encoding: str | None
    imported_at: str
    tables: tuple[BatchTable, ...]
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of export in the file, most rows first."""
        rows: dict[str, int] = {}
        for part in self.tables:
            rows[part.mapping.kind] = rows.get(part.mapping.kind, 0) + part.table.rows.num_rows
        return tuple(sorted(rows, key=lambda kind: -rows[kind]))

    @property
    def rows_read(self) -> int:
        """Data rows of every table, skipped ones included."""
        return sum(part.table.rows_read for part in self.tables)

    @property
    def rows_skipped(self) -> int:
        """Blank, total and note rows of every table."""
        return sum(len(part.table.skipped) for part in self.tables)


def batch_from(export: Export, mapped: list[tuple[TextTable, Mapping]], imported_at: str) -> Batch:
    """A batch of the tables that could be mapped, without their personal columns."""
    return Batch(
        sha256=export.sha256,
        name=export.name,
        format=export.format,
        encoding=export.encoding,
        imported_at=imported_at,
        tables=tuple(
            BatchTable(without_personal(table, mapping), mapping) for table, mapping in mapped
        ),
        notes=tuple((note.rule, note.text) for note in export.notes),
    )


def save_batch(folder: Path, batch: Batch) -> None:
    """Write the batch's two files, each complete or not there at all."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for number, part in enumerate(batch.tables):
        rows = part.table.rows
        parts.append(rows.add_column(0, "table_no", pa.array([number] * rows.num_rows, pa.int32())))
    whole = pa.concat_tables(parts, promote_options="default")
    facts = {
        "sha256": batch.sha256,
        "name": batch.name,
        "format": batch.format,
        "encoding": batch.encoding,
        "imported_at": batch.imported_at,
        "notes": batch.notes,
        "tables": [
            {"table": part.table.facts(), "mapping": part.mapping.as_dict()}
            for part in batch.tables
        ],
    }
    replace_durably(
        folder / f"{batch.sha256}.parquet",
        lambda path: pq.write_table(whole, path, compression="zstd"),
    )
    text = json.dumps(facts, ensure_ascii=False)
    replace_durably(
        folder / f"{batch.sha256}.json", lambda path: path.write_text(text, encoding="utf-8")
    )


def load_batch(folder: Path, sha256: str) -> Batch:
    """Read a batch back as it was saved.

    Raises StoreProblem when its files are missing or damaged.
    """
    try:
        facts = json.loads((folder / f"{sha256}.json").read_text(encoding="utf-8"))
        whole = pq.read_table(folder / f"{sha256}.parquet")
    except (OSError, ValueError, pa.ArrowException) as error:
        raise StoreProblem(
            _(
                "Put the folder `batches` back from a copy, or start a new store and import the files again."
            ),
            title=_("What was kept of an imported file ({sha256}…) cannot be read.").format(
                sha256=sha256[:12]
            ),
        ) from error
    parts = []
    for number, part in enumerate(facts["tables"]):
        rows = whole.filter(pa.compute.equal(whole["table_no"], number)).drop_columns("table_no")
        parts.append(
            BatchTable(
                TextTable.from_facts(part["table"], rows), Mapping.from_dict(part["mapping"])
            )
        )
    return Batch(
        sha256=facts["sha256"],
        name=facts["name"],
        format=facts["format"],
        encoding=facts["encoding"],
        imported_at=facts["imported_at"],
        tables=tuple(parts),
        notes=tuple((rule, text) for rule, text in facts["notes"]),
    )


def replace_durably(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside ``path``, bring it to the disk, then put it in place in one step."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a rename to the disk, on systems where a folder can be opened."""
    if os.name == "nt":
        return
    # What was renamed stands already; a file system that cannot sync a folder is no reason to take it back.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
