"""Columns to fields: which kind of export a table is, and which column holds what."""

from collections import Counter
from collections.abc import Mapping as Facts
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from reparto.exports.choice import Choice
from reparto.exports.choosing import choose_columns
from reparto.exports.fields import EXCLUSIVE, FIELDS
from reparto.exports.headers import normal
from reparto.exports.layouts import layout_problem
from reparto.exports.personal import personal_header, personal_values, plain_keys
from reparto.exports.tables import TextTable
from reparto.language import _

_345W = {
    "organizacion implementadora", "organizacion donante", "sector cluster", "pcode1", "admin 1",
    "pcode2", "admin 2", "tipo de recurso", "tipo de unidad del recurso", "fecha de reporte",
    "personas alcanzadas", "descripcion del la unidad", "tipo de transferencia de efectivo",
}  # fmt: skip


@dataclass(frozen=True)
class Mapping:
    """Which kind of export a table is and where each field is found; columns are counted from 0."""

    kind: str
    dialect: str
    columns: dict[str, int]
    dropped: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    helpers: dict[str, int] = field(default_factory=dict)
    personal: tuple[int, ...] = ()
    stand_ins: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The mapping as values that JSON can hold."""
        return {
            "kind": self.kind,
            "dialect": self.dialect,
            "columns": dict(self.columns),
            "dropped": list(self.dropped),
            "unused": list(self.unused),
            "alternatives": {name: list(others) for name, others in self.alternatives.items()},
            "helpers": dict(self.helpers),
            "personal": list(self.personal),
            "stand_ins": dict(self.stand_ins),
            "constants": dict(self.constants),
            "settings": dict(self.settings),
        }

    @classmethod
    def from_dict(cls, facts: Facts[str, Any]) -> "Mapping":
        """The mapping again, from what :meth:`as_dict` gave."""
        return cls(
            kind=facts["kind"],
            dialect=facts["dialect"],
            columns={name: int(index) for name, index in facts["columns"].items()},
            dropped=tuple(facts.get("dropped", ())),
            unused=tuple(facts.get("unused", ())),
            alternatives={n: tuple(o) for n, o in facts.get("alternatives", {}).items()},
            helpers={name: int(index) for name, index in facts.get("helpers", {}).items()},
            personal=tuple(int(index) for index in facts.get("personal", ())),
            stand_ins=dict(facts.get("stand_ins", {})),
            constants=dict(facts.get("constants", {})),
            settings=dict(facts.get("settings", {})),
        )


def map_table(table: TextTable) -> Mapping:
    """Find the kind of export that the columns fit best; raise UnknownLayout when none fits."""
    choices = _choices(table)
    mapping = _best(table, choices)
    if mapping is None:
        raise layout_problem(table, choices)
    return mapping


def mapping_or_none(table: TextTable) -> Mapping | None:
    """The same, for tables that need not fit."""
    return _best(table, _choices(table))


def _choices(table: TextTable) -> dict[str, Choice]:
    personal = personal_columns(table)
    return {kind: choose_columns(table, kind, personal) for kind in FIELDS}


def _best(table: TextTable, choices: dict[str, Choice]) -> Mapping | None:
    fitting = {kind: choice for kind, choice in choices.items() if not choice.missing}
    if not fitting:
        return None
    kind = max(fitting, key=lambda name: _fitness(name, fitting[name]))
    return _finish(table, kind, fitting[kind], personal_columns(table))


def personal_columns(table: TextTable) -> set[int]:
    """The columns whose header or tag says that they are about persons."""
    tags = table.tags or (None,) * len(table.header)
    return {
        index for index, header in enumerate(table.header) if personal_header(header, tags[index])
    }


def _fitness(kind: str, choice: Choice) -> tuple[int, int, int]:
    exclusive = len(EXCLUSIVE[kind] & choice.columns.keys())
    return len(choice.columns), exclusive, -list(FIELDS).index(kind)


def _finish(table: TextTable, kind: str, choice: Choice, personal: set[int]) -> Mapping:
    columns, helpers = dict(choice.columns), dict(choice.helpers)
    used = set(columns.values()) | set(helpers.values())
    dropped = set(personal)
    for index in range(len(table.header)):
        if index not in used and index not in dropped and personal_values(table.column(index)):
            dropped.add(index)
    key = columns.get("household_key")
    if key is not None and plain_keys(table.column(key)):
        dropped.add(columns.pop("household_key"))
    used = set(columns.values()) | set(helpers.values())
    unused = tuple(
        header
        for index, header in enumerate(table.header)
        if index not in used and index not in dropped and header
    )
    return Mapping(
        kind=kind,
        dialect=_dialect(table, choice),
        columns={name: columns[name] for name in _ordered(kind) if name in columns},
        dropped=tuple(_name_of(table, index) for index in sorted(dropped)),
        unused=unused,
        alternatives={n: o for n, o in choice.alternatives.items() if n in columns},
        helpers=helpers,
        personal=tuple(sorted(dropped)),
        stand_ins=choice.stand_ins,
        constants=choice.constants,
    )


def _name_of(table: TextTable, index: int) -> str:
    return table.header[index] or _("column {number}").format(number=index + 1)


def _ordered(kind: str) -> list[str]:
    return [field.name for field in FIELDS[kind]]


def _dialect(table: TextTable, choice: Choice) -> str:
    headers = {normal(header) for header in table.header}
    if len(headers & _345W) >= 5:
        return "345w"
    ways = Counter(choice.how[name] for name in choice.columns)
    if ways["tag"] * 2 > len(choice.columns):
        return "hxl"
    return "reparto" if ways["exact"] * 2 > len(choice.columns) else "synonyms"


def without_personal(table: TextTable, mapping: Mapping) -> TextTable:
    """The table with the cells of personal columns removed; every column stays in its position."""
    rows = table.rows
    for index in mapping.personal:
        place = rows.schema.get_field_index(f"c{index}")
        rows = rows.set_column(place, f"c{index}", pa.nulls(rows.num_rows, pa.string()))
    return replace(table, rows=rows)
