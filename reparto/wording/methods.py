"""What the Methods page says: metrics, the counting rule, statuses, assumptions, questions, checks and sources."""

import platform
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from reparto import __version__
from reparto.checks import CHECKS, Check
from reparto.language import N_, _, day, number
from reparto.metrics import METRICS, Metric
from reparto.operation import ROOT, Operation
from reparto.questions import QUERIES, Question, question_names, read_question
from reparto.wording.data import kind_name, severity_name

BETTER = {
    "up": N_("Higher is better"),
    "down": N_("Lower is better"),
    "none": N_("Neither higher nor lower is better"),
}
FORMATS = {"count": N_("A count"), "percent": N_("A share"), "days": N_("Days")}
SUBJECTS = {
    "coverage": N_("Coverage"),
    "data": N_("Data"),
    "donors": N_("Donors"),
    "items": N_("Items"),
    "overview": N_("Overview"),
    "partners": N_("Partners"),
    "places": N_("Places"),
    "reports": N_("Reports"),
    "stock": N_("Stock"),
}
STATUSES = (
    ("planned", "no", N_("It is still to come.")),
    ("in_transit", "no", N_("It is on its way.")),
    ("ongoing", "some", N_("Where the row gives families or people already reached; shown apart.")),
    ("delivered", "yes", N_("Also every row of a file that has no column for the status.")),
    ("verified", "yes", N_("Delivered, and confirmed by somebody else.")),
    ("suspended", "no", N_("It was interrupted.")),
    ("cancelled", "no", N_("It did not take place.")),
    ("unknown", "no", N_("The file has a status column, and it is blank or not understood.")),
)
COUNTS = {"yes": N_("Yes"), "some": N_("In part"), "no": N_("No")}
_MACRO = r"create or replace macro {name}\((.*?)\) as\s*(.*?);"


@dataclass(frozen=True)
class Example:
    """A row of the worked example, and what it adds to the families reached."""

    partner: str
    day: str
    key: str | None
    item: str
    households: int
    counted: int
    why: str


def metric_macro(name: str) -> str:
    """The definition of a metric as it stands in ``queries/metrics.sql``."""
    text = (QUERIES / "metrics.sql").read_text(encoding="utf-8")
    found = re.search(_MACRO.format(name=re.escape(name)), text, re.DOTALL)
    return found.group(0) if found else ""


def better(metric: Metric) -> str:
    """Which way of a metric is better, and what kind of figure it is."""
    return f"{_(FORMATS[metric.format])} · {_(BETTER[metric.better])}"


def folded(text: str) -> str:
    """The text as a search compares it: without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def matches(search: str, texts: Iterable[str]) -> bool:
    """Whether every word that is searched for stands in one of the texts."""
    whole = folded(" ".join(texts))
    return all(word in whole for word in folded(search).split())


def metrics_found(search: str) -> dict[str, Metric]:
    """The metrics that a search finds; an empty search finds all."""
    return {
        name: metric
        for name, metric in METRICS.items()
        if matches(search, (name, metric.named(), metric.explained()))
    }


def checks_found(search: str) -> list[Check]:
    """The checks that a search finds."""
    return [
        check
        for check in CHECKS
        if matches(
            search,
            (
                check.rule,
                kind_name(check.kind),
                severity_name(check.severity),
                check.says(),
                check.advises(),
            ),
        )
    ]


def by_kind(checks: Iterable[Check]) -> dict[str, list[Check]]:
    """Checks under the kind of export that they look at, in the reader's language."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        found.setdefault(kind_name(check.kind), []).append(check)
    return found


def questions_found(search: str) -> dict[str, list[Question]]:
    """The questions that a search finds, under what they are about."""
    found: dict[str, list[Question]] = {}
    for name in question_names():
        question = read_question(name)
        columns = (f"{column.name} {_(column.meaning)}" for column in question.columns)
        if matches(search, (name, _(question.asks), *columns)):
            found.setdefault(name.split("/")[0], []).append(question)
    return found


def subject_name(subject: str) -> str:
    """What the questions of one folder are about."""
    return _(SUBJECTS[subject]) if subject in SUBJECTS else subject.capitalize()


def column_rows(question: Question) -> list[dict[str, str]]:
    """The columns of an answer with their meaning."""
    return [
        {"name": column.name, "type": column.type, "meaning": _(column.meaning)}
        for column in question.columns
    ]


def status_rows(names: dict[str, str]) -> list[dict[str, str]]:
    """Every status, whether its rows count as reached, and why."""
    return [
        {"status": names[status], "counts": _(COUNTS[counts]), "why": _(why)}
        for status, counts, why in STATUSES
    ]


def example() -> list[Example]:
    """Four rows that are 51 families: two of one event, two of one keyed household."""
    food, water = _("Food kit"), _("Water kit")
    first, second = _("Partner A"), _("Partner B")
    return [
        Example(first, "2020-04-10", None, food, 50, 50, _("50 families, known as a count.")),
        Example(
            first, "2020-04-10", None, water, 50, 0, _("The same event, so the same 50 families.")
        ),
        Example(first, "2020-04-10", "7f3a…", food, 1, 1, _("One family, known by its key.")),
        Example(
            second, "2020-05-02", "7f3a…", water, 1, 0, _("The same key: counted already, whoever served it.")
        ),
    ]  # fmt: skip


def example_rows() -> list[dict[str, str]]:
    """The worked example as a table."""
    return [
        {
            "row": _("{partner}, {day}, {item}, {key}").format(
                partner=row.partner,
                day=day(date.fromisoformat(row.day), "medium"),
                item=row.item,
                key=_("key {key}").format(key=row.key) if row.key else _("no key"),
            ),
            "households": number(row.households),
            "counted": number(row.counted),
            "why": row.why,
        }
        for row in example()
    ]


def example_sentence() -> str:
    """What the worked example comes to."""
    rows = example()
    return _("{rows} rows, {reached} families reached: not {added}.").format(
        rows=number(len(rows)),
        reached=number(sum(row.counted for row in rows)),
        added=number(sum(row.households for row in rows)),
    )


def assumptions(operation: Operation) -> list[dict[str, str]]:
    """The settings of the operation that figures rest on, each with where it comes from."""
    size = operation.household_size
    band = _("{default} ({low} to {high})").format(
        default=number(size.default, 2), low=number(size.low, 2), high=number(size.high, 2)
    )
    sphere = _("Sphere Handbook")
    settings = _("Setting of the operation")
    return [
        _row(_("People per family, where a row gives none"), band, size.source or settings),
        _row(_("Energy per person and day"), f"{number(operation.kcal_person_day)} kcal", sphere),
        _row(_("Water per person and day"), _litres(operation.water_litres_person_day), sphere),
        _row(_("Water to survive, per person and day"), _litres(operation.water_litres_floor), sphere),
        _row(
            _("Largest plausible row, families or people"),
            number(operation.largest_plausible_row),
            settings,
        ),
        _row(
            _("On time is up to"),
            _("{days} days after the delivery").format(days=number(operation.late_after_days)),
            settings,
        ),
        _row(
            _("Families targeted, where no target is imported"),
            number(operation.households_targeted),
            settings,
        ),
        _row(
            _("Dates of the operation"),
            _("{first} to {last}").format(first=day(operation.starts_on), last=day(operation.ends_on)),
            settings,
        ),
    ]  # fmt: skip


def _row(what: str, value: str, source: str) -> dict[str, str]:
    return {"what": what, "value": value, "source": source}


def _litres(value: float) -> str:
    return _("{count} litres").format(count=number(value, 1))


@lru_cache(maxsize=4)
def _source_text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def reference_sources() -> str:
    """The page about the reference data, as its files carry it."""
    return _source_text("data/reference/SOURCES.md")


def demonstration_sources() -> str:
    """The page about the demonstration, as its folder carries it."""
    return _source_text("data/sample/SOURCES.md")


def attribution() -> str:
    """The attribution that whoever shows the maps has to give, as the sources ask for it."""
    found = re.search(r"## Attribution\s+> (.+?)\n\n", reference_sources(), re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def snapshot_files(batches: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The files of a snapshot: what each gave, and the checksum that it is known by."""
    return [
        {
            "name": row["name"],
            "accepted": number(row["rows_accepted"]),
            "sha256": f"{row['sha256'][:16]}…",
        }
        for row in batches
    ]


def versions() -> list[dict[str, str]]:
    """What the figures were made with."""
    return [
        {"what": "Reparto", "version": __version__},
        {"what": "Python", "version": platform.python_version()},
        *({"what": name, "version": version(name)} for name in ("duckdb", "streamlit", "pandas")),
    ]
