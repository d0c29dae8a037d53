"""Columns to fields: which kind of export a table is, and which column holds what."""

from dataclasses import replace
from datetime import date

import pyarrow as pa

from reparto.asking import Answers, OpenQuestion
from reparto.exports.asking_columns import (
    apply_told,
    column_name,
    has_names,
    open_column_questions,
    told_of,
)
from reparto.exports.asking_values import value_settings, year_question
from reparto.exports.choice import Choice
from reparto.exports.choosing import choose_columns
from reparto.exports.crosstabs import stands_across, what_else_it_is
from reparto.exports.dialects import dialect_of
from reparto.exports.fields import EXCLUSIVE, FIELDS
from reparto.exports.layouts import layout_problem
from reparto.exports.mapped import Mapping
from reparto.exports.personal import (
    are_positions,
    personal_header,
    personal_values,
    plain_keys,
)
from reparto.exports.select_multiple import option_columns
from reparto.exports.tables import TextTable

__all__ = [
    "Mapping",
    "column_questions",
    "map_table",
    "mapping_or_none",
    "personal_columns",
    "without_personal",
]


_MEASURES = {spec.name for spec in FIELDS["deliveries"] if spec.type == "number"}
_MEASURES -= {"latitude", "longitude"}


def map_table(table: TextTable, answers: Answers | None = None) -> Mapping:
    """Find the kind of export that the columns fit best; an answer goes before what headers say.

    Raises UnknownLayout when none fits. :func:`column_questions` says whether asking would help.
    """
    choices = _choices(table, answers)
    mapping = _best(table, choices, answers)
    if mapping is None:
        raise layout_problem(table, choices)
    return mapping


def mapping_or_none(table: TextTable) -> Mapping | None:
    """The same, for tables that need not fit."""
    return _best(table, _choices(table, None), None)


def column_questions(
    table: TextTable, answers: Answers | None = None, today: date | None = None
) -> tuple[OpenQuestion, ...]:
    """What has to be answered, and is not yet, before the table can be imported; () where nothing has.

    Asked are: per need that no header serves, which column does, if the table is plausibly one of our kinds; and the
    year of months that stand without one (``today`` is the last year offered). A table that nothing fits, that is
    clearly something else, or that a person said does not tell, has no questions: :func:`map_table` refuses it.
    """
    told = told_of(table, answers)
    choices = _choices(table, answers)
    mapping = _best(table, choices, answers)
    if mapping is None and what_else_it_is(table):
        return ()
    if mapping is None or not has_names(table):
        aside = personal_columns(table) | option_columns(table)
        asked = open_column_questions(table, choices, aside, told)
        if asked or mapping is None:
            return asked
    year = year_question(table, mapping, today or date.today())
    return () if year is None or "year" in mapping.settings else (year,)


def _choices(table: TextTable, answers: Answers | None) -> dict[str, Choice]:
    personal = personal_columns(table)
    told = told_of(table, answers)
    aside = personal | option_columns(table)
    choices = {kind: choose_columns(table, kind, aside) for kind in FIELDS}
    if told.columns:
        for choice in choices.values():
            apply_told(table, choice, told.without(personal))
    return choices


def _best(table: TextTable, choices: dict[str, Choice], answers: Answers | None) -> Mapping | None:
    fitting = {kind: choice for kind, choice in choices.items() if not choice.missing}
    if not fitting:
        return None
    kind = max(fitting, key=lambda name: _fitness(name, fitting[name]))
    counted = kind != "deliveries" or fitting[kind].columns.keys() & _MEASURES
    if not counted and stands_across(table):
        return None
    return _finish(table, fitting[kind], personal_columns(table), answers)


def personal_columns(table: TextTable) -> set[int]:
    """The columns whose header or tag says that they are about persons."""
    tags = table.tags or (None,) * len(table.header)
    return {
        index for index, header in enumerate(table.header) if personal_header(header, tags[index])
    }


def _fitness(kind: str, choice: Choice) -> tuple[int, int, int]:
    exclusive = len(EXCLUSIVE[kind] & choice.columns.keys())
    return len(choice.columns), exclusive, -list(FIELDS).index(kind)


def _finish(
    table: TextTable, choice: Choice, personal: set[int], answers: Answers | None
) -> Mapping:
    kind = choice.kind
    columns, helpers = dict(choice.columns), dict(choice.helpers)
    used = set(columns.values()) | set(helpers.values())
    dropped = set(personal)
    for index in range(len(table.header)):
        if index not in used and index not in dropped and personal_values(table.column(index)):
            dropped.add(index)
    key = columns.get("household_key")
    if key is not None and plain_keys(table.column(key)):
        dropped.add(columns.pop("household_key"))
    site = columns.get("site")
    if site is not None and are_positions(table.column(site)):
        dropped.add(columns.pop("site"))
    used = set(columns.values()) | set(helpers.values())
    unused = tuple(
        header
        for index, header in enumerate(table.header)
        if index not in used and index not in dropped and header
    )
    return Mapping(
        kind=kind,
        dialect=dialect_of(table, choice),
        columns={name: columns[name] for name in _ordered(kind) if name in columns},
        dropped=tuple(
            table.header[index] or column_name(table, index) for index in sorted(dropped)
        ),
        unused=unused,
        alternatives={n: o for n, o in choice.alternatives.items() if n in columns},
        helpers=helpers,
        personal=tuple(sorted(dropped)),
        stand_ins=choice.stand_ins,
        constants=choice.constants,
        settings=value_settings(table, columns, kind, answers),
    )


def _ordered(kind: str) -> list[str]:
    return [field.name for field in FIELDS[kind]]


def without_personal(table: TextTable, mapping: Mapping) -> TextTable:
    """The table with the cells of personal columns removed; every column stays in its position."""
    rows = table.rows
    for index in mapping.personal:
        place = rows.schema.get_field_index(f"c{index}")
        rows = rows.set_column(place, f"c{index}", pa.nulls(rows.num_rows, pa.string()))
    return replace(table, rows=rows)
