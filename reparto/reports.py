"""What a sender gets back: the report of one file, and of one import."""

from dataclasses import dataclass, field
from typing import Any

from reparto.batch_facts import Checked
from reparto.batches import Batch
from reparto.checks import check_named
from reparto.exports import KeptTable
from reparto.exports.headers import is_running_total
from reparto.language import _, listed, ngettext, number


@dataclass
class FileReport:
    """What became of one file; ``status`` is imported, already_imported, needs_answer or refused.

    ``mapping`` is that of the largest table; ``tables`` has each with its own, where there are several. ``replaces`` names earlier files whose rows this one replaces, with how many; ``questions`` are open or were
    answered by their guess.
    """

    path: str
    sha256: str | None = None
    dialect: str | None = None
    kind: str | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    tables: list[dict[str, Any]] = field(default_factory=list)
    date_orders: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    rows_read: int = 0
    rows_accepted: int = 0
    rows_held_back: int = 0
    rows_skipped: int = 0
    skipped: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    replaces: list[dict[str, Any]] = field(default_factory=list)
    status: str = "refused"
    message: str = ""

    def tell(self, *texts: str) -> None:
        """Add sentences to the notes, each once however often the file is looked at."""
        self.notes = list(dict.fromkeys([*self.notes, *texts]))

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for ``--json``."""
        return dict(self.__dict__)


@dataclass
class ImportReport:
    """What became of every file, and the snapshot that holds them (None: a dry run, or not one came in).

    ``shared_questions`` are about the whole store, such as names of partners that look alike. ``before`` and ``after`` are the headline without and with the files (``overview/headline``), None where there is
    nothing to show, and where so many rows stand in the store that an import would take long over them.
    """

    snapshot: int | None
    files: list[FileReport]
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    shared_questions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def succeeded(self) -> bool:
        """True when at least one file was imported or was there already."""
        return any(report.status in {"imported", "already_imported"} for report in self.files)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for ``--json``."""
        return {
            "snapshot": self.snapshot,
            "headline": {"before": self.before, "after": self.after},
            "files": [report.as_dict() for report in self.files],
            "questions": self.questions,
        }

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Every open question once, as :meth:`reparto.asking.OpenQuestion.as_dict` gives it."""
        found = {one["id"]: one for report in self.files for one in report.questions}
        return [*found.values(), *self.shared_questions]


def describe(batch: Batch, report: FileReport) -> None:
    """Say how the file was read: layout, columns, what was dropped and what was not used."""
    main = max(batch.tables, key=lambda table: (table.rows, -batch.tables.index(table)))
    report.kind = main.mapping.kind
    report.dialect = main.mapping.dialect
    report.mapping = _columns(main)
    if len(batch.tables) > 1:
        report.tables = [
            {
                "sheet": table.sheet,
                "kind": table.mapping.kind,
                "dialect": table.mapping.dialect,
                "rows_read": table.rows_read,
                "mapping": _columns(table),
            }
            for table in batch.tables
        ]
    dropped = [header for table in batch.tables for header in table.mapping.dropped]
    report.dropped = list(dict.fromkeys(dropped))
    for name, others in main.mapping.alternatives.items():
        report.tell(
            _("{field} was read from “{used}”, the fuller column, and not from {others}.").format(
                field=name,
                used=report.mapping.get(name, name),
                others=listed([f"“{other}”" for other in others]),
            )
        )
    if report.dropped:
        report.tell(
            _("Personal columns were dropped before anything was stored: {headers}.").format(
                headers=listed([f"“{header}”" for header in report.dropped])
            )
        )
    report.unused = [header for table in batch.tables for header in table.mapping.unused]
    running = list(dict.fromkeys(header for header in report.unused if is_running_total(header)))
    if running:
        report.tell(
            _(
                "Running totals must not be added up, so they were not read: {headers}. Send the figure of each period."
            ).format(headers=listed([f"“{header}”" for header in running]))
        )


def _columns(table: KeptTable) -> dict[str, str]:
    """Our fields, each with the header that it was read from."""
    return {
        name: table.header[column] or f"#{column + 1}"
        for name, column in table.mapping.columns.items()
    }


def add_outcome(batch: Batch, outcome: Checked, report: FileReport) -> None:
    """Say what became of the rows, and what the checks found."""
    report.rows_read = outcome.rows_read
    report.rows_accepted = outcome.rows_accepted
    report.rows_held_back = outcome.rows_held_back
    report.rows_skipped = outcome.rows_skipped
    report.date_orders = outcome.date_orders
    report.tell(*(text for _rule, text in outcome.notes))
    report.skipped = [
        {"sheet": table.sheet, "row": skipped.row_no, "reason": skipped.reason}
        for table in batch.tables
        for skipped in table.skipped[:50]
    ]
    report.findings = [
        {
            "rule": found.rule,
            "severity": found.severity,
            "column": found.column,
            "count": found.count,
            "examples": found.examples,
            "sentence": check_named(found.kind, found.rule).says(),
            "advice": check_named(found.kind, found.rule).advises(),
        }
        for found in outcome.findings
    ]


def summary(report: FileReport) -> str:
    """The counts in one sentence; they add up to the rows read."""
    text = ngettext("{rows} row read: ", "{rows} rows read: ", report.rows_read).format(
        rows=number(report.rows_read)
    )
    return text + _("{accepted} accepted, {held} held back, {skipped} skipped.").format(
        accepted=number(report.rows_accepted),
        held=number(report.rows_held_back),
        skipped=number(report.rows_skipped),
    )
