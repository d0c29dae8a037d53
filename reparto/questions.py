"""Questions: read, describe and run the files of ``queries/``; the only way SQL is executed for a page.

A question is one SELECT. Its header is a contract: the question itself, the grain, the shared parts that it needs
(``queries/scope``), and every column with its meaning. The shared parts are put before it as common table
expressions, so that one scope filters every question in one place. Methods of one family may have a part of their own:
``units.r4v.sql`` stands in for ``units.sql``.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from reparto.errors import QuestionProblem
from reparto.language import _
from reparto.methods import METHODS
from reparto.operation import ROOT
from reparto.scope import DEFAULT_METHOD, LOOK, Scope
from reparto.snapshots import Snapshot

QUERIES = ROOT / "queries"
NOT_QUESTIONS = {"staging", "checks", "marts", "scope", "restatements"}
_COLUMN = re.compile(r"^-- column (\w+) ([a-z]+(?:\([\d, ]+\))?): (.+)$", re.MULTILINE)
_NEEDS = re.compile(r"^-- needs: (.+)$", re.MULTILINE)
_GRAIN = re.compile(r"^-- grain: (.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"\$([a-z_]+)")
_NEED = re.compile(r"(\w+)(?:\(([^)]*)\))?")
_GROUPS = re.compile(r"group_columns,\s*")
_WITH = re.compile(r"with\s+")
_COMMENT = re.compile(r"^\s*--.*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Column:
    """One column of an answer: its name, SQL type and meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Question:
    """One file of ``queries/<subject>/<question>.sql`` with its header understood."""

    name: str
    asks: str
    grain: str
    needs: tuple[str, ...]
    columns: tuple[Column, ...]
    text: str
    family: str = ""
    """Whose shared parts it takes where there are some: that of the counting method."""

    @cached_property
    def sql(self) -> str:
        """The whole statement: the shared parts it needs, then the question."""
        parts: dict[str, str] = {}
        for need in self.needs:
            _add_part(need, parts, self.family)
        body = _COMMENT.sub("", self.text).strip()
        if not parts:
            return body
        shared = ",\n".join(f"{name} as (\n{text}\n)" for name, text in parts.items())
        own = _WITH.match(body)
        return f"with {shared},\n{body[own.end() :]}" if own else f"with {shared}\n{body}"

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that the whole statement takes."""
        return tuple(sorted(set(_PARAMETER.findall(self.sql))))


def _add_part(need: str, parts: dict[str, str], family: str) -> None:
    name, columns = _template_of(need)
    if table_of(need) in parts:
        return
    own = QUERIES / "scope" / f"{name}.{family}.sql"
    path = own if family and own.is_file() else QUERIES / "scope" / f"{name}.sql"
    text = path.read_text(encoding="utf-8")
    for other in _needs(text):
        _add_part(other, parts, family)
    groups = "".join(f"{column}, " for column in columns)
    parts[table_of(need)] = _GROUPS.sub(groups, _COMMENT.sub("", text).strip())


def _template_of(need: str) -> tuple[str, tuple[str, ...]]:
    found = _NEED.fullmatch(need)
    if found is None:
        raise ValueError(f"{need} is no shared part")
    columns = (found.group(2) or "").split(",")
    return found.group(1), tuple(column.strip() for column in columns if column.strip())


def table_of(need: str) -> str:
    """What a shared part is called in the statement: ``per_unit(partner, item)`` is per_unit_by_partner_item."""
    name, columns = _template_of(need)
    return "_by_".join([name, "_".join(columns)]) if columns else name


def _needs(text: str) -> tuple[str, ...]:
    """The shared parts that a header names, in one line or several."""
    return tuple(found.group(0) for line in _NEEDS.findall(text) for found in _NEED.finditer(line))


def question_names() -> list[str]:
    """Every question there is, as subject/question."""
    return sorted(
        f"{path.parent.name}/{path.stem}"
        for path in QUERIES.glob("*/*.sql")
        if path.parent.name not in NOT_QUESTIONS
    )


def read_question(name: str, method: str = DEFAULT_METHOD) -> Question:
    """The question of this name, with the shared parts of a counting method.

    Raises QuestionProblem, naming the questions there are, when there is no such file.
    """
    subject, _slash, stem = name.partition("/")
    path = QUERIES / subject / f"{stem}.sql"
    known = subject not in NOT_QUESTIONS and re.fullmatch(r"\w+/\w+", name) and path.is_file()
    if not known:
        raise QuestionProblem(
            _("Ask one of: {names}.").format(names=", ".join(question_names())),
            title=_("There is no question “{name}”.").format(name=name),
        )
    family = METHODS[method].family
    return _parse(name, path.read_text(encoding="utf-8"), family, _stamp())


def _stamp() -> tuple[int, ...]:
    return tuple(path.stat().st_mtime_ns for path in sorted((QUERIES / "scope").glob("*.sql")))


@lru_cache(maxsize=256)
def _parse(name: str, text: str, family: str, _shared_parts: tuple[int, ...]) -> Question:
    grain = _GRAIN.search(text)
    return Question(
        name=name,
        asks=text.splitlines()[0].removeprefix("--").strip(),
        grain=grain.group(1) if grain else "",
        needs=_needs(text),
        columns=tuple(Column(*found) for found in _COLUMN.findall(text)),
        text=text,
        family=family,
    )


def answer(snapshot: Snapshot, name: str, scope: Scope) -> pa.Table:
    """The answer to a question within a scope, with the types that its header declares.

    Raises QuestionProblem for an unknown question and StoreProblem when the snapshot cannot answer.
    """
    question = read_question(name, scope.method)
    values = scope.parameters()
    try:
        return snapshot.run(question.sql, {key: values[key] for key in question.parameters})
    except duckdb.OutOfMemoryException as error:
        raise QuestionProblem(
            _("Choose fewer days or places and ask again."),
            title=_("The question needs too much memory."),
        ) from error


def ask(snapshot: Snapshot, name: str, scope: Scope) -> pd.DataFrame:
    """The answer as a table for pages: unknown is None or NaN, quantities are floats, dates are dates."""
    table = answer(snapshot, name, scope)
    for index, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            table = table.set_column(index, field.name, table[field.name].cast(pa.float64()))
    return table.to_pandas(date_as_object=True)


def ask_rows(snapshot: Snapshot, name: str, scope: Scope) -> list[dict[str, Any]]:
    """The answer as plain rows for programs: NULL is None, codes are text, decimals are numbers."""
    rows = answer(snapshot, name, scope).to_pylist()
    return [
        {key: _plain(value) if isinstance(value, Decimal) else value for key, value in row.items()}
        for row in rows
    ]


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def scope_from(snapshot: Snapshot, conditions: list[tuple[str, str]]) -> Scope:
    """A scope from words such as ``district=Ate`` or ``since=2020-04-09``; one name twice means either.

    Places may be named by code or by name; the other filters compare without case and accents.
    ``method=item_month`` chooses the counting method. Raises QuestionProblem for an unknown filter or method, or a
    date that is none.
    """
    chosen: dict[str, Any] = {}
    for name, value in conditions:
        if name not in LOOK:
            raise QuestionProblem(
                _("Filter by one of: {names}.").format(names=", ".join(LOOK)),
                title=_("There is no filter “{name}”.").format(name=name),
            )
        if name == "method":
            chosen[name] = _method(value)
        elif name in ("since", "until"):
            chosen[name] = _day(name, value)
        else:
            chosen.setdefault(name, []).append(value)
    options = _filter_options(snapshot)
    for name, values in chosen.items():
        if isinstance(values, list):
            chosen[name] = tuple(
                code for value in values for code in _matches(options.get(name, []), value)
            )
    return Scope(**chosen)


def _filter_options(snapshot: Snapshot) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in answer(snapshot, "places/filters", Scope()).to_pylist():
        found.setdefault(row["filter"], []).append((row["value"], row["label"]))
    return found


def _matches(options: list[tuple[str, str]], wanted: str) -> list[str]:
    exact = [value for value, label in options if wanted in (value, label)]
    if exact:
        return exact
    folded = _folded(wanted)
    return [value for value, label in options if folded in (_folded(value), _folded(label))] or [
        wanted
    ]


def _folded(text: str) -> str:

    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def method_from(conditions: list[tuple[str, str]]) -> str:
    """The counting method among such words; the usual one where none is named. Raises QuestionProblem like above."""
    return _method(dict(conditions).get("method", DEFAULT_METHOD))


def _method(value: str) -> str:
    if value in METHODS:
        return value
    raise QuestionProblem(
        _("Count by one of: {names}.").format(names=", ".join(METHODS)),
        title=_("There is no counting method “{name}”.").format(name=value),
    )


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise QuestionProblem(
            _("Write it as year-month-day, such as 2020-04-09."),
            title=_("“{value}” is not a date for {name}.").format(value=value, name=name),
        ) from error
