"""The lists behind a template's drop-downs: places that depend on each other, items, partners, words.

They stand on a hidden sheet and are reached by name, with functions that Excel and LibreOffice share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from reparto.errors import OperationProblem
from reparto.exports.headers import without_accents
from reparto.language import _, current_language, listed
from reparto.operation import Operation
from reparto.operations import settings_rows
from reparto.outputs.template_columns import STATUSES, YES_NO
from reparto.places import known_places

SHEET = "lists"
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Choices:
    """What can be chosen: places as (department, province, district), items, partners, and the language's words."""

    places: tuple[Place, ...]
    items: tuple[str, ...]
    partners: tuple[str, ...]
    statuses: tuple[str, ...]
    yes_no: tuple[str, ...]


def choices_of(operation: Operation, partner: str | None = None) -> Choices:
    """The operation's lists in the reader's language; with ``partner`` (a code, name or alias) only that one.

    Raises OperationProblem when the partner list does not have it.
    """
    language = current_language()
    return Choices(
        places=_places(operation),
        items=_items(operation, language),
        partners=_partners(operation, partner),
        statuses=STATUSES[language],
        yes_no=YES_NO[language],
    )


def _places(operation: Operation) -> tuple[Place, ...]:
    known = known_places(operation)
    if known is None:
        return ()
    found = {
        (row["department"] or "", row["province"] or "", row["district"])
        for row in known.to_pylist()
        if row["geo_level"] == "district"
    }
    return tuple(sorted(found, key=lambda place: tuple(map(_as_sorted, place))))


def _as_sorted(name: str) -> tuple[str, str]:
    return without_accents(name).casefold(), name


def _items(operation: Operation, language: str) -> tuple[str, ...]:
    names = []
    for row in settings_rows(operation.folder, "kits.csv"):
        code = row.get("item", "")
        names.append(row.get(f"name_{language}") or code)
    return tuple(dict.fromkeys(name for name in names if name))


def _partners(operation: Operation, wanted: str | None) -> tuple[str, ...]:
    rows = settings_rows(operation.folder, "partners.csv")
    names = {row.get("code", ""): row.get("name") or row.get("code", "") for row in rows}
    if wanted is None:
        return tuple(sorted(filter(None, names.values()), key=_as_sorted))
    if not rows:
        return (wanted.strip(),)
    folded = _as_sorted(wanted.strip())[0]
    for row in rows:
        spellings = [row.get("code", ""), row.get("name", ""), *row.get("aliases", "").split(";")]
        if folded in {_as_sorted(one.strip())[0] for one in spellings if one.strip()}:
            return (row.get("name") or row["code"],)
    raise OperationProblem(
        _("Use one of these codes: {codes}.").format(
            codes=listed([code for code in names if code])
        ),
        title=_("There is no partner “{partner}” in partners.csv.").format(partner=wanted),
    )


class ListSheet:
    """The hidden sheet of lists, each under a name of its own."""

    def __init__(self, book: Any, name: str = SHEET) -> None:
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._name = name
        self._column = 0
        self._sheet.hide()

    def add(self, name: str, values: Sequence[str]) -> str:
        """Write a list and define its name; how a validation calls it."""
        for row, value in enumerate(values):
            self._sheet.write_string(row, self._column, value)
        from_cell = _absolute(0, self._column)
        to_cell = _absolute(max(0, len(values) - 1), self._column)
        self._book.define_name(name, f"='{self._name}'!{from_cell}:{to_cell}")
        self._column += 1
        return f"={name}"

    def add_dependent(self, name: str, pairs: Iterable[tuple[str, str]], key: str) -> str:
        """Write a list whose values belong to keys, each key's values together.

        ``key`` is what a row of data gives as its key; the result is the validation's list for it.
        """
        ordered = list(dict.fromkeys(pairs))
        self.add(f"{name}_of", [pair[0] for pair in ordered])
        self.add(name, [pair[1] for pair in ordered])
        return f"=OFFSET({name},MATCH({key},{name}_of,0)-1,0,COUNTIF({name}_of,{key}),1)"


def _absolute(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
