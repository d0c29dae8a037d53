"""Snapshots: numbered, immutable states of the data. Built beside, checked, renamed, then pointed at.

A store is one folder: ``batches/``, ``snapshot-<n>.duckdb`` with ``snapshot-<n>.json`` beside each, and ``CURRENT``
with the number in force. Nothing that a reader has open is ever written to.
"""

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression
from filelock import FileLock, Timeout

from reparto.batches import replace_durably, sync_folder
from reparto.databases import open_database
from reparto.errors import StoreProblem
from reparto.language import _
from reparto.operation import ROOT
from reparto.word_lists import as_text

KEEP = 3
STORE_FORMAT = 4
"""Changes when batches or marts change so that an older store cannot be read as it is."""
LONGEST_ANSWER_SECONDS = 30.0
BUILD_MEMORY = "2800MB"
"""What a build may keep in memory; ``REPARTO_MEMORY`` sets another, such as 4GB."""


@dataclass(frozen=True)
class Manifest:
    """What stands beside a snapshot: its checksum, and the batches it was built from, in their order."""

    number: int
    sha256: str
    published_at: str
    batches: tuple[str, ...]


class Snapshot:
    """One snapshot opened for questions: read-only, locked, without access to anything else."""

    def __init__(self, store: Path, manifest: Manifest, damaged: tuple[int, ...] = ()) -> None:
        self.store = store
        self.manifest = manifest
        self.damaged = damaged
        self.number = manifest.number
        self._con = _open_locked(snapshot_path(store, manifest.number))

    def run(self, sql: str, parameters: dict) -> pa.Table:
        """The answer to one statement, as an Arrow table.

        Raises StoreProblem when the statement takes longer than half a minute or the file is damaged.
        """
        cursor = self._con.cursor()
        timer = threading.Timer(LONGEST_ANSWER_SECONDS, cursor.interrupt)
        timer.daemon = True
        timer.start()
        try:
            return cursor.sql(sql, params=parameters).to_arrow_table()
        except duckdb.InterruptException as error:
            raise StoreProblem(
                _("Choose fewer days or places and ask again."),
                title=_("The question took too long."),
            ) from error
        except (duckdb.IOException, duckdb.FatalException, duckdb.InternalException) as error:
            raise StoreProblem(
                _(
                    "Import a file again, or run `python -m reparto publish`, to build a new snapshot."
                ),
                title=_("Snapshot {number} cannot be read.").format(number=self.number),
            ) from error
        finally:
            timer.cancel()
            cursor.close()

    def table(self, name: str, columns: Sequence[str] = ()) -> pa.Table:
        """A table of the snapshot, or these columns of it, as an Arrow table. Raises duckdb.Error if it has no such."""
        cursor = self._con.cursor()
        try:
            found = cursor.table(name)
            wanted = [ColumnExpression(column) for column in columns or found.columns]
            return found.select(*wanted).to_arrow_table()
        finally:
            cursor.close()

    def close(self) -> None:
        """Let go of the file."""
        self._con.close()


def snapshot_path(store: Path, number: int) -> Path:
    """Where a snapshot's database stands."""
    return store / f"snapshot-{number}.duckdb"


def current_number(store: Path) -> int | None:
    """The number that CURRENT names; None when nothing was published or CURRENT cannot be read."""
    try:
        return int((store / "CURRENT").read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def published_numbers(store: Path) -> list[int]:
    """The numbers of every snapshot with a manifest, newest first."""
    found = []
    for path in store.glob("snapshot-*.json"):
        text = path.stem.removeprefix("snapshot-")
        if text.isdigit():
            found.append(int(text))
    return sorted(found, reverse=True)


def read_manifest(store: Path, number: int) -> Manifest | None:
    """The manifest of a snapshot, or None when it is missing or damaged."""
    try:
        facts = json.loads((store / f"snapshot-{number}.json").read_text(encoding="utf-8"))
        if facts["format"] != STORE_FORMAT:
            return None
        return Manifest(
            int(facts["snapshot"]), facts["sha256"], facts["published_at"], tuple(facts["batches"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def newest_manifest(store: Path) -> Manifest | None:
    """The manifest in force: CURRENT's, else the newest one that can be read."""
    number = current_number(store)
    if number is not None and (manifest := read_manifest(store, number)):
        return manifest
    for other in published_numbers(store):
        if manifest := read_manifest(store, other):
            return manifest
    return None


def is_whole(store: Path, manifest: Manifest) -> bool:
    """Whether the bytes of a snapshot are those that were published."""
    return _checksum(snapshot_path(store, manifest.number)) == manifest.sha256


def open_current(store: Path) -> Snapshot | None:
    """Open the snapshot in force, or the newest one before it whose bytes are whole; None when there is none.

    Raises StoreProblem when snapshots exist and not one can be opened.
    """
    current = current_number(store)
    numbers = published_numbers(store)
    if current is not None:
        numbers = [n for n in numbers if n <= current] or numbers
    damaged: list[int] = []
    for number in numbers:
        manifest = read_manifest(store, number)
        if manifest is None or not is_whole(store, manifest):
            damaged.append(number)
            continue
        try:
            return Snapshot(store, manifest, tuple(damaged))
        except duckdb.Error:
            damaged.append(number)
    if any(_is_foreign(store, number) for number in damaged):
        raise StoreProblem(
            _("Set REPARTO_STORE to a new folder and import the files again."),
            title=_("This store was written by another version of Reparto."),
        )
    if damaged:
        raise StoreProblem(
            _("Run `python -m reparto publish` to build it again from the imported files."),
            title=_("Every snapshot is damaged."),
        )
    return None


def publish(
    store: Path, batches: list[str], fill: Callable[[duckdb.DuckDBPyConnection], None]
) -> int:
    """Build the next snapshot with ``fill``, check it, and put it in force; call it under ``writing``.

    Returns its number. Raises StoreProblem when the disk is full; then nothing has changed.
    """
    store.mkdir(parents=True, exist_ok=True)
    number = (
        max(
            [*published_numbers(store), current_number(store) or 0, *_stray_numbers(store)],
            default=0,
        )
        + 1
    )
    beside = store / f".build-{os.getpid()}.duckdb"
    try:
        _clear_leftovers(store)
        with open_database(beside, **_building(store)) as con:
            fill(con)
            con.execute("checkpoint")
        shutil.rmtree(_building(store)["temp_directory"], ignore_errors=True)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        manifest = {
            "format": STORE_FORMAT,
            "snapshot": number,
            "sha256": _checksum(beside),
            "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "batches": batches,
        }
        _open_locked(beside).close()
        os.replace(beside, snapshot_path(store, number))
        sync_folder(store)
        text = json.dumps(manifest)
        replace_durably(
            store / f"snapshot-{number}.json", lambda path: path.write_text(text, encoding="utf-8")
        )
        replace_durably(
            store / "CURRENT", lambda path: path.write_text(f"{number}\n", encoding="ascii")
        )
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        _clear_leftovers(store)
        raise not_written() from error
    except BaseException:
        _clear_leftovers(store)
        raise
    _forget_old(store, number)
    return number


def _building(store: Path) -> dict[str, str]:
    """How a build may use the machine: a bounded memory, the store's disk beyond it, and no order but what is asked."""
    return {
        "memory_limit": os.environ.get("REPARTO_MEMORY") or BUILD_MEMORY,
        "temp_directory": str(store / f".build-{os.getpid()}.tmp"),
        "preserve_insertion_order": "false",
    }


def not_written() -> StoreProblem:
    """What a person is told when the disk or the memory did not suffice."""
    return StoreProblem(
        _("Free some disk space and import again; the snapshot before is still in force."),
        title=_("The snapshot could not be written."),
    )


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """Be the only one who publishes into this store.

    Raises StoreProblem at once when somebody else is, or when the folder cannot be written.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = FileLock(store / ".lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise StoreProblem(
            _("Wait until it is done, then import again."), title=_("Another import is running.")
        ) from error
    except OSError as error:
        raise StoreProblem(
            _("Set REPARTO_STORE to a folder where you may write."),
            title=_("{folder} cannot be written.").format(folder=store),
        ) from error
    try:
        yield
    finally:
        lock.release()


def _open_locked(path: Path) -> duckdb.DuckDBPyConnection:
    con = open_database()
    try:
        con.execute("attach $path as s (read_only)", {"path": str(path)})
        for (name,) in (
            con.table("duckdb_tables").filter("database_name = 's'").select("table_name").fetchall()
        ):
            as_text(con.table(f"s.main.{name}")).create_view(name)
        con.execute((ROOT / "queries" / "metrics.sql").read_text(encoding="utf-8"))
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
    except duckdb.Error:
        con.close()
        raise
    return con


def _is_foreign(store: Path, number: int) -> bool:
    """Whether a snapshot's manifest is whole, but of another format."""
    try:
        facts = json.loads((store / f"snapshot-{number}.json").read_text(encoding="utf-8"))
        return "sha256" in facts and facts.get("format") != STORE_FORMAT
    except (OSError, ValueError, TypeError):
        return False


def _checksum(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _stray_numbers(store: Path) -> list[int]:
    found = [path.stem.removeprefix("snapshot-") for path in store.glob("snapshot-*.duckdb")]
    return [int(text) for text in found if text.isdigit()]


def _clear_leftovers(store: Path) -> None:
    for path in store.glob(".build-*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _forget_old(store: Path, newest: int) -> None:
    kept = [n for n in published_numbers(store) if n <= newest][:KEEP]
    for number in {*_stray_numbers(store), *published_numbers(store)}.difference(kept):
        for path in (store / f"snapshot-{number}.json", snapshot_path(store, number)):
            try:
                path.unlink(missing_ok=True)
            except (
                OSError
            ):  # open elsewhere, on a system that keeps open files: the next import tries again
                continue
