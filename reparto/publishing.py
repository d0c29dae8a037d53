"""From batches to a snapshot in force, and what that says of each fresh file."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from reparto.asking import Answers, OpenQuestion
from reparto.batch_facts import Checked
from reparto.batches import Batch, forget_batches, load_batch, save_batch
from reparto.build import Build
from reparto.checks import silent_checks
from reparto.databases import open_database
from reparto.decided import decided_in
from reparto.errors import OperationProblem
from reparto.exports.flows import REASON as PASSED_ON
from reparto.intake import Candidate, Progress
from reparto.language import _, ngettext, number
from reparto.open_questions import ask_about
from reparto.operation import Operation
from reparto.partner_names.decisions import write_decisions
from reparto.reports import FileReport, add_outcome, summary
from reparto.same_reports import tell_replacements
from reparto.snapshots import (
    newest_manifest,
    not_written,
    publish,
    published_numbers,
    read_manifest,
)


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


@dataclass(frozen=True)
class Published:
    """The snapshot's number, and what is still to be asked about names of partners, whichever file has them."""

    number: int
    questions: list[OpenQuestion]


class NothingToPublish(Exception):
    """Files that bring nothing, or wait for an answer; the others are to be published without them."""

    def __init__(self, files: list[Candidate]) -> None:
        super().__init__()
        self.files = files


def publish_batches(
    operation: Operation,
    target: Path,
    known: Sequence[Batch],
    fresh: Sequence[Candidate] = (),
    *,
    answers: Answers | None = None,
    progress: Progress | None = None,
    store: Path | None = None,
) -> Published:
    """Publish known and fresh batches together; the reports of the fresh ones say what became of their rows.

    With a ``store`` this is a trial: what was decided comes from there, and the fresh files are not adopted. Raises
    StoreProblem when the snapshot cannot be written, and NothingToPublish when files must be left out first; then
    nothing has changed.
    """
    batches = [*known, *(candidate.batch for candidate in fresh)]
    tell = progress or silent
    folder = target / "batches"
    saved: list[Path] = []
    questions: list[OpenQuestion] = []

    def fill(con: duckdb.DuckDBPyConnection) -> None:
        rows = sum(batch.rows_read for batch in batches)
        decided = decided_in(store or target, batches, answers or Answers())
        build = Build(con, operation, batches, today(), decided)
        build.tell = lambda phase, share: tell(phase, round(rows * share), rows)
        build.stage()
        _judge_all(build, known, fresh)
        build.publish_marts()
        questions.extend(build.partner_questions)
        if store is not None:
            return
        for candidate in fresh:
            saved.append(folder / candidate.batch.sha256)
            candidate.batch = save_batch(folder, candidate.batch)
        if build.decisions != decided.partners:
            write_decisions(target, build.decisions)

    try:
        published = publish(target, [batch.sha256 for batch in batches], fill)
    except BaseException as error:
        for path in saved:
            shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, OSError):
            raise not_written() from error
        raise
    if store is None:
        forget_batches(folder, _listed(target))
    return Published(published, questions)


def batches_in_force(store: Path) -> list[Batch]:
    """The batches that the snapshot in force holds, in their order; none where nothing was imported.

    Raises StoreProblem when one of them cannot be read.
    """
    manifest = newest_manifest(store)
    return [load_batch(store / "batches", sha) for sha in manifest.batches] if manifest else []


def check_alone(operation: Operation, batch: Batch) -> Checked:
    """What becomes of a batch's rows when there is no other. Raises duckdb.Error where it cannot be understood."""
    with open_database() as con:
        build = Build(con, operation, [batch], today())
        build.stage()
        return build.outcomes()[0]


def silent(_phase: str, _done: int, _of: int) -> None:
    """Tell nobody of the progress."""


def _listed(store: Path) -> set[str]:
    """The batches that any kept snapshot names."""
    manifests = [read_manifest(store, number) for number in published_numbers(store)]
    return {sha256 for manifest in manifests if manifest for sha256 in manifest.batches}


def _judge_all(build: Build, known: Sequence[Batch], fresh: Sequence[Candidate]) -> None:
    """Tell each fresh file's report what became of its rows; raises NothingToPublish for those that bring nothing."""
    if not fresh:
        return
    outcomes = build.outcomes()[len(known) :]
    twins = build.twins()
    left_out = []
    for place, (candidate, outcome) in enumerate(
        zip(fresh, outcomes, strict=True), start=len(known)
    ):
        _judge(candidate, outcome)
        dialects = [table.mapping.dialect for table in candidate.batch.tables]
        candidate.report.tell(*silent_checks(build.operation, dialects))
        ask_about(build, place, candidate.report)
        if place in twins and candidate.report.status == "imported":
            candidate.report.status = "already_imported"
            candidate.report.message = _(
                "The same table was imported before as {name}; nothing changed."
            ).format(name=build.batches[twins[place]].name)
        if any(one["required"] for one in candidate.report.questions):
            candidate.report.status = "needs_answer"
            candidate.report.message = _("{name} waits for an answer.").format(
                name=candidate.batch.name
            )
        if candidate.report.status != "imported":
            left_out.append(candidate)
    if left_out:
        raise NothingToPublish(left_out)
    tell_replacements(build, [candidate.report for candidate in fresh])


def _judge(candidate: Candidate, outcome: Checked) -> None:
    report, name = candidate.report, candidate.batch.name
    add_outcome(candidate.batch, outcome, report)
    reasons = {skip.reason for table in candidate.batch.tables for skip in table.skipped}
    if report.rows_read == report.rows_skipped and PASSED_ON in reasons:
        _refuse(
            report,
            _("{name} has only flows that pass money on.").format(name=name),
            _("Import the incoming flows: the same money counts once, where it came in."),
        )
    elif report.rows_read == report.rows_skipped:
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


def _refuse(report: FileReport, title: str, advice: str) -> None:
    report.status = "refused"
    report.message = f"{title} {advice}"
