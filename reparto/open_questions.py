"""What a build could not tell about a file by itself, asked with its best guess."""

from typing import Any

from reparto.asking import Choice, OpenQuestion
from reparto.build import Build
from reparto.exports.asking_values import ORDERS, order_question
from reparto.language import _, number
from reparto.reports import FileReport


def ask_about(build: Build, place: int, report: FileReport) -> None:
    """Add to a file's report what there is to ask about it; ``place`` is its place among the batches, from 0."""
    known = {one["id"] for one in report.questions}
    of_places = build.placed.questions(place + 1)
    for question in (*_orders(build, place), *_persons(build, place), *of_places):
        if question.id not in known and build.decided.answers.to(question) is None:
            report.questions.append(question.as_dict())


def _orders(build: Build, place: int) -> list[OpenQuestion]:
    return [
        order_question(
            question,
            _header(build, place, question, name),
            samples,
            order if order in ORDERS else "dmy",
        )
        for question, (name, order, *samples) in build.loaded.unsure_orders[place].items()
        if question
    ]


def _header(build: Build, place: int, question: str, name: str) -> str:
    """What the file itself calls the column that a question is about."""
    for table in build.batches[place].tables:
        if table.mapping.settings.get(f"ask.{name}") == question and name in table.mapping.columns:
            return table.header[table.mapping.columns[name]] or name
    return name


def _persons(build: Build, place: int) -> list[OpenQuestion]:
    found = []
    for row in build.new_zero():
        if row["batch_no"] != place + 1:
            continue
        table = build.batches[place].tables[row["table_no"]]
        question = table.mapping.settings.get("ask.persons")
        if question:
            found.append(_persons_question(question, row))
    return found


def _persons_question(question: str, row: dict[str, Any]) -> OpenQuestion:
    parts = max(row["population"] or 0, row["sex_age"] or 0)
    choices = [
        Choice("total", _("The total of the month: {count}").format(count=number(row["persons"]))),
        Choice("new", _("New people: {count}").format(count=number(row["persons_new"]))),
        Choice("breakdown", _("The breakdown: {count}").format(count=number(parts))),
    ]
    return OpenQuestion(
        id=question,
        rule="new-or-total",
        text=_(
            "People are counted in this table, and none of them is new. Which column says how many were reached?"
        ),
        choices=tuple(choices),
        guess="total" if row["persons"] else "breakdown",
    )
