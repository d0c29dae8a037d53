"""What was decided about partner names, kept in a file of the shape of ``partners.csv``.

A row is an organisation of its own; its aliases are the names that were decided to be it. Names are compared folded.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reparto.batches import replace_durably
from reparto.errors import OperationProblem, StoreProblem
from reparto.language import _
from reparto.partner_names.spelling import fold

DECISIONS_FILE = "partner_decisions.csv"
COLUMNS = ("code", "name", "type", "role", "aliases", "expected_reporting")


@dataclass(frozen=True)
class DecidedRow:
    """One organisation: its filled cells by column, as in ``partners.csv``."""

    cells: dict[str, str | None]

    @property
    def name(self) -> str:
        """What it is called; its code where it has no name, empty where it has neither."""
        return self.cells.get("name") or self.cells.get("code") or ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""
        parts = (self.cells.get("aliases") or "").split(";")
        return tuple(part.strip() for part in parts if part.strip())

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its code and its aliases."""
        code = self.cells.get("code") or ""
        return (code, *self.aliases) if code else self.aliases

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing but a name."""
        return not self.cells.keys() - {"name"}

    def with_aliases(self, aliases: tuple[str, ...]) -> "DecidedRow":
        """The same organisation with these other names."""
        return DecidedRow(_filled(self.cells | {"aliases": ";".join(aliases)}))

    def has(self, key: str) -> bool:
        """Whether its code or one of its aliases is this folded name."""
        return any(fold(name) == key for name in self.other_names) and fold(self.name) != key

    def without(self, key: str) -> "DecidedRow":
        """The same organisation without this other name."""
        kept = self.with_aliases(tuple(alias for alias in self.aliases if fold(alias) != key))
        had_code = fold(self.cells.get("code") or "") == key
        return DecidedRow(_filled(kept.cells | {"code": ""})) if had_code else kept


@dataclass(frozen=True)
class Decisions:
    """Every organisation that was decided about, in the order of the file, and the file's comments."""

    rows: tuple[DecidedRow, ...] = ()
    comments: tuple[str, ...] = field(default=())

    @cached_property
    def _shared(self) -> frozenset[str | None]:
        """Folded names that several rows have as their other name: they name none of them."""
        times = Counter(
            key for row in self.rows for key in {fold(name) for name in row.other_names}
        )
        return frozenset(key for key, count in times.items() if count > 1)

    def other_names(self, row: DecidedRow) -> list[str]:
        """The row's code and aliases, without those that another row has too."""
        return [name for name in row.other_names if fold(name) not in self._shared]


def read_decisions(folder: Path) -> Decisions:
    """What was decided, from ``partner_decisions.csv`` in this folder; nothing where the file is missing.

    Lines that start with # are comments. Raises OperationProblem when the file cannot be read or a line is damaged.
    """
    path = folder / DECISIONS_FILE
    if not path.exists():
        return Decisions()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise _unreadable(path) from error
    if "\x00" in text:
        raise _unreadable(path)
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    comments = tuple(line for _n, line in numbered if line.lstrip().startswith("#"))
    lines = [(n, line) for n, line in numbered if not line.lstrip().startswith("#")]
    if not lines:
        return Decisions(comments=comments)
    delimiter = ";" if lines[0][1].count(";") > lines[0][1].count(",") else ","
    cells = [(n, _cells(path, n, line, delimiter)) for n, line in lines]
    header = [name.casefold() for name in cells[0][1]]
    if "name" not in header:
        raise OperationProblem(
            _("Give the names of its columns in the first line, “{column}” among them.").format(
                column="name"
            ),
            title=_("{path} has no column “{column}”.").format(path=path, column="name"),
        )
    rows = []
    for number, row in cells[1:]:
        if any(row[len(header) :]):
            raise _damaged(path, number)
        decided = DecidedRow(_filled(dict(zip(header, row, strict=False))))
        if fold(decided.name):
            rows.append(decided)
    return Decisions(tuple(rows), comments)


def write_decisions(folder: Path, decisions: Decisions) -> None:
    """Put the file in place as a whole, on the disk when this returns; call it while nobody else writes.

    Raises StoreProblem when it cannot be written; then the file before still stands.
    """
    more = {column for row in decisions.rows for column in row.cells} - set(COLUMNS)
    columns = (*COLUMNS, *sorted(more))
    comments = decisions.comments or (
        "# "
        + _(
            "What was decided about partner names: one row for each organisation, like partners.csv."
        ),
    )
    text = io.StringIO()
    text.write("".join(f"{line}\n" for line in comments))
    csv.writer(text, lineterminator="\n").writerow(columns)
    for row in decisions.rows:
        cells = [row.cells.get(column) or "" for column in columns]
        # Unquoted, a line that starts with # would be a comment.
        if cells[0].startswith("#"):
            csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(cells)
        else:
            csv.writer(text, lineterminator="\n").writerow(cells)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_durably(
            folder / DECISIONS_FILE,
            lambda beside: beside.write_text(text.getvalue(), encoding="utf-8", newline="\n"),
        )
    except OSError as error:
        raise StoreProblem(
            _("Free some disk space, or make the folder writable, and decide again."),
            title=_("The decision about partner names could not be written."),
        ) from error


def storable(name: str) -> str:
    """The name as a cell of the file holds it: in one line, without the mark between aliases; folded it is the same."""
    in_one_line = " ".join(name.replace(";", ",").replace("\x00", " ").split())
    return in_one_line.encode("utf-8", "replace").decode("utf-8")


def _filled(cells: Mapping[str, str | None]) -> dict[str, str | None]:
    return {column: value for column, value in cells.items() if column and value}


def _cells(path: Path, number: int, line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True))]
    except csv.Error as error:
        raise _damaged(path, number) from error


def _unreadable(path: Path) -> OperationProblem:
    return OperationProblem(
        _("Save it as CSV in UTF-8, or delete it: what was decided is then asked again."),
        title=_("{path} cannot be read.").format(path=path),
    )


def _damaged(path: Path, number: int) -> OperationProblem:
    return OperationProblem(
        _("Correct this line, or delete it: what it decided is then asked again."),
        title=_("{path} is damaged in line {line}.").format(path=path, line=number),
    )
