"""The passport of a figure: how it was counted, from which rows of which files, and which rows were left out.

A figure is one column of one row of the answer to a question in a scope; a chart or a table is the whole answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reparto.build import MARTS
from reparto.errors import QuestionProblem
from reparto.language import _
from reparto.methods import METHODS, R4V
from reparto.metrics import METRICS
from reparto.questions import Column, Question, answer, ask_rows, read_question
from reparto.scope import CHOICES, Scope
from reparto.snapshots import Snapshot

PREVIEW = 1000
"""How many rows are shown at most, of those behind a figure and of each reason for leaving rows out."""

LEFT_OUT = (
    "held_back",
    "replaced",
    "skipped",
    "planned",
    "stopped",
    "ongoing",
    "unknown_status",
    "no_sector",
    "no_month",
    "not_direct",
    "of_other_tables",
    "outside_model",
    "outside_filters",
    "outside_dates",
    "of_other_exports",
)
"""Why a row of a file is not behind a figure; with those behind it they are all rows of the files."""

LEFT_OUT_OF_R4V = {
    "no_sector": "rows_without_sector",
    "no_month": "rows_without_month",
    "not_direct": "rows_not_direct",
}
"""Why a counted row does not enter R4V's models, by the columns of ``methods/r4v_fit``; or it is ``of_other_tables``."""

_OF_R4V = "methods/r4v_"
_READ = re.compile(r"\b(?:from|join)\s+([a-z_]+)")
_WORD = re.compile(r"[a-z_]+")
_PLACES = ("ubigeo", "place_code")
_COLUMN_OF = {"department_code": "department", "province_code": "province"} | {
    name: name for name in CHOICES if name not in ("department", "province", "district")
}
_NO_FILTER = {"unit", "first_week", "month", "sector"}
_COUNTS = ("deliveries", "rows", "partners", "districts")
_SETTINGS = (
    "household_size",
    "households_targeted",
    "late_after_days",
    "starts_on",
    "ends_on",
    "kcal_person_day",
    "water_litres_person_day",
    "water_litres_floor",
)
_ROWS_OF = ("targets", "contributions", "stock_movements")
_OF_EVERY_FILE = {"batches", "held_back", "replaced", "skipped", "findings", "cells_at_fault"}


@dataclass(frozen=True)
class SourceFile:
    """A file that a figure was made from; ``rows`` are those of it that the figure rests on."""

    batch_no: int
    name: str
    sha256: str
    imported_at: str
    export_day: date | None
    rows: int


@dataclass(frozen=True)
class Passport:
    """How one figure, or one whole answer, came about.

    ``column`` and ``position`` (of the row, from 0) tell the figure; both are None for a whole answer, and then so is
    ``value``. ``rows_scope`` are the filters of the rows behind it; ``is_narrowed_fully`` is False where filters
    cannot tell the row's own rows from others of the answer. ``assumptions`` are settings of the operation with their
    values; ``counts`` are rows by what became of them, as ``passport/counts`` has them.
    """

    question: Question
    scope: Scope
    rows_scope: Scope
    is_narrowed_fully: bool
    column: Column | None
    position: int | None
    row: Mapping[str, Any] | None
    value: Any
    metrics: tuple[str, ...]
    assumptions: tuple[tuple[str, Any], ...]
    tables: tuple[str, ...]
    files: tuple[SourceFile, ...]
    counts: Mapping[str, int]
    snapshot: int
    snapshot_sha256: str
    published_at: str

    @property
    def sql(self) -> str:
        """The statement that ran, whole."""
        return self.question.sql

    @property
    def parameters(self) -> dict[str, Any]:
        """The values that entered the statement; days as ISO text."""
        return parameters_of(self.question, self.scope)

    @property
    def shows_rows(self) -> bool:
        """Whether this reader may see rows of the files; others see how many there are."""
        return may_see_rows(self.scope)

    @property
    def rows_behind(self) -> int:
        """How many delivery rows count towards it."""
        return self.counts["rows_behind"]

    @property
    def left_out(self) -> tuple[tuple[str, int], ...]:
        """Reasons for leaving rows out, each with its number of rows; reasons without rows are left out."""
        counted = ((reason, self.counts.get(f"rows_{reason}", 0)) for reason in LEFT_OUT)
        return tuple((reason, rows) for reason, rows in counted if rows)

    @property
    def rows_questions(self) -> tuple[str, tuple[str, ...]]:
        """The questions that list the rows behind it, and those left out."""
        if is_of_r4v(self.question.name):
            left_out = ("passport/rows_left_out", "passport/r4v_rows_left_out")
            return "passport/r4v_rows_behind", left_out
        if METHODS[self.scope.method].family == R4V:
            return "passport/rows_behind", ("passport/rows_left_out", "passport/r4v_rows_left_out")
        return "passport/rows_behind", ("passport/rows_left_out",)

    @property
    def reads_deliveries(self) -> bool:
        """Whether it rests on delivery rows at all."""
        return "deliveries" in self.tables


def may_see_rows(scope: Scope) -> bool:
    """Whether the audience of a scope may see single rows."""
    return scope.audience == "analyst"


def parameters_of(question: Question, scope: Scope) -> dict[str, Any]:
    """The values that a question takes from a scope; days as ISO text, so that JSON holds them."""
    values = scope.parameters()
    found = {name: values[name] for name in question.parameters}
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in found.items()}


def tables_of(question: Question) -> tuple[str, ...]:
    """The tables of the snapshot that a question reads, itself or through its shared parts."""
    named = set(_READ.findall(question.sql))
    return tuple(name for name in MARTS if name in named)


def is_of_r4v(name: str) -> bool:
    """Whether a question asks R4V's models, which count fewer rows than all others."""
    return name.startswith(_OF_R4V)


def is_one_row(question: Question) -> bool:
    """Whether the answer is always a single row."""
    return question.grain == "one row"


def passport_of(
    snapshot: Snapshot,
    name: str,
    scope: Scope,
    column: str | None = None,
    position: int | None = None,
) -> Passport:
    """The passport of one column in one row of an answer; without ``column``, that of the whole answer.

    An answer of one row needs no ``position``. Raises QuestionProblem for an unknown question or
    column, and StoreProblem when the snapshot cannot answer.
    """
    question = read_question(name, scope.method)
    named = {one.name: one for one in question.columns}
    found = named.get(column) if column else None
    if column and found is None:
        raise QuestionProblem(
            _("Name one of: {names}.").format(names=", ".join(named)),
            title=_("{question} has no column “{name}”.").format(question=name, name=column),
        )
    if found is None:
        position = None
    elif position is None and is_one_row(question):
        position = 0
    row = None
    if found is not None and position is not None:
        rows = ask_rows(snapshot, name, scope)
        row = rows[position] if position < len(rows) else None
    tables = tables_of(question)
    rows_scope, is_fully = (scope, True) if row is None else narrowed(snapshot, scope, row)
    counts = _counts(snapshot, name, rows_scope)
    shown = (found,) if found else question.columns
    return Passport(
        question=question,
        scope=scope,
        rows_scope=rows_scope,
        is_narrowed_fully=is_fully,
        column=found,
        position=position if row is not None else None,
        row=row,
        value=row[found.name] if row is not None and found is not None else None,
        metrics=tuple(one.name for one in shown if one.name in METRICS),
        assumptions=_assumptions(snapshot, question, tables, column or ""),
        tables=tables,
        files=_files(snapshot, name, rows_scope, tables),
        counts=counts,
        snapshot=snapshot.number,
        snapshot_sha256=snapshot.manifest.sha256,
        published_at=snapshot.manifest.published_at,
    )


def _counts(snapshot: Snapshot, name: str, scope: Scope) -> dict[str, int]:
    """What became of all rows of the files; for R4V's models, the counted rows that do not enter them too."""
    counts: dict[str, int] = ask_rows(snapshot, "passport/counts", scope)[0]
    if is_of_r4v(name):
        fit = ask_rows(snapshot, "methods/r4v_fit", scope)[0]
        counts["rows_of_other_tables"] = counts["rows_behind"] - fit["rows_counting_new"]
        counts["rows_behind"] = fit["rows_in_models"]
        counts |= {f"rows_{reason}": fit[column] for reason, column in LEFT_OUT_OF_R4V.items()}
    elif METHODS[scope.method].family == R4V:
        counts |= ask_rows(snapshot, "passport/r4v_outside", scope)[0]
    return counts


def narrowed(snapshot: Snapshot, scope: Scope, row: Mapping[str, Any]) -> tuple[Scope, bool]:
    """The filters of one row of an answer, and whether they tell its rows from those of all others."""
    changes: dict[str, Any] = {}
    is_fully = True
    for name, value in row.items():
        if name in _PLACES:
            if value is not None and _level_of(snapshot, value) == "district":
                changes["district"] = (value,)
            else:
                is_fully = False
        elif name == "day" and value is not None:
            changes["since"] = changes["until"] = value
        elif name in _NO_FILTER:
            is_fully = False
        elif filtered := _COLUMN_OF.get(name):
            if value is not None:
                changes.setdefault(filtered, (value,))
            elif not (name.endswith("_code") or row.get("is_every_item")):
                is_fully = False
    return replace(scope, **changes), is_fully


def _level_of(snapshot: Snapshot, code: str) -> str | None:
    for place in answer(snapshot, "places/map_places", Scope()).to_pylist():
        if place["place_code"] == code:
            return str(place["geo_level"])
    return None


def _assumptions(
    snapshot: Snapshot, question: Question, tables: tuple[str, ...], column: str
) -> tuple[tuple[str, Any], ...]:
    """The settings that the statement names, save those that this column of its answer does not rest on."""
    if "operation" not in tables:
        return ()
    settings = snapshot.table("operation").to_pylist()[0]
    words = set(_WORD.findall(question.sql))
    if "rolled_targets" not in words or column.startswith(
        ("households_reached", "persons", *_COUNTS)
    ):
        words.discard("households_targeted")
    if column.startswith(("households", "coverage", *_COUNTS)):
        words.discard("household_size")
    found = {
        name: settings[name]
        for name in _SETTINGS
        if name in words and settings.get(name) is not None
    }
    if "household_size" in found:
        found["household_size_low"] = settings["household_size_low"]
        found["household_size_high"] = settings["household_size_high"]
    return tuple(found.items())


def _files(
    snapshot: Snapshot, name: str, scope: Scope, tables: tuple[str, ...]
) -> tuple[SourceFile, ...]:
    found = []
    in_models = (
        {
            file["batch_no"]: file["rows_behind"]
            for file in ask_rows(snapshot, "passport/r4v_files", scope)
        }
        if is_of_r4v(name)
        else None
    )
    every = bool(_OF_EVERY_FILE.intersection(tables)) and "deliveries" not in tables
    for file in ask_rows(snapshot, "passport/files", scope):
        rows = file["rows_behind"] if "deliveries" in tables else 0
        if in_models is not None:
            rows = in_models.get(file["batch_no"], 0)
        rows += sum(file[f"rows_of_{table}"] for table in _ROWS_OF if table in tables)
        if every:
            rows = file["rows_read"]
        if rows or every:
            found.append(
                SourceFile(
                    batch_no=file["batch_no"],
                    name=file["name"],
                    sha256=file["sha256"],
                    imported_at=file["imported_at"],
                    export_day=file["export_day"],
                    rows=rows,
                )
            )
    return tuple(found)
