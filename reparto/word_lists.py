"""Words instead of text: a column that holds few different words is stored as their numbers, and read as text.

Deliveries name the same partners, places and items again and again. As numbered words (DuckDB's enums) they are written
in half the time, and take a tenth of the room while a build is under way. Questions see text (:mod:`reparto.snapshots`).
"""

from collections.abc import Iterable
from functools import reduce

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression
from duckdb import FunctionExpression as Call

MOST_WORDS = 20_000
"""A column with more different words stays text."""

STAGED: dict[str, tuple[tuple[str, str], ...]] = {
    "organisation": (("stg_names", "name"),),
    "item": (("stg_items", "item"),),
    "unit": (("stg_units", "unit"), ("stg_items", "kit_unit")),
    "place_code": (
        ("stg_place_keys", "place_code"),
        ("stg_places", "place_code"),
        ("stg_places", "department_code"),
        ("stg_places", "province_code"),
        ("stg_places", "district_code"),
    ),
    "place_name": (
        ("stg_places", "department"),
        ("stg_places", "province"),
        ("stg_places", "district"),
    ),
    "place_problem": (("stg_place_keys", "problem"),),
    "place_column": (("stg_place_keys", "column_name"),),
}
"""Where the words of each list stand; the tables are small, and hold the numbers themselves from then on."""

_AS_EXPORTED = ("site", "lot", "sector", "activity", "modality", "currency", "status")
"""Columns of the exports that are taken as they stand."""

_LIST_OF = {
    "donor_named": "organisation",
    "donor": "organisation",
    "lead_partner": "organisation",
    "partner": "organisation",
    "item": "item",
    "unit": "unit",
    "place_code": "place_code",
    "department_code": "place_code",
    "province_code": "place_code",
    "district_code": "place_code",
    "department": "place_name",
    "province": "place_name",
    "district": "place_name",
    "source_status": "status",
} | {name: name for name in _AS_EXPORTED if name != "status"}
"""Which list each column of the deliveries takes its words from."""


def short_lists(con: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The words of every list that is short enough, sorted, one column; empty lists are left out.

    The staged lists must stand, and ``raw_deliveries``.
    """
    found = {
        name: _words([con.table(table).select(column) for table, column in places])
        for name, places in STAGED.items()
    }
    raw = con.table("raw_deliveries")
    counts = raw.aggregate(
        [Call("approx_count_distinct", ColumnExpression(name)) for name in _AS_EXPORTED]
    ).fetchall()[0]
    for name, count in zip(_AS_EXPORTED, counts, strict=True):
        if count <= MOST_WORDS:
            found[name] = _words([raw.select(name)])
    return {name: words for name, words in found.items() if 0 < words.num_rows <= MOST_WORDS}


def type_of(name: str) -> str:
    """The name of a list's type."""
    return f"{name}_word"


def types_of(lists: Iterable[str]) -> dict[str, str]:
    """The type of each column of the deliveries that takes its words from one of these lists."""
    known = set(lists)
    return {column: type_of(name) for column, name in _LIST_OF.items() if name in known}


def as_text(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The relation with every numbered word as the text that it stands for."""
    return relation.select(
        *(
            ColumnExpression(name).cast("varchar").alias(name)
            if kind.id == "enum"
            else ColumnExpression(name)
            for name, kind in zip(relation.columns, relation.types, strict=True)
        )
    )


def _words(columns: Iterable[duckdb.DuckDBPyRelation]) -> pa.Table:
    """The different words of these columns, sorted; one more than are allowed at most."""
    words = reduce(
        lambda one, other: one.union(other),
        (column.select(ColumnExpression(column.columns[0]).alias("word")) for column in columns),
    )
    listed = words.filter(ColumnExpression("word").isnotnull()).distinct().order("word")
    return listed.limit(MOST_WORDS + 1).to_arrow_table()
