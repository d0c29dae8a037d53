"""Batches: the files that were imported, kept as tables of text from which every snapshot can be rebuilt.

A batch is the folder ``batches/<sha256>/``: one Parquet file for each table (every cell as read, personal columns
removed), ``facts.json`` (how it was read) and ``batch.json`` (when it came in). The bytes of the file are not kept.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reparto.errors import StoreProblem
from reparto.exports import KeptTable, Note, Received
from reparto.language import _

_BATCH = "batch.json"


@dataclass(frozen=True)
class Batch:
    """One imported file: what it was called, what was in it, and how it was read.

    ``imported_at`` is the moment of the import, UTC, ISO 8601.
    """

    received: Received
    imported_at: str

    @property
    def sha256(self) -> str:
        """The checksum of the file's bytes."""
        return self.received.sha256

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.received.name

    @property
    def tables(self) -> tuple[KeptTable, ...]:
        """The file's tables."""
        return self.received.tables

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was told of the reading."""
        return self.received.notes

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of export in the file, most rows first."""
        rows: dict[str, int] = {}
        for table in self.tables:
            rows[table.mapping.kind] = rows.get(table.mapping.kind, 0) + table.rows
        return tuple(sorted(rows, key=lambda kind: -rows[kind]))

    def rows_of(self, kind: str) -> int:
        """How many rows of data of one kind the file has."""
        return sum(table.rows for table in self.tables if table.mapping.kind == kind)

    @property
    def rows_read(self) -> int:
        """Data rows of every table, skipped ones included."""
        return sum(table.rows_read for table in self.tables)

    @property
    def rows_skipped(self) -> int:
        """Blank, total and note rows of every table."""
        return sum(len(table.skipped) for table in self.tables)


def save_batch(folder: Path, batch: Batch) -> Batch:
    """Take the batch's files into ``folder``, in one step and on the disk, or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    work = batch.received.folder
    text = json.dumps({"sha256": batch.sha256, "imported_at": batch.imported_at})
    (work / _BATCH).write_text(text, encoding="utf-8")
    for path in work.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    target = folder / batch.sha256
    shutil.rmtree(target, ignore_errors=True)
    os.replace(work, target)
    sync_folder(folder)
    return load_batch(folder, batch.sha256)


def load_batch(folder: Path, sha256: str) -> Batch:
    """A batch as it was saved; its cells stay on the disk.

    Raises StoreProblem when its files are missing or damaged.
    """
    try:
        facts = json.loads((folder / sha256 / _BATCH).read_text(encoding="utf-8"))
        batch = Batch(Received.load(folder / sha256), facts["imported_at"])
        if not all(table.path.is_file() for table in batch.tables):
            raise FileNotFoundError
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreProblem(
            _(
                "Put the folder `batches` back from a copy, or start a new store and import the files again."
            ),
            title=_("What was kept of an imported file ({sha256}…) cannot be read.").format(
                sha256=sha256[:12]
            ),
        ) from error
    return batch


def forget_batches(folder: Path, keep: Iterable[str]) -> None:
    """Remove what is kept of files that no snapshot holds any more."""
    kept = set(keep)
    for path in folder.glob("*"):
        if path.name in kept:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


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
