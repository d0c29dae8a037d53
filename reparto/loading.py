"""What a build starts from: rows of the batches, settings and known places as named tables of a connection.

Rows arrive as text; typing and judging is the staging's work.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import reduce
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    StarExpression,
)

from reparto.batches import Batch
from reparto.corrections import Correction
from reparto.exports import FIELDS, canonical_relation
from reparto.operation import REFERENCE, Operation
from reparto.operations import settings_rows
from reparto.partner_names import Decisions, alias_rows
from reparto.places import (
    NO_PLACE,
    country_names,
    known_places,
    other_countries,
    place_aliases,
    reniec_codes,
)
from reparto.proportions import PROPORTION_SCHEMA, proportion_rows
from reparto.references import (
    HEADER_SCHEMA,
    INDICATOR_SCHEMA,
    LISTS_SCHEMA,
    header_rows,
    indicator_rows,
    references_of,
)

MOST_AT_HAND = 400_000
"""Rows up to which the canonical rows are kept at hand; above, they are read from the batches each time."""


class Loaded:
    """How each batch was read: the date order of its columns, which of them do not tell it, and notes for a person.

    ``unsure_orders`` are by the id of the question, each with the field, the order taken, and values of the column.
    """

    def __init__(self) -> None:
        self.date_orders: list[dict[str, str]] = []
        self.unsure_orders: list[dict[str, tuple[str, ...]]] = []
        self.notes: list[list[tuple[str, str]]] = []


def load_rows(
    con: duckdb.DuckDBPyConnection,
    batches: list[Batch],
    operation: Operation,
    corrections: Sequence[Correction] = (),
) -> Loaded:
    """Make ``raw_<kind>`` for every kind: the canonical columns as text, with where each row stands.

    ``row_id`` is a number of the build; it follows the order of the batches and of the rows in them.
    """
    loaded = Loaded()
    parts: dict[str, list[duckdb.DuckDBPyRelation]] = {kind: [] for kind in FIELDS}
    heights = dict.fromkeys(FIELDS, 0)
    for number, batch in enumerate(batches, start=1):
        orders: dict[str, str] = {}
        unsure: dict[str, tuple[str, ...]] = {}
        notes = [(note.rule, note.text) for note in batch.notes]
        for table_no, table in enumerate(batch.tables):
            canonical = canonical_relation(
                con,
                table.relation(con),
                table.mapping,
                sheet=table.sheet,
                date_order=operation.date_order,
                country=operation.country,
            )
            kind = table.mapping.kind
            known = {
                "batch_no": ConstantExpression(number).cast("integer"),
                "table_no": ConstantExpression(table_no).cast("integer"),
                "has_status": ConstantExpression("status" in table.mapping.columns),
                "dialect": ConstantExpression(table.mapping.dialect),
                "persons_from": ConstantExpression(
                    table.mapping.settings.get("persons_from", "total")
                ),
            }
            row_id = (ColumnExpression("position") + ConstantExpression(heights[kind] + 1)).cast(
                "bigint"
            )
            mine = [
                one for one in corrections if (one.sha256, one.table_no) == (batch.sha256, table_no)
            ]
            parts[kind].append(
                _corrected(con, canonical.rows, mine, f"corrections_{number}_{table_no}").select(
                    row_id.alias("row_id"),
                    *(value.alias(name) for name, value in known.items()),
                    StarExpression(exclude=["position"]),
                )
            )
            heights[kind] += table.height
            orders |= canonical.date_orders
            for name, samples in canonical.unsure_orders.items():
                question = table.mapping.settings.get(f"ask.{name}", "")
                unsure[question] = (name, canonical.date_orders[name], *samples)
            notes += [(note.rule, note.text) for note in canonical.notes]
        loaded.date_orders.append(orders)
        loaded.unsure_orders.append(unsure)
        loaded.notes.append(notes)
    for kind, relations in parts.items():
        _make_raw(con, kind, relations, heights[kind])
    register_rows(con, "header_rows", header_rows(batches), HEADER_SCHEMA)
    return loaded


def _corrected(
    con: duckdb.DuckDBPyConnection,
    rows: duckdb.DuckDBPyRelation,
    corrections: Sequence[Correction],
    name: str,
) -> duckdb.DuckDBPyRelation:
    """The rows with what somebody corrected in them."""
    if not corrections:
        return rows
    changed: dict[int, dict[str, Any]] = {}
    for one in corrections:
        changed.setdefault(one.row_no, {"new_row_no": one.row_no})[f"new_{one.field}"] = one.value
    fields = sorted({one.field for one in corrections} & set(rows.columns))
    schema = pa.schema([("new_row_no", pa.int32()), *((f"new_{f}", pa.string()) for f in fields)])
    register_rows(con, name, list(changed.values()), schema)
    joined = rows.join(
        con.table(name), ColumnExpression("row_no") == ColumnExpression("new_row_no"), how="left"
    )
    empty, nothing = ConstantExpression(""), ConstantExpression(None).cast("varchar")
    columns = []
    for column in rows.columns:
        old, new = ColumnExpression(column), ColumnExpression(f"new_{column}")
        if column in fields:
            old = CaseExpression(new == empty, nothing).otherwise(CoalesceOperator(new, old))
        columns.append(old.alias(column))
    return joined.select(*columns)


def _make_raw(
    con: duckdb.DuckDBPyConnection,
    kind: str,
    relations: list[duckdb.DuckDBPyRelation],
    height: int,
) -> None:
    if not relations:
        con.register(f"raw_{kind}", _empty_rows(kind))
        return
    whole = reduce(lambda one, other: one.union(other), relations)
    if height > MOST_AT_HAND:
        whole.create_view(f"raw_{kind}")
    else:
        con.register(f"raw_{kind}", whole.to_arrow_table())


def load_settings(con: duckdb.DuckDBPyConnection, operation: Operation, today: date) -> None:
    """Register the settings, the fixed words, and the lists of kits, indicators and proportions."""
    register_rows(
        con,
        "setting",
        [
            {
                "today": today,
                "starts_on": operation.starts_on,
                "ends_on": operation.ends_on,
                "day_one": operation.day_one,
                "country": operation.country,
                "demonstration": operation.demonstration,
                "households_targeted": operation.households_targeted,
                "household_size": operation.household_size.default,
                "household_size_low": operation.household_size.low,
                "household_size_high": operation.household_size.high,
                "largest_plausible_row": operation.largest_plausible_row,
                "late_after_days": operation.late_after_days,
                "approved_is_verified": operation.approved_is_verified,
                "kcal_person_day": operation.kcal_person_day,
                "water_litres_person_day": operation.water_litres_person_day,
                "water_litres_floor": operation.water_litres_floor,
            }
        ],
        SETTING_SCHEMA,
    )
    with (REFERENCE / "words.csv").open(encoding="utf-8", newline="") as file:
        words = list(csv.DictReader(file))
    register_rows(con, "word_list", words, text_schema("field", "word", "meaning"))
    kits = settings_rows(operation.folder, "kits.csv", needs=("item",))
    columns = (
        "item",
        "name_en",
        "name_es",
        "sector",
        "unit",
        "serves",
        "kcal",
        "litres",
        "kg",
        "value",
    )
    listed_kits = [
        {column: row.get(column) or None for column in columns} for row in kits if row.get("item")
    ]
    register_rows(con, "kit_rows", listed_kits, text_schema(*columns))
    register_rows(con, "indicator_rows", indicator_rows(operation), INDICATOR_SCHEMA)
    register_rows(con, "proportion_rows", proportion_rows(operation), PROPORTION_SCHEMA)
    register_rows(con, "known_lists", [asdict(references_of(operation))], LISTS_SCHEMA)


def load_partners(
    con: duckdb.DuckDBPyConnection,
    listed: Sequence[Mapping[str, str | None]],
    decisions: Decisions,
) -> None:
    """Register the partner list, rows of ``partners.csv``, with what was decided about other names."""
    partners, aliases = alias_rows(listed, decisions)
    columns = ("partner", "code", "partner_type", "role", "expected_reporting")
    register_rows(con, "partner_rows", partners, text_schema(*columns))
    register_rows(con, "partner_alias_rows", aliases, text_schema("alias", "partner"))


def load_places(con: duckdb.DuckDBPyConnection, operation: Operation) -> bool:
    """Register the known places and their other names and codes; False where they must be learnt from the exports."""
    country = operation.country
    for name, words in (("country_name_rows", country_names(country)), ("no_place_rows", NO_PLACE)):
        register_rows(con, name, [{"name": word} for word in words], text_schema("name"))
    others = [{"country_key": key} for key in other_countries(country)]
    register_rows(con, "other_country_rows", others, text_schema("country_key"))
    known = known_places(operation)
    if known is None:
        return False
    con.register("place_rows", known)
    schema = text_schema("alias", "geo_level", "ubigeo", "without_ubigeo")
    register_rows(con, "place_alias_rows", place_aliases(country), schema)
    register_rows(con, "reniec_rows", reniec_codes(country), text_schema("ubigeo", "reniec"))
    return True


def register_rows(
    con: duckdb.DuckDBPyConnection, name: str, rows: list[dict], schema: pa.Schema
) -> None:
    """Make rows a named table of the connection."""
    con.register(name, pa.Table.from_pylist(rows, schema=schema))


def _empty_rows(kind: str) -> pa.Table:
    names = ["sheet", *(field.name for field in FIELDS[kind])]
    fields = [(name, pa.string()) for name in names]
    fields += [
        ("row_no", pa.int32()),
        ("row_id", pa.int64()),
        ("batch_no", pa.int32()),
        ("table_no", pa.int32()),
        ("has_status", pa.bool_()),
        ("dialect", pa.string()),
        ("persons_from", pa.string()),
    ]
    return pa.schema(fields).empty_table()


def text_schema(*names: str) -> pa.Schema:
    """A schema of text columns."""
    return pa.schema([(name, pa.string()) for name in names])


SETTING_SCHEMA = pa.schema(
    [
        ("today", pa.date32()),
        ("starts_on", pa.date32()),
        ("ends_on", pa.date32()),
        ("day_one", pa.date32()),
        ("country", pa.string()),
        ("demonstration", pa.bool_()),
        ("households_targeted", pa.int64()),
        ("household_size", pa.float64()),
        ("household_size_low", pa.float64()),
        ("household_size_high", pa.float64()),
        ("largest_plausible_row", pa.int64()),
        ("late_after_days", pa.int64()),
        ("approved_is_verified", pa.bool_()),
        ("kcal_person_day", pa.float64()),
        ("water_litres_person_day", pa.float64()),
        ("water_litres_floor", pa.float64()),
    ]
)
