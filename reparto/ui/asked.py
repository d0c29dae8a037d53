"""Which question a figure, chart or table on a page is the answer to, so that it can tell how it is counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from reparto.scope import CHOICES, DATES, Scope

_MARK = "asked"


@dataclass(frozen=True)
class Asked:
    """A question in a scope; ``column`` is the figure, and ``row`` what tells its row of the answer.

    Without ``column`` it is the whole answer, of which the reader then chooses a figure. ``snapshot`` is the number of
    the snapshot that is asked where it is not the one in force.
    """

    question: str
    scope: Scope
    column: str | None = None
    row: tuple[tuple[str, Any], ...] = ()
    snapshot: int | None = None


SOURCES: Mapping[str, str] = {
    "district_coverage": "coverage/by_district",
    "equity_fifths": "equity/places",
    "equity_groups": "equity/groups",
    "equity_lorenz": "equity/places",
    "equity_sex_and_age": "equity/sex_and_age",
    "equity_worst": "equity/places",
    "findings": "data/findings",
    "held_back": "data/held_back",
    "methods_compared": "overview/headline",
    "pace_ahead": "pace/spans",
    "partner_progress": "partners/progress",
    "partner_silence": "reports/received",
    "partner_table": "partners/progress",
}
"""The questions of charts and tables that are put together from several answers, by their keys."""

Row = Mapping[str, Any]


def _of_method(asked: Asked, row: Row, column: str | None) -> Asked | None:
    """The headline as another counting method gives it; nothing where the method does not fit."""
    if not isinstance(row["why"], str):
        figure = column if column == "persons_reached" else "households_reached"
        return replace(asked, scope=replace(asked.scope, method=row["method"]), column=figure)
    return None


def _of_model(asked: Asked, row: Row, column: str | None) -> Asked | None:
    """What a model of R4V gives in the end, by the order of steps that was clicked."""
    if isinstance(row["why"], str):
        return None
    is_other = column == "cumulated_first"
    step = "cumulated_first" if is_other else "maximum_first"
    persons = row["cumulated_first" if is_other else "persons"]
    figure = "persons_in_cash" if column == "persons_in_cash" else "persons"
    told = (("model", row["model"]), ("step", step), ("persons", persons))
    return replace(asked, column=figure, row=told)


def _of_class(asked: Asked, row: Row, _column: str | None) -> Asked | None:
    return replace(asked, column=row["figure"], row=(("is_total", True),))


def _of_cell(asked: Asked, row: Row, column: str | None) -> Asked | None:
    """What the row says that its cell asks; the last one where it only names the row or compares."""
    found: Mapping[str, Asked] = row["asked"]
    return found.get(column or "") or [asked, *found.values()][-1]


OWN_ROWS: Mapping[str, Callable[[Asked, Row, str | None], Asked | None]] = {
    "equity_sex_and_age": _of_class,
    "map_compare": _of_cell,
    "map": _of_cell,
    "methods_compared": _of_method,
    "r4v_models": _of_model,
}
"""What a row of a chart or table asks where the table was put together from several answers, by their keys."""


def marked(frame: pd.DataFrame, question: str, scope: Scope) -> pd.DataFrame:
    """The answer, with what was asked noted on it; what is made of it by filtering or sorting keeps the note."""
    filters = {name: list(getattr(scope, name)) for name in CHOICES if getattr(scope, name)}
    days = {name: getattr(scope, name).isoformat() for name in DATES if getattr(scope, name)}
    frame.attrs[_MARK] = {
        "question": question,
        "filters": filters,
        "days": days,
        "audience": scope.audience,
        "method": scope.method,
    }
    return frame


def asked_of(frame: pd.DataFrame | None, key: str | None, scope: Scope) -> Asked | None:
    """What a chart or table of this key answers: as noted on its rows, else as listed; None where neither is known."""
    note = frame.attrs.get(_MARK) if frame is not None else None
    if note:
        chosen: dict[str, Any] = {n: tuple(values) for n, values in note["filters"].items()}
        chosen |= {name: date.fromisoformat(text) for name, text in note["days"].items()}
        noted = Scope(**chosen, audience=note["audience"], method=note["method"])
        return Asked(note["question"], noted)
    source = SOURCES.get(key or "")
    return Asked(source, scope) if source else None
