"""Which row of a question's answer a clicked mark of a chart or row of a table is, and which figure of it.

Tables and charts show an answer sorted, filtered, with names in the reader's language or escaped; so a row is found by
all that it still has in common with the answer: values under the same names, names, and its place.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from reparto.charts.look import text_of_names
from reparto.language import number
from reparto.metrics import METRICS
from reparto.questions import Question
from reparto.scope import CHOICES
from reparto.ui.asked import OWN_ROWS, Asked
from reparto.ui.text import plain

NAMING = {"varchar", "boolean", "date"}
"""Types of columns that name a row rather than being its figure."""
_NAME = 1000
"""How much more a name that is the same says than a figure that is."""
FIGURE = "figure"
"""The column of a shown table that says which column of the answer its row is."""


def is_unknown(value: Any) -> bool:
    """Whether a cell says nothing."""
    return value is None or value is pd.NaT or value is pd.NA or value != value


def _is_same(one: Any, other: Any) -> bool:
    return not is_unknown(one) and not is_unknown(other) and bool(one == other)


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _scalar(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _words_of(value: Any) -> set[str]:
    """How the name or day of a row may stand in a chart."""
    if isinstance(value, date):
        return {value.isoformat()[:10]}
    if not isinstance(value, str) or not value:
        return set()
    return {value, plain(value), *text_of_names([value, plain(value)])}


def _values(point: Any) -> list[Any]:
    if isinstance(point, Mapping):
        return [one for value in point.values() for one in _values(value)]
    if isinstance(point, list | tuple):
        return [one for value in point for one in _values(value)]
    return [point]


def _told_by(point: Mapping[str, Any]) -> tuple[set[str], set[float]]:
    """The words and numbers of a mark that may tell its row."""
    words: set[str] = set()
    numbers: set[float] = set()
    for value in _values([point.get(name) for name in ("x", "y", "customdata", "label")]):
        if isinstance(value, str):
            lines = [value, *value.split("<br>")]
            words |= {line.removeprefix("<b>").removesuffix("</b>").strip() for line in lines}
            words |= {value[:10]} if _is_moment(value) else set()
        elif _is_figure(value):
            numbers.add(float(value))
    return words - {""}, numbers


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def row_of_mark(shown: pd.DataFrame, point: Mapping[str, Any]) -> int | None:
    """The place of the row that a mark was drawn from; None where the mark names none, or several alike."""
    words, numbers = _told_by(point)
    scores = []
    for row in shown.itertuples(index=False):
        cells = [_scalar(cell) for cell in row]
        names = sum(1 for cell in cells if _words_of(cell) & words)
        figures = sum(
            1 for cell in cells if _is_figure(cell) and (cell in numbers or number(cell) in words)
        )
        scores.append(names * _NAME + figures)
    best = max(scores, default=0)
    if best < _NAME or scores.count(best) > 1:
        return None
    return scores.index(best)


def rows_of_answer(answer: pd.DataFrame, shown: pd.DataFrame, place: int) -> list[int]:
    """The row of the answer that a shown row is, by its place; several where it tells no more, none if unknown."""
    row = {str(name): _scalar(value) for name, value in shown.iloc[place].items()}
    label = shown.index[place]
    both = [name for name in answer.columns if name in row]
    words = set().union(*(_words_of(value) for value in row.values()))
    names, figures = [], []
    for cells in answer.to_dict("records"):
        same = [name for name in both if _is_same(_scalar(cells[name]), row[name])]
        named = {name for name, cell in cells.items() if _words_of(cell) & words} | set(same)
        equal = sum(_is_figure(row[name]) for name in same)
        names.append(len(named) - equal)
        figures.append(equal)
    told = sum(_is_figure(row[name]) for name in both)
    whole = [at for at, equal in enumerate(figures) if told and equal == told]
    by_place = [answer.index.get_loc(label)] if label in answer.index else []
    best = max(zip(names, figures, strict=True), default=(0, 0))
    if best[0] == 0:
        # Only figures are left to tell by: all of them, and in the same place.
        return [at for at in by_place if at in whole]
    alike = [at for at, score in enumerate(zip(names, figures, strict=True)) if score == best]
    if len(alike) > 1 and alike[0] in whole:
        return [at for at in by_place if at in alike] or alike[:1]
    return alike


def figure_of(question: Question, chosen: str | None) -> str | None:
    """The figure that is meant by a column: itself, else the first figure of its row."""
    figures = [column.name for column in question.columns if column.type not in NAMING]
    if chosen in figures:
        return chosen
    wanted = [name for name in figures if name in METRICS] or figures
    return next(iter(wanted), chosen)


def asked_by_mark(
    asked: Asked,
    question: Question,
    answer: pd.DataFrame,
    shown: pd.DataFrame | None,
    point: Mapping[str, Any],
    key: str,
) -> Asked:
    """What a clicked mark asks: its figure; the whole answer where it cannot be told which that is."""
    rows = answer if shown is None else shown
    place = row_of_mark(rows, point)
    if place is None:
        return asked
    values = {float(point[axis]) for axis in ("x", "y") if _is_figure(point.get(axis))}
    row = {str(name): _scalar(value) for name, value in rows.iloc[place].items()}
    drawn = [name for name, value in row.items() if _is_figure(value) and float(value) in values]
    return asked_by_row(asked, question, answer, rows, place, next(iter(drawn), None), key)


def asked_by_row(
    asked: Asked,
    question: Question,
    answer: pd.DataFrame,
    shown: pd.DataFrame,
    place: int,
    column: str | None,
    key: str,
) -> Asked:
    """What a clicked cell of a shown table asks: the figure of that row in the answer, or what its rows share.

    ``column`` is the cell's; where it only names the row, its first figure is meant.
    """
    row = {str(name): _scalar(value) for name, value in shown.iloc[place].items()}
    if own := OWN_ROWS.get(key.removesuffix("_table")):
        return own(asked, row, column) or asked
    if figure := row.get(FIGURE):
        return replace(asked, column=str(figure))
    found = rows_of_answer(answer, shown, place)
    if len(found) == 1:
        cells = answer.iloc[found[0]]
        names = [one.name for one in question.columns if one.type in NAMING]
        told = tuple(
            (name, None if is_unknown(cells[name]) else _scalar(cells[name])) for name in names
        )
        return replace(asked, column=figure_of(question, column), row=told)
    return replace(asked, scope=_shared(asked, answer.iloc[found])) if found else asked


def _shared(asked: Asked, rows: pd.DataFrame) -> Any:
    """The scope, narrowed to what the rows have in common."""
    shared: dict[str, Any] = {}
    for name in CHOICES:
        if name in rows and rows[name].notna().all() and rows[name].nunique() == 1:
            shared[name] = (str(rows[name].iloc[0]),)
    return replace(asked.scope, **shared)
