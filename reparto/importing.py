"""Importing: from files to the next snapshot, or to the answer what an import would do. Same code for both.

Each file is read and checked by itself first, so that a bad one never touches the store; the good ones are then
published together as one snapshot.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from reparto.batches import Batch, batch_from, load_batch, save_batch
from reparto.build import Build, Checked
from reparto.errors import OperationProblem, RepartoError, UnknownLayout, UnreadableExport
from reparto.exports import Mapping, TextTable, map_table, read_export
from reparto.language import _, ngettext, number
from reparto.operation import Operation
from reparto.operations import SETTINGS_FILES, store_home, store_key
from reparto.reports import FileReport, ImportReport, add_outcome, describe, summary
from reparto.snapshots import newest_manifest, not_written, publish, writing

IGNORED_ENDINGS = {".md", ".toml"}

Source = tuple[str, Callable[[], bytes]]
"""A name for people, and how to get the bytes."""


def store_of(operation: Operation) -> Path:
    """The folder of an operation's snapshots."""
    return store_home() / store_key(operation.folder)


def today() -> date:
    """The day against which future dates are held; REPARTO_TODAY sets another for tests and replays.

    Raises OperationProblem when it is no date.
    """
    set_day = os.environ.get("REPARTO_TODAY")
    try:
        return date.fromisoformat(set_day) if set_day else date.today()
    except ValueError as error:
        raise OperationProblem(
            _("Write it as year-month-day, such as 2020-04-09."),
            title=_("“{value}” is not a date for {name}.").format(
                value=set_day, name="REPARTO_TODAY"
            ),
        ) from error


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files to import: each path, and for a folder every file in it that is no setting or hidden file."""
    found: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        found += [
            file
            for file in sorted(path.rglob("*"))
            if file.is_file()
            and not any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
            and file.name not in SETTINGS_FILES
            and file.suffix.lower() not in IGNORED_ENDINGS
        ]
    return found


def import_files(
    operation: Operation, paths: Iterable[Path], *, dry_run: bool = False
) -> ImportReport:
    """Import files and folders from the disk; ``dry_run`` says what would happen and writes nothing."""
    sources: list[Source] = [(str(path), partial(_bytes_of, path)) for path in files_under(paths)]
    return import_sources(operation, sources, dry_run=dry_run)


def import_sources(
    operation: Operation, sources: list[Source], *, dry_run: bool = False
) -> ImportReport:
    """Import named bytes (uploads, files): the same path for the command line and the Data page.

    Raises StoreProblem when another import runs or the disk is full; then nothing has changed.
    """
    if dry_run:
        manifest = newest_manifest(store_of(operation))
        reports, _batches = _examine(operation, sources, manifest.batches if manifest else ())
        return ImportReport(None, reports)
    store = store_of(operation)
    with writing(store):
        manifest = newest_manifest(store)
        known = manifest.batches if manifest else ()
        reports, batches = _examine(operation, sources, known)
        snapshot = manifest.number if manifest and known else None
        if batches:
            snapshot = _publish(operation, store, known, batches)
    report = ImportReport(snapshot, reports)
    if not report.succeeded:
        report.snapshot = None
    return report


def rebuild(operation: Operation) -> int | None:
    """Publish again from the batches in force, as after a change of settings; None when nothing was imported."""
    store = store_of(operation)
    with writing(store):
        manifest = newest_manifest(store)
        return (
            _publish(operation, store, manifest.batches, [])
            if manifest and manifest.batches
            else None
        )


def _publish(
    operation: Operation, store: Path, known: tuple[str, ...], batches: list[Batch]
) -> int:
    folder = store / "batches"
    saved: list[Path] = []
    try:
        for batch in batches:
            saved += [folder / f"{batch.sha256}.parquet", folder / f"{batch.sha256}.json"]
            save_batch(folder, batch)
        everything = [load_batch(folder, sha256) for sha256 in known] + batches
        return publish(
            store, [batch.sha256 for batch in everything], _filler(operation, everything)
        )
    except BaseException as error:
        for path in saved:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise not_written() from error
        raise


def _filler(
    operation: Operation, batches: list[Batch]
) -> Callable[[duckdb.DuckDBPyConnection], None]:
    def fill(con: duckdb.DuckDBPyConnection) -> None:
        build = Build(con, operation, batches, today())
        build.stage()
        build.publish_marts()

    return fill


def _examine(
    operation: Operation, sources: list[Source], known: tuple[str, ...]
) -> tuple[list[FileReport], list[Batch]]:
    reports: list[FileReport] = []
    batches: list[Batch] = []
    seen = set(known)
    invented = _invented_files(operation)
    for name, read in sources:
        report = FileReport(path=name)
        reports.append(report)
        try:
            batch = _examine_one(operation, name, read(), report, seen)
            if batch and any((batch.sha256 in invented) != (other in invented) for other in seen):
                raise MixedWithInvented()
        except (duckdb.Error, pa.ArrowException) as error:
            report.message = _(
                "{name} could not be understood ({reason}). Send it to whoever maintains Reparto."
            ).format(name=Path(name).name, reason=str(error).splitlines()[0][:120])
            continue
        except RepartoError as error:
            report.status = "refused"
            report.message = str(error)
            continue
        if batch:
            batches.append(batch)
            seen.add(batch.sha256)
    return reports, batches


class MixedWithInvented(RepartoError):
    """Rows of one's own would stand among invented ones, or the other way round."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Start an operation of your own with `python -m reparto new FOLDER`, set REPARTO_OPERATION to it, "
                "and import there."
            ),
            title=_("This file would mix with the invented rows of the demonstration."),
        )


def _invented_files(operation: Operation) -> set[str]:
    """The checksums of the files that a demonstration brings itself."""
    if not operation.demonstration:
        return set()
    files = (operation.folder / "exports").glob("*")
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def _examine_one(
    operation: Operation, name: str, data: bytes, report: FileReport, seen: set[str]
) -> Batch | None:
    export = read_export(data, _printable(Path(name).name))
    report.sha256 = export.sha256
    mapped: list[tuple[TextTable, Mapping]] = []
    problem: UnknownLayout | None = None
    for table in export.tables:
        try:
            mapped.append((table, map_table(table)))
        except UnknownLayout as error:
            problem = problem or error
            if len(export.tables) > 1:
                report.notes.append(_("Not imported: {what}").format(what=error))
    if not mapped:
        raise problem or UnknownLayout(
            _("Send the sheet or file that has one row for each delivery."),
            title=_("{name} has no table that can be read.").format(name=Path(name).name),
        )
    batch = batch_from(export, mapped, datetime.now(UTC).isoformat(timespec="seconds"))
    describe(batch, report)
    if export.sha256 in seen:
        report.status = "already_imported"
        report.message = _("This file was imported before; nothing changed.")
    outcome = _check_alone(operation, batch)
    add_outcome(batch, outcome, report)
    if report.status == "already_imported":
        return None
    if report.rows_read == report.rows_skipped:
        raise UnreadableExport(
            _("Export it again, with its rows, and import the new file."),
            title=_("{name} has headers and no rows.").format(name=Path(name).name),
        )
    if report.rows_accepted == 0:
        raise UnreadableExport(
            _("Correct the rows that are named and import it again."),
            title=ngettext(
                "{name}: the only row could not be accepted.",
                "{name}: none of the {count} rows could be accepted.",
                report.rows_read,
            ).format(name=Path(name).name, count=number(report.rows_read)),
        )
    report.status = "imported"
    report.message = summary(report)
    return batch


def _check_alone(operation: Operation, batch: Batch) -> Checked:
    with duckdb.connect(":memory:") as con:
        build = Build(con, operation, [batch], today())
        build.stage()
        return build.outcomes()[0]


def _printable(name: str) -> str:
    """A file's name as text, also where the disk has bytes in it that are none."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableExport(
            _("Check the path."), title=_("There is no file {path}.").format(path=path)
        ) from error
    except OSError as error:
        raise UnreadableExport(
            _("Check that you may read it."), title=_("{path} cannot be read.").format(path=path)
        ) from error
