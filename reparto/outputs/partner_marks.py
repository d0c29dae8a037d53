"""Where the findings of a file stand in its sheets: which cell is coloured, which row is held back, who gets a comment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reparto.checks import Check, check_named
from reparto.language import N_, _
from reparto.outputs.partner_parts import SEVERITIES, CellFinding, PartnerTable
from reparto.wording.data import field_name

MOST_COMMENTS = 3_000
"""Comments in one workbook: with many thousands spreadsheet programs become slow. The list of findings has the rest."""

Found = list[tuple[CellFinding, Check]]
_ASKED = {"MUST": N_("To correct"), "SHOULD": N_("To check"), "INFO": N_("Note")}


@dataclass
class TableMarks:
    """The findings of one table by row and column (both as the sheet counts them, columns from 0)."""

    cells: dict[int, dict[int, Found]] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    commented: set[tuple[int, int]] = field(default_factory=set)


def asked(severity: str) -> str:
    """What a finding asks of the partner: to correct, to check, or nothing."""
    return _(_ASKED[severity])


def worst(found: Found) -> str:
    """The most serious of some findings."""
    return min((one.severity for one, _check in found), key=SEVERITIES.index)


def mark(
    tables: Sequence[PartnerTable], findings: Iterable[CellFinding], most: int = MOST_COMMENTS
) -> dict[int, TableMarks]:
    """The marks of each table by its number; comments go to the most serious cells first, at most ``most``."""
    marks = {table.number: TableMarks() for table in tables}
    by_number = {table.number: table for table in tables}
    places: dict[tuple[int, str], int] = {}
    checks: dict[tuple[int, str], Check] = {}
    for one in findings:
        table = by_number[one.table_no]
        place = places.get((one.table_no, one.field))
        if place is None:
            column = table.column_of(one.field)
            place = table.first_column if column is None else column
            places[one.table_no, one.field] = place
        check = checks.get((one.table_no, one.rule))
        if check is None:
            check = check_named(table.mapping.kind, one.rule)
            checks[one.table_no, one.rule] = check
        row = marks[one.table_no].cells.setdefault(one.row_no, {})
        row.setdefault(place, []).append((one, check))
        if one.severity == "MUST":
            marks[one.table_no].held.add(one.row_no)
    _choose_comments(marks, most)
    return marks


def _choose_comments(marks: dict[int, TableMarks], most: int) -> None:
    ranked = sorted(
        (SEVERITIES.index(worst(found)), number, row, column)
        for number, table in marks.items()
        for row, columns in table.cells.items()
        for column, found in columns.items()
    )
    for _rank, number, row, column in ranked[:most]:
        marks[number].commented.add((row, column))


def comments_left_out(marks: dict[int, TableMarks]) -> int:
    """How many marked cells have no comment."""
    return sum(
        sum(map(len, table.cells.values())) - len(table.commented) for table in marks.values()
    )


def comment_text(table: PartnerTable, column: int, found: Found) -> str:
    """What a cell's comment says: how serious it is, what was found, and what to do; the field where it is another."""
    said = []
    for one, check in sorted(found, key=lambda pair: SEVERITIES.index(pair[0].severity)):
        about = asked(one.severity)
        if table.mapping.columns.get(one.field) != column:
            about = _("{asked}: {field}").format(asked=about, field=field_name(one.field))
        said.append(f"{about}\n{check.says()}\n→ {check.advises()}")
    return "\n\n".join(dict.fromkeys(said))
