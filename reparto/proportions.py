"""The operation's ``proportions.csv``: by which shares R4V's models split people into girls, boys, women and men.

One row for each department, sector and basis (of people in need, or of people targeted), for one population type or
for all of them. Shares that add up to 1 are taken as they stand; counts of people are turned into shares.
"""

import pyarrow as pa

from reparto.errors import OperationProblem
from reparto.language import _, listed
from reparto.operation import Operation
from reparto.operations import settings_rows

FILE = "proportions.csv"
BASES = ("in_need", "targeted")
GROUPS = ("girls", "boys", "women", "men")
POPULATION_TYPES = ("in_destination", "in_transit", "host_community", "pendular", "returnees")
ROUNDED_SHARES = 0.02
"""How far from 1 four shares may add up to, because each was rounded."""
PROPORTION_SCHEMA = pa.schema(
    [
        ("row_no", pa.int32()),
        ("department", pa.string()),
        ("sector", pa.string()),
        ("population_type", pa.string()),
        ("basis", pa.string()),
        *((group, pa.float64()) for group in GROUPS),
    ]
)


def proportion_rows(operation: Operation) -> list[dict[str, str | int | float | None]]:
    """The rows of ``proportions.csv`` with their shares; empty when there is no such file.

    ``row_no`` counts its rows from 1. Raises OperationProblem, with the row, when a column is missing, a basis or
    population type is none, a number cannot be read, shares do not add up to 1, or two rows speak of the same.
    """
    rows = settings_rows(operation.folder, FILE, needs=("sector",))
    if rows:
        missing = [name for name in ("department", "basis", *GROUPS) if name not in rows[0]]
        if missing:
            raise OperationProblem(
                _("Give the names of its columns in the first line: {columns}.").format(
                    columns=", ".join(("department", "sector", "basis", *GROUPS))
                ),
                title=_("{file} has no column {columns}.").format(
                    file=FILE, columns=listed([f"“{name}”" for name in missing])
                ),
            )
    seen: dict[tuple[str | None, ...], int] = {}
    read = []
    for row_no, row in enumerate(rows, start=1):
        made = _read_row(row, row_no)
        key = tuple(
            value.casefold() if value else None
            for value in (row.get(n) for n in ("department", "sector", "population_type", "basis"))
        )
        if key in seen:
            raise _problem(
                row_no,
                _("it speaks of the same as row {other}").format(other=seen[key]),
                _("Keep one of the two."),
            )
        seen[key] = row_no
        read.append(made)
    return read


def _read_row(row: dict[str, str], row_no: int) -> dict[str, str | int | float | None]:
    if not row.get("sector"):
        raise _problem(row_no, _("it names no sector"), _("Name the sector as the exports do."))
    basis = row.get("basis", "")
    if basis not in BASES:
        raise _problem(
            row_no,
            _("“{word}” is no basis").format(word=basis),
            _("Write in_need for shares of people in need, or targeted for shares of targets."),
        )
    population_type = row.get("population_type") or None
    if population_type not in (None, *POPULATION_TYPES):
        raise _problem(
            row_no,
            _("“{word}” is no population type").format(word=population_type),
            _("Write one of {words}, or leave it empty for all.").format(
                words=", ".join(POPULATION_TYPES)
            ),
        )
    shares = _shares([_amount(row.get(group, ""), group, row_no) for group in GROUPS], row_no)
    return {
        "row_no": row_no,
        "department": row.get("department") or None,
        "sector": row["sector"],
        "population_type": population_type,
        "basis": basis,
        **dict(zip(GROUPS, shares, strict=True)),
    }


def _amount(text: str, group: str, row_no: int) -> float:
    try:
        amount = float(text or 0)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < float("inf"):
        raise _problem(
            row_no,
            _("“{text}” under {column} is no share or count").format(text=text, column=group),
            _("Write it with a decimal point, such as 0.24, or as a count, such as 1200."),
        )
    return amount


def _shares(amounts: list[float], row_no: int) -> list[float]:
    """Shares as they stand, counts divided by their sum."""
    whole = sum(amounts)
    if abs(whole - 1) <= ROUNDED_SHARES:
        return amounts
    if whole == 0:
        raise _problem(
            row_no,
            _("all its shares are 0"),
            _("Give the shares of girls, boys, women and men, or delete the row."),
        )
    if max(amounts) <= 1 and not all(amount.is_integer() for amount in amounts):
        raise _problem(
            row_no,
            _("its shares add up to {sum} and not to 1").format(sum=f"{whole:g}"),
            _("Correct the shares, or give counts of people."),
        )
    return [amount / whole for amount in amounts]


def _problem(row_no: int, why: str, advice: str) -> OperationProblem:
    title = _("Row {row} of {file} cannot be used: {why}.").format(row=row_no, file=FILE, why=why)
    return OperationProblem(advice, title=title)
