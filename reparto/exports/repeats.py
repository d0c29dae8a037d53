"""KoBo's repeat groups: a sheet of rows for each submission, joined to the submission that they belong to.

The child's rows are the deliveries; each takes the cells of its parent's row. What the parent counts (families,
persons, an amount) goes to the first of its rows only, or it would be counted once for each. A parent without rows of
its own stays a row; a child whose parent is missing stays one too, and lacks what the parent would have told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.choosing import header_slot
from reparto.exports.fields import FIELDS
from reparto.exports.personal import personal_header
from reparto.exports.tables import Note, Skipped, TextTable
from reparto.language import _, ngettext

_SPECS = {spec.name: spec for spec in FIELDS["deliveries"]}
_THINGS = {"item", "quantity"}
_TELLING = _THINGS | {
    "unit", "households", "persons", "persons_new", "girls", "boys", "women", "men", "ubigeo",
    "district", "province", "department", "site", "sector", "activity", "indicator", "amount",
    "modality", "donor", "lot", "delivered_on",
}  # fmt: skip
_SMALL_NUMBER = r"^\s*-?[0-9]{1,3}(?:[.,][0-9]+)?\s*$"
_NAME = (
    25  # letters by which sheets are told apart: KoBo cuts the names of sheets, but not of parents
)


@dataclass
class _Part:
    """One sheet of a form: its own table, the same with what its parent tells, and its children."""

    place: int
    own: TextTable
    table: TextTable
    parent: "_Part | None" = None
    children: list["_Part"] = field(default_factory=list)
    spent: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))

    def column(self, name: str) -> list[str | None] | None:
        """The cells of the column that KoBo calls so; None if the sheet has none."""
        headers = [header.strip().casefold() for header in self.own.header]
        if name not in headers:
            return None
        return list(self.own.column(headers.index(name)).to_pylist())

    @property
    def slots(self) -> set[str]:
        """The fields of deliveries that its headers name."""
        found = (header_slot("deliveries", header) for header in self.own.header)
        return {slot[0] for slot in found if slot and slot[0] != "-"}


def join_repeats(tables: Sequence[TextTable]) -> tuple[dict[int, TextTable], list[Note]]:
    """The tables that change, by their place, once repeat groups took what their submission says; and the notes."""
    parts = [_Part(place, table, table) for place, table in enumerate(tables)]
    for part in parts:
        if part.column("_parent_index") is not None:
            part.parent = _parent_of(part, parts)
    for part in parts:
        if part.parent and part not in _above(part) and _tells(part, parts):
            for one in [part, *_above(part)]:
                if one.parent and one not in one.parent.children:
                    one.parent.children.append(one)
    notes: list[Note] = []
    changed: dict[int, TextTable] = {}
    for parent in sorted(parts, key=lambda part: len(_above(part))):
        parent.spent = np.zeros(parent.table.rows.num_rows, bool)
        for child in sorted(parent.children, key=lambda part: part.place):
            notes.append(_join(child, parent))
            changed[child.place] = child.table
    for parent in sorted(parts, key=lambda part: -len(_above(part))):
        if parent.children:
            changed[parent.place] = _left_over(parent, changed[parent.children[0].place])
    return changed, notes


def _above(part: _Part) -> list[_Part]:
    """The parts over this one, nearest first."""
    found: list[_Part] = []
    while part.parent is not None and part.parent not in found:
        found.append(part.parent)
        part = part.parent
    return found


def _parent_of(child: _Part, parts: Sequence[_Part]) -> _Part | None:
    """The sheet that the child's rows name as their parent, else the only one that can be it."""
    able = [part for part in parts if part is not child and part.column("_index") is not None]
    names = {_plain(name) for name in child.column("_parent_table_name") or () if name}
    named = [part for part in able if _plain(part.own.sheet or "") in names]
    if len(named) == 1:
        return named[0]
    roots = [part for part in able if part.column("_parent_index") is None]
    return roots[0] if len(roots) == 1 else None


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())[:_NAME]


def _tells(part: _Part, parts: Sequence[_Part]) -> bool:
    """Whether the group tells of deliveries, and not of the members of a household or the like."""
    slots = part.slots
    if any(map(personal_header, part.own.header)):
        return bool(slots & _THINGS)
    if slots:
        return bool(slots & _TELLING)
    alone = sum(1 for other in parts if other.parent is part.parent) == 1
    return alone and part.parent is not None and "item" not in part.parent.slots


def _join(child: _Part, parent: _Part) -> Note:
    """Give the child's rows what their parents tell, and say how many of either were joined."""
    at = _matches(child, parent)
    found = at >= 0
    places, firsts = np.unique(at[found], return_index=True)
    first = np.zeros(len(at), bool)
    first[np.flatnonzero(found)[firsts]] = ~parent.spent[places]
    parent.spent[places] = True
    child.table = _with_parent(child, parent, at, first)
    told = _(
        "Joined: {rows} of the sheet “{child}” to {submissions} of the sheet “{parent}”."
    ).format(
        rows=_rows(int(found.sum())),
        child=child.own.sheet,
        submissions=_rows(len(places)),
        parent=parent.own.sheet,
    )
    lonely = int((~found).sum())
    if lonely:
        told += " " + ngettext(
            "{count} row names none that is there.", "{count} rows name none that is there.", lonely
        ).format(count=lonely)
    return Note("joined", told)


def _rows(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count).format(count=count)


def _matches(child: _Part, parent: _Part) -> np.ndarray:
    """For each row of the child the position of its parent's row; -1 where there is none.

    A submission's own id stands above ``_index``: it still holds where sheets were sorted or put together anew.
    """
    at = _looked_up(child.column("_parent_index"), parent.column("_index"))
    if parent.parent is not None:
        return at
    for below, above in (("_submission__uuid", "_uuid"), ("_submission__id", "_id")):
        wanted, known = child.column(below), parent.column(above)
        if wanted is None or known is None or not any(wanted) or not any(known):
            continue
        by_id = _looked_up(wanted, known)
        contradicted = [
            index >= 0 and wanted[row] is not None and known[index] not in {None, wanted[row]}
            for row, index in enumerate(at.tolist())
        ]
        at = np.where(np.array(contradicted, bool) | (at < 0), by_id, at)
        break
    return at


def _looked_up(wanted: list[str | None] | None, known: list[str | None] | None) -> np.ndarray:
    places: dict[str, int] = {}
    twice = set()
    for place, key in enumerate(known or ()):
        if key is not None and places.setdefault(key, place) != place:
            twice.add(key)
    return np.array(
        [-1 if key is None or key in twice else places.get(key, -1) for key in wanted or ()],
        np.int64,
    )


def _with_parent(child: _Part, parent: _Part, at: np.ndarray, first: np.ndarray) -> TextTable:
    """The child's rows: first the columns of the parent, then its own."""
    own = child.slots
    columns = []
    for index, header in enumerate(parent.table.header):
        column = parent.table.column(index)
        taken = column.combine_chunks().take(pa.array(at, mask=at < 0))
        slot = header_slot("deliveries", header)
        name = slot[0] if slot else None
        if name in own:
            taken = pa.nulls(len(at), pa.string())
        elif name == "delivery_id":
            taken = _ids(taken, child.own.sheet or "", at)
        elif _counts(name, column):
            taken = pc.if_else(pa.array(first), taken, pa.scalar(None, pa.string()))
        columns.append(taken)
    rows = child.table.rows
    columns = [rows.column("row_no"), *columns, *rows.columns[1:]]
    return _table(child.table, parent.table, columns)


def _table(own: TextTable, parent: TextTable, columns: Sequence[pa.Array]) -> TextTable:
    header = (*parent.header, *own.header)
    tags = None
    if parent.tags or own.tags:
        tags = (*(parent.tags or [""] * len(parent.header)), *(own.tags or [""] * len(own.header)))
    names = ["row_no", *(f"c{index}" for index in range(len(columns) - 1))]
    return replace(own, header=header, tags=tags, rows=pa.table(list(columns), names=names))


def _ids(ids: pa.Array, sheet: str, at: np.ndarray) -> pa.Array:
    """The submission's id, the group, and the row's number in its submission: one id for each row, in any export."""
    order = np.argsort(at, kind="stable")
    numbers = np.zeros(len(at), np.int64)
    ordered = at[order]
    starts = np.searchsorted(ordered, ordered)
    numbers[order] = np.arange(len(at)) - starts + 1
    suffix = pa.array([f"/{sheet.strip()}/{number}" for number in numbers.tolist()], pa.string())
    return pc.binary_join_element_wise(ids, suffix, "")


def _counts(name: str | None, column: pa.ChunkedArray) -> bool:
    """Whether a column of the parent counts something: told by its field, else by small numbers."""
    if name == "-":
        return False
    if name is not None:
        return (
            _SPECS[name].type == "number" and name not in {"latitude", "longitude"}
            if name in _SPECS
            else False
        )
    cells = column.drop_null()
    small = pc.sum(pc.cast(pc.match_substring_regex(cells, _SMALL_NUMBER), pa.int64())).as_py()
    return len(cells) > 0 and float(small or 0) >= 0.9 * len(cells)


def _left_over(parent: _Part, child: TextTable) -> TextTable:
    """The parent's rows that have none of their own, in the columns of its child; the others are skipped."""
    table = parent.table
    beside = len(child.header) - len(table.header)
    height = int((~parent.spent).sum())
    rows = table.rows.filter(pa.array(~parent.spent))
    joined = table.rows.column("row_no").filter(pa.array(parent.spent)).to_pylist()
    columns = [*rows.columns, *[pa.nulls(height, pa.string())] * beside]
    skipped = [*table.skipped, *(Skipped(number, "joined", "") for number in joined)]
    names = ["row_no", *(f"c{index}" for index in range(len(columns) - 1))]
    return replace(
        table,
        header=child.header,
        tags=child.tags,
        rows=pa.table(columns, names=names),
        skipped=tuple(sorted(skipped, key=lambda skip: skip.row_no)),
    )
