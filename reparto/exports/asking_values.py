"""How a column's values are to be read, where they do not tell: the year of bare months, the order of a date."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reparto.asking import SAMPLES, Answers, OpenQuestion, about_layout
from reparto.asking import Choice as Option
from reparto.exports.asking_columns import about_columns, column_name, content_mark
from reparto.exports.cells import SAMPLE, kind_of_cell
from reparto.exports.fields import FIELDS
from reparto.exports.mapped import Mapping
from reparto.exports.tables import TextTable
from reparto.language import N_, _

ORDERS = {"dmy": N_("day/month/year"), "mdy": N_("month/day/year")}
PERIODS = ("period_start", "period_end")
PERSONS_FROM = ("total", "new", "breakdown")
_YEARS_BACK = 10
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_MONTH_NUMBER = re.compile(r"(?:0?[1-9]|1[0-2])(?:\.0)?")


def year_id(table: TextTable, field: str) -> str:
    """The id of the question for the year of bare months.

    It is about this table and not about its layout: next year's file looks the same and has another year.
    """
    return f"year:{about_layout([*table.header, content_mark(table)])}:{field}"


def order_id(table: TextTable, field: str) -> str:
    """The id of the question for the order of a column's dates."""
    return f"date-order:{about_columns(table)}:{field}"


def persons_id(table: TextTable) -> str:
    """The id of the question which column counts people, where new ones are 0 in each row: about this table."""
    return f"new-or-total:{about_columns(table)}:{content_mark(table)}"


def value_settings(
    table: TextTable, columns: dict[str, int], kind: str, answers: Answers | None
) -> dict[str, str]:
    """What was answered about the values: ``year``, ``date_order.<field>``, ``persons_from``."""
    found: dict[str, str] = {}
    if answers is None:
        return found
    for name in PERIODS:
        year = answers.get(year_id(table, name))
        if year is not None and _YEAR.fullmatch(year):
            found.setdefault("year", year)
    for spec in FIELDS[kind]:
        if spec.type != "day" or spec.name not in columns:
            continue
        order = answers.get(order_id(table, spec.name))
        if order in ORDERS:
            found[f"date_order.{spec.name}"] = order
    persons = answers.get(persons_id(table))
    if persons in PERSONS_FROM:
        found["persons_from"] = persons
    return found


def with_question_ids(table: TextTable, mapping: Mapping) -> Mapping:
    """The mapping with the ids of what may be asked once all rows are looked at: ``ask.persons``, ``ask.<field>``."""
    days = [spec.name for spec in FIELDS[mapping.kind] if spec.type == "day"]
    ids = {f"ask.{name}": order_id(table, name) for name in days if name in mapping.columns}
    if "persons_new" in mapping.columns:
        ids["ask.persons"] = persons_id(table)
    return replace(mapping, settings=mapping.settings | ids)


def year_question(table: TextTable, mapping: Mapping, today: date) -> OpenQuestion | None:
    """The question for the year, if months stand bare in a column and no other column has their years."""
    if "year" in mapping.helpers:
        return None
    for name in PERIODS:
        index = mapping.columns.get(name)
        if index is None:
            continue
        cells = _cells(table, index)
        bare = [cell for cell in cells if kind_of_cell(cell) == "bare month"]
        if not bare:
            numbers = [cell for cell in cells if _MONTH_NUMBER.fullmatch(cell)]
            bare = numbers if len(numbers) * 2 > len(cells) else []
        if bare:
            likely = _years(table, mapping, today)
            offered = {*range(today.year - _YEARS_BACK, today.year + 1), *likely}
            return OpenQuestion(
                id=year_id(table, name),
                rule="year",
                text=_("“{header}” names months without their year. Which year is it?").format(
                    header=column_name(table, index)
                ),
                choices=tuple(Option(str(y), str(y)) for y in sorted(offered, reverse=True)),
                guess=str(likely[0] if likely else today.year),
                samples=tuple(dict.fromkeys(bare))[:SAMPLES],
                required=True,
            )
    return None


def _years(table: TextTable, mapping: Mapping, today: date) -> list[int]:
    """The years that other dates, the sheet, the headers or the layout speak of, likeliest first."""
    seen: Counter[int] = Counter()
    for spec in FIELDS[mapping.kind]:
        if spec.type == "day" and spec.name in mapping.columns:
            for cell in _cells(table, mapping.columns[spec.name]):
                seen.update(int(year) for year in _YEAR.findall(cell))
    if not seen:
        for text in (table.sheet or "", *table.header):
            seen.update(int(year) for year in _YEAR.findall(text))
    if not seen:
        seen.update(int(year) for year in _YEAR.findall(mapping.dialect))
    return [year for year, _times in seen.most_common() if 2000 <= year <= today.year + 1]


def order_question(
    question_id: str, column: str, samples: Sequence[str], guess: str
) -> OpenQuestion:
    """Which of its two numbers is the day, asked about one column by its name; the id is :func:`order_id`'s."""
    return OpenQuestion(
        id=question_id,
        rule="date-order",
        text=_("In which order are the dates of “{field}” written?").format(field=column),
        choices=tuple(Option(order, _(label)) for order, label in ORDERS.items()),
        guess=guess,
        samples=tuple(dict.fromkeys(samples))[:SAMPLES],
        required=False,
    )


def _cells(table: TextTable, index: int) -> list[str]:
    cells = table.column(index).slice(0, SAMPLE).to_pylist()
    return [cell.strip() for cell in cells if cell and cell.strip()]
