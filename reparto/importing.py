"""Importing: from files to the next snapshot, or to the answer what an import would do. Same code for both.

Each file is read by itself first, so that a bad one never touches the store; the good ones are then checked and
published together as one snapshot. A dry run publishes into a folder that is thrown away.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import duckdb

from reparto.asking import Answers
from reparto.batches import Batch, forget_batches, load_batch, save_batch
from reparto.build import Build, Checked
from reparto.errors import OperationProblem
from reparto.headlines import headline_of
from reparto.intake import Candidate, Progress, Source, files_under, take_in, work_folder
from reparto.language import _, ngettext, number
from reparto.operation import Operation
from reparto.operations import store_home, store_key
from reparto.reports import FileReport, ImportReport, add_outcome, summary
from reparto.snapshots import (
    newest_manifest,
    not_written,
    publish,
    published_numbers,
    read_manifest,
    writing,
)


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


def import_files(
    operation: Operation,
    paths: Iterable[Path],
    *,
    dry_run: bool = False,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files and folders from the disk; ``dry_run`` says what would happen and writes nothing."""
    sources: list[Source] = [(str(path), path) for path in files_under(paths)]
    return import_sources(operation, sources, dry_run=dry_run, answers=answers, progress=progress)


def import_sources(
    operation: Operation,
    sources: list[Source],
    *,
    dry_run: bool = False,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import named bytes (uploads, files): the same path for the command line and the Data page.

    Raises StoreProblem when another import runs or the disk is full; then nothing has changed.
    """
    store = store_of(operation)
    run = _Import(operation, store, answers or Answers(), progress or _silent)
    if dry_run:
        with work_folder(None) as work:
            return run.into(work / "preview", sources, work, keep=False)
    with writing(store):
        try:
            with work_folder(store) as work:
                return run.into(store, sources, work, keep=True)
        except OSError as error:
            raise not_written() from error


def _silent(_phase: str, _done: int, _of: int) -> None:
    return None


class _Import:
    """One import: what is there already, what is asked, and whom to tell of the progress."""

    def __init__(
        self, operation: Operation, store: Path, answers: Answers, progress: Progress
    ) -> None:
        self.operation = operation
        self.store = store
        self.answers = answers
        self.progress = progress
        manifest = newest_manifest(store)
        self.number = manifest.number if manifest and manifest.batches else None
        self.known = (
            [load_batch(store / "batches", sha) for sha in manifest.batches] if manifest else []
        )

    def into(self, target: Path, sources: list[Source], work: Path, *, keep: bool) -> ImportReport:
        """Publish into ``target``; ``keep`` adopts the files that came in."""
        reports, candidates = take_in(
            self.operation,
            sources,
            [batch.sha256 for batch in self.known],
            work,
            self.answers,
            self.progress,
        )
        again = [one for one in candidates if one.report.status == "already_imported"]
        for candidate in again:
            self._describe_again(candidate)
        fresh = [one for one in candidates if one not in again]
        before = headline_of(self.store) if candidates else None
        published = self._publish(target, fresh, keep)
        report = ImportReport(published or self.number, reports)
        if not keep or not report.succeeded:
            report.snapshot = None
        report.before = before
        report.after = headline_of(target) if published else before
        return report

    def _publish(self, target: Path, fresh: list[Candidate], keep: bool) -> int | None:
        """Publish the files that bring something; the others are told why they do not."""
        while fresh:
            try:
                return publish_batches(
                    self.operation, target, self.known, fresh, self.progress, keep=keep
                )
            except _Nothing as nothing:
                fresh = [one for one in fresh if one not in nothing.refused]
            except OperationProblem as problem:
                for candidate in fresh:
                    candidate.report.status = "refused"
                    candidate.report.message = str(problem)
                return None
            except duckdb.Error:
                broken = [one for one in fresh if not self._can_be_built(one)]
                if not broken:
                    raise
                fresh = [one for one in fresh if one not in broken]
        return None

    def _can_be_built(self, candidate: Candidate) -> bool:
        try:
            _check_alone(self.operation, candidate.batch)
        except duckdb.Error as error:
            candidate.report.status = "refused"
            candidate.report.message = _(
                "{name} could not be understood ({reason}). Send it to whoever maintains Reparto."
            ).format(name=candidate.batch.name, reason=str(error).splitlines()[0][:120])
            return False
        return True

    def _describe_again(self, candidate: Candidate) -> None:
        message = candidate.report.message
        add_outcome(
            candidate.batch, _check_alone(self.operation, candidate.batch), candidate.report
        )
        candidate.report.message = message


class _Nothing(Exception):
    """Files from which not one row can be accepted; the others are to be published without them."""

    def __init__(self, refused: list[Candidate]) -> None:
        super().__init__()
        self.refused = refused


def publish_batches(
    operation: Operation,
    target: Path,
    known: Sequence[Batch],
    fresh: Sequence[Candidate],
    progress: Progress,
    *,
    keep: bool = True,
) -> int:
    """Publish known and fresh batches together; the reports of the fresh ones say what became of their rows.

    Returns the snapshot's number. Raises StoreProblem when it cannot be written; then nothing has changed.
    """
    batches = [*known, *(candidate.batch for candidate in fresh)]
    folder = target / "batches"
    saved: list[Path] = []

    def fill(con: duckdb.DuckDBPyConnection) -> None:
        progress("check", 0, 1)
        build = Build(con, operation, batches, today())
        build.stage()
        outcomes = build.outcomes()[len(known) :]
        refused = [
            candidate
            for candidate, outcome in zip(fresh, outcomes, strict=True)
            if not _judge(candidate, outcome)
        ]
        if refused:
            raise _Nothing(refused)
        progress("check", 1, 1)
        progress("publish", 0, 1)
        build.publish_marts()
        for candidate in fresh if keep else ():
            saved.append(folder / candidate.batch.sha256)
            candidate.batch = save_batch(folder, candidate.batch)

    try:
        published = publish(target, [batch.sha256 for batch in batches], fill)
    except BaseException as error:
        for path in saved:
            shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, OSError):
            raise not_written() from error
        raise
    if keep:
        forget_batches(folder, _listed(target))
    progress("publish", 1, 1)
    return published


def _listed(store: Path) -> set[str]:
    """The batches that any kept snapshot names."""
    manifests = [read_manifest(store, number) for number in published_numbers(store)]
    return {sha256 for manifest in manifests if manifest for sha256 in manifest.batches}


def _judge(candidate: Candidate, outcome: Checked) -> bool:
    """Tell the report what became of the rows; False when the file brings nothing."""
    report, name = candidate.report, candidate.batch.name
    add_outcome(candidate.batch, outcome, report)
    if report.rows_read == report.rows_skipped:
        _refuse(
            report,
            _("{name} has headers and no rows.").format(name=name),
            _("Export it again, with its rows, and import the new file."),
        )
    elif report.rows_accepted == 0:
        title = ngettext(
            "{name}: the only row could not be accepted.",
            "{name}: none of the {count} rows could be accepted.",
            report.rows_read,
        ).format(name=name, count=number(report.rows_read))
        _refuse(report, title, _("Correct the rows that are named and import it again."))
    else:
        report.message = summary(report)
    return report.status == "imported"


def _refuse(report: FileReport, title: str, advice: str) -> None:
    report.status = "refused"
    report.message = f"{title} {advice}"


def _check_alone(operation: Operation, batch: Batch) -> Checked:
    with duckdb.connect(":memory:") as con:
        build = Build(con, operation, [batch], today())
        build.stage()
        return build.outcomes()[0]


def rebuild(operation: Operation) -> int | None:
    """Publish again from the batches in force, as after a change of settings; None when nothing was imported."""
    store = store_of(operation)
    with writing(store):
        manifest = newest_manifest(store)
        if not manifest or not manifest.batches:
            return None
        known = [load_batch(store / "batches", sha256) for sha256 in manifest.batches]
        return publish_batches(operation, store, known, [], _silent)
