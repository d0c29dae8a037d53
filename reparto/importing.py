"""Importing: from files to the next snapshot, or to the answer what an import would do. Same code for both.

Each file is read by itself first, so that a bad one never touches the store; the good ones are then checked and
published together as one snapshot. A dry run publishes into a folder that is thrown away.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from reparto.answers import answers_for, remember
from reparto.asking import Answers
from reparto.errors import OperationProblem
from reparto.headlines import headline_of
from reparto.intake import Candidate, Progress, Source, files_under, take_in, work_folder
from reparto.journal import write_entry
from reparto.language import _
from reparto.operation import Operation
from reparto.operations import store_home, store_key
from reparto.publishing import (
    NothingToPublish,
    Published,
    batches_in_force,
    check_alone,
    publish_batches,
    silent,
)
from reparto.readers import make_ready
from reparto.reports import ImportReport, add_outcome
from reparto.snapshots import newest_manifest, not_written, writing

MOST_ROWS_TOLD = 300_000
"""Rows in the store up to which an import says what it did to the headline; a trial always does."""


def store_of(operation: Operation) -> Path:
    """The folder of an operation's snapshots."""
    return store_home() / store_key(operation.folder)


def import_files(
    operation: Operation,
    paths: Iterable[Path],
    *,
    dry_run: bool = False,
    answers: dict[str, str] | None = None,
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
    answers: dict[str, str] | None = None,
    progress: Progress | None = None,
    on_page: bool = False,
) -> ImportReport:
    """Import named bytes (uploads, files): the same path for the command line and the Data page.

    The journal says which of the two it was (``on_page``). Raises StoreProblem when another import runs or the disk is full; then nothing has changed.
    """
    make_ready()
    store = store_of(operation)
    said = answers_for(store, answers)
    if dry_run:
        with work_folder(None) as work:
            run = _Import(operation, store, said, progress or silent)
            return run.into(work / "preview", sources, work, keep=False)
    with writing(store):
        try:
            with work_folder(store) as work:
                run = _Import(operation, store, said, progress or silent)
                report = run.into(store, sources, work, keep=True)
                if report.snapshot and any(one.status == "imported" for one in report.files):
                    remember(store, said.given)
                    _note(store, report, on_page)
                return report
        except OSError as error:
            raise not_written() from error


def _note(store: Path, report: ImportReport, on_page: bool) -> None:
    files = [
        {
            "name": Path(one.path).name,
            "sha256": one.sha256,
            "accepted": one.rows_accepted,
            "held_back": one.rows_held_back,
        }
        for one in report.files
        if one.status == "imported"
    ]
    headline = {"before": report.before, "after": report.after}
    number = report.snapshot or 0
    write_entry(store, "import", number, on_page=on_page, files=files, headline=headline)


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
        self.known = batches_in_force(store)

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
        # The figures of millions of rows take seconds: a trial is about them, an import can do without.
        rows = sum(batch.rows_read for batch in [*self.known, *(one.batch for one in fresh)])
        is_told = not keep or rows <= MOST_ROWS_TOLD
        before = headline_of(self.store) if candidates and is_told else None
        published = self._publish(target, fresh, keep)
        report = ImportReport(published.number if published else self.number, reports)
        report.shared_questions = (
            [one.as_dict() for one in published.questions] if published else []
        )
        if not keep or not report.succeeded:
            report.snapshot = None
        report.before = before
        report.after = headline_of(target) if published and is_told else before
        return report

    def _publish(self, target: Path, fresh: list[Candidate], keep: bool) -> Published | None:
        """Publish the files that bring something; the others are told why they do not."""
        while fresh:
            try:
                return publish_batches(
                    self.operation,
                    target,
                    self.known,
                    fresh,
                    answers=self.answers,
                    progress=self.progress,
                    store=None if keep else self.store,
                )
            except NothingToPublish as nothing:
                fresh = [one for one in fresh if one not in nothing.files]
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
            check_alone(self.operation, candidate.batch)
        except duckdb.Error as error:
            candidate.report.status = "refused"
            candidate.report.message = _(
                "{name} could not be understood ({reason}). Send it to whoever maintains Reparto."
            ).format(name=candidate.batch.name, reason=str(error).splitlines()[0][:120])
            return False
        return True

    def _describe_again(self, candidate: Candidate) -> None:
        message = candidate.report.message
        add_outcome(candidate.batch, check_alone(self.operation, candidate.batch), candidate.report)
        candidate.report.message = message


def rebuild(operation: Operation) -> int | None:
    """Publish again from the batches in force, as after a change of settings; None when nothing was imported."""
    store = store_of(operation)
    with writing(store):
        known = batches_in_force(store)
        if not known:
            return None
        return publish_batches(operation, store, known, answers=answers_for(store)).number
