"""From batches to a database: load the text, stage it, check it, and make the marts that questions ask.

The steps are files of ``queries/staging``, ``queries/checks`` and ``queries/marts``; a file's name is the name of
the table it makes.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import duckdb
from duckdb import ConstantExpression, StarExpression

from reparto.asking import OpenQuestion
from reparto.batch_facts import (
    ANSWER_SCHEMA,
    BATCH_SCHEMA,
    FILLED_IN,
    NAME_SCHEMA,
    SKIPPED_SCHEMA,
    Checked,
    Finding,
    absent_fields,
    any_of_one_size,
    batches_with_ids,
    kind_counts,
    name_rows,
    outcome_rows,
    skipped_rows,
)
from reparto.batches import Batch
from reparto.checks import CHECKS
from reparto.decided import Decided, settle_partners
from reparto.exports import FIELDS
from reparto.loading import (
    Loaded,
    load_partners,
    load_places,
    load_rows,
    load_settings,
    register_rows,
)
from reparto.operation import ROOT, Operation
from reparto.operations import settings_rows
from reparto.place_doctor import coded_table
from reparto.placing import PlaceFindings, stage_places
from reparto.word_lists import STAGED, short_lists, type_of, types_of

QUERIES = ROOT / "queries"
OTHER_KINDS = ("stg_targets", "stg_contributions", "stg_stock_movements")
MARTS = (
    "places",
    "deliveries",
    "targets",
    "contributions",
    "stock_movements",
    "delivery_donors",
    "delivery_sites",
    "partners",
    "kits",
    "indicators",
    "proportions",
    "operation",
    "held_back",
    "replaced",
    "skipped",
    "findings",
    "cells_at_fault",
    "batches",
)

WORTH_NUMBERING = 200_000
"""Rows of deliveries from which on words are stored as numbers: below, making the lists takes longer than it saves."""


class Build:
    """One build over an open DuckDB connection; staging lives in temporary tables of it."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        operation: Operation,
        batches: list[Batch],
        today: date,
        decided: Decided | None = None,
    ) -> None:
        self.con = con
        self.decided = decided or Decided()
        self.decisions = self.decided.partners
        self.partner_questions: list[OpenQuestion] = []
        self.tell: Callable[[str, float], None] = lambda _phase, _share: None
        self.operation = operation
        self.batches = batches
        self.today = today
        self.loaded = Loaded()
        self.placed = PlaceFindings()
        self._absent = absent_fields(batches, self.decided.corrections)
        self._words: dict[str, str] = {}

    def stage(self) -> None:
        """Load, type, place and check every row; afterwards ``finding_cells`` and ``held_rows`` stand."""
        self.tell("check", 0.0)
        self.con.execute(_text("staging", "macros"))
        load_settings(self.con, self.operation, self.today)
        self.loaded = load_rows(self.con, self.batches, self.operation, self.decided.corrections)
        self._make("raw_names", "staging")
        self._settle_partners()
        for name in (
            "words",
            "partner_list",
            "partner_aliases",
            "kit_list",
            "kit_names",
            "raw_items",
            "raw_units",
            "raw_words",
            "stg_words",
            "stg_names",
            "stg_items",
            "stg_units",
        ):
            self._make(name, "staging")
        self._stage_places()
        if sum(batch.rows_of("deliveries") for batch in self.batches) >= WORTH_NUMBERING:
            self._number_words()
        self._stage_deliveries()
        for name in OTHER_KINDS:
            self._make(name, "staging")
        self._make("raw_index", "staging", what="temp view")
        self.con.execute(
            "create temp table finding_cells (kind varchar, rule varchar, severity varchar, row_id bigint,"
            " column_name varchar, value varchar)"
        )
        for name in dict.fromkeys(name for check in CHECKS for name in check.needs):
            self._make(name, "staging")
        self.tell("check", 0.5)
        for done, check in enumerate(CHECKS, start=1):
            self.tell("check", 0.5 + 0.5 * done / len(CHECKS))
            labels = [ConstantExpression(text) for text in (check.kind, check.rule, check.severity)]
            self.con.sql(check.sql).select(*labels, StarExpression()).insert_into("finding_cells")
        self._make("held_rows", "staging")
        self._stage_replacements()
        self._make("finding_summary", "staging")
        self._make("batch_counts", "staging")

    def outcomes(self) -> list[Checked]:
        """What became of each batch, in their order."""
        counts = {
            row["batch_no"]: row
            for row in self._rows("from batch_counts")  # made by queries/staging/batch_counts.sql
        }
        findings: dict[int, list[Finding]] = {}
        for row in self._rows(
            "from finding_summary order by batch_no, severity_no, count desc, rule, column_name"
        ):
            findings.setdefault(row["batch_no"], []).append(
                Finding(
                    row["batch_no"],
                    row["kind"],
                    row["rule"],
                    row["severity"],
                    row["column_name"],
                    row["count"],
                    json.loads(row["examples"]),
                )
            )
        results = []
        for number, batch in enumerate(self.batches, start=1):
            count = counts.get(number, {"rows": 0, "held": 0})
            results.append(
                Checked(
                    rows_read=batch.rows_read,
                    rows_accepted=count["rows"] - count["held"],
                    rows_held_back=count["held"],
                    rows_skipped=batch.rows_skipped,
                    findings=findings.get(number, []),
                    date_orders=self.loaded.date_orders[number - 1],
                    notes=self.loaded.notes[number - 1],
                )
            )
        return results

    def twins(self) -> dict[int, int]:
        """Batches with the very rows of an earlier one, by their places (from 0), and that one's place."""
        return {row["batch_no"] - 1: row["twin_of"] - 1 for row in self._rows("from batch_twins")}

    def replacements(self) -> list[dict[str, Any]]:
        """How many rows of a batch (``batch_no``, from 1) which later one (``by_batch``) replaces, and ``how``."""
        return self._rows("from replaced_counts")

    def cells_at_fault(self) -> list[dict[str, Any]]:
        """The cells that the checks found, as the mart of this name has them."""
        self._make("cells_at_fault", "marts")
        return self._rows("from cells_at_fault")

    def new_zero(self) -> list[dict[str, Any]]:
        """Tables that count people of whom not one is new; see ``new_zero.sql``."""
        return [
            row
            for row in self._rows("from new_zero")
            if row["is_new_zero"] or row["is_new_zero_in_plan"]
        ]

    def links(self) -> list[dict[str, Any]]:
        """Pairs of batches that bring the same report, with the evidence; see ``report_links.sql``."""
        return self._rows("from report_links")

    def publish_marts(self) -> None:
        """Make the tables that questions ask, from what was staged."""
        register_rows(
            self.con, "batch_list", outcome_rows(self.batches, self.outcomes()), BATCH_SCHEMA
        )
        register_rows(self.con, "skipped_list", skipped_rows(self.batches), SKIPPED_SCHEMA)
        self._make("stg_events", "staging")
        for done, name in enumerate(MARTS, start=1):
            self.tell("publish", done / len(MARTS))
            if name == "deliveries":
                self._publish_deliveries()
            else:
                self._make(name, "marts", what="table")
        for name in ("stg_deliveries", *(f"raw_{kind}" for kind in FIELDS)):
            self.con.execute(f"drop view if exists {name}")  # they look at what ends with the build

    def _number_words(self) -> None:
        """Make a type of each short list of words, and let the staged lists hold its numbers."""
        lists = short_lists(self.con)
        for name, words in lists.items():
            self.con.register("words_of_a_list", words)
            self.con.execute(f"create type {type_of(name)} as enum (from words_of_a_list)")
            for table, column in STAGED.get(name, ()):
                self.con.execute(f"alter table {table} alter column {column} type {type_of(name)}")
        self._words = types_of(lists)

    def _stage_deliveries(self) -> None:
        """Stage the deliveries without the columns that no file has; these are null, and take no room."""
        types = self._types("stg_deliveries", "staging")
        lacking = [name for name in types if name.removesuffix("_text") in self._absent]
        self._make("stg_given", "staging", file="stg_deliveries", without=lacking, numbered=True)
        nothing = [ConstantExpression(None).cast(types[name]).alias(name) for name in lacking]
        given = self.con.table("stg_given").select(StarExpression(), *nothing)
        given.create_view("stg_deliveries")

    def _publish_deliveries(self) -> None:
        """The mart of deliveries; a column that no file has is added empty, which costs nothing."""
        types = self._types("deliveries", "marts")
        lacking = [name for name in types if name in self._absent - FILLED_IN]
        self._make("deliveries", "marts", what="table", without=lacking, numbered=True)
        for name in lacking:
            self.con.execute(f"alter table deliveries add column {name} {types[name]}")

    def _types(self, name: str, layer: str) -> dict[str, Any]:
        made = self.con.sql(_text(layer, name))
        return dict(zip(made.columns, made.types, strict=True))

    def _make(
        self,
        name: str,
        layer: str,
        *,
        file: str | None = None,
        what: str = "temp table",
        empty: bool = False,
        without: Sequence[str] = (),
        numbered: bool = False,
    ) -> None:
        """Make the table of a query file.

        ``empty`` makes its columns only, ``without`` leaves columns out, ``numbered`` stores words as their numbers.
        """
        text = _text(layer, file or name)
        if empty:
            text = f"from (\n{text}\n) limit 0"
        if without:
            text = f"select * exclude ({', '.join(without)}) from (\n{text}\n)"
        if numbered:
            casts = [
                f"cast({column} as {self._words[column]}) as {column}"
                for column in self.con.sql(text).columns
                if column in self._words
            ]
            text = f"select * replace ({', '.join(casts)}) from (\n{text}\n)" if casts else text
        self.con.execute(f"create {what} {name} as\n" + text)

    def _rows(self, text: str) -> list[dict]:
        return self.con.sql(text).to_arrow_table().to_pylist()

    def _settle_partners(self) -> None:
        """One name for each partner as far as it was listed or decided; what is alike beyond that is asked."""
        names: dict[str, int] = {}
        for row in self._rows("from raw_names"):
            names[row["name"]] = names.get(row["name"], 0) + row["times"]
        listed = settings_rows(self.operation.folder, "partners.csv", needs=("name", "code"))
        self.decisions, self.partner_questions = settle_partners(names, listed, self.decided)
        load_partners(self.con, listed, self.decisions)

    def _stage_places(self) -> None:
        """Find every row's place; by which system a table's codes are read is judged on the way."""
        tables = [
            coded_table(
                number,
                table_no,
                headers=table.header,
                tags=table.tags,
                columns=table.mapping.columns,
                dialect=table.mapping.dialect,
            )
            for number, batch in enumerate(self.batches, start=1)
            for table_no, table in enumerate(batch.tables)
        ]
        self.placed = stage_places(
            self.con,
            lambda name, file: self._make(name, "staging", file=file),
            tables,
            self.decided.answers,
            known=load_places(self.con, self.operation),
        )
        for number, notes in enumerate(self.loaded.notes, start=1):
            notes += self.placed.notes(number)

    def _stage_replacements(self) -> None:
        """Find the rows that a later batch brings again; with one batch of a kind there is nothing to compare."""
        register_rows(self.con, "batch_names", name_rows(self.batches, self.today), NAME_SCHEMA)
        register_rows(self.con, "replace_answers", list(self.decided.replace), ANSWER_SCHEMA)
        self._make("batch_order", "staging")
        times = kind_counts(self.batches)
        one_of_each = all(times[kind] < 2 for kind in times if kind != "targets")
        self._make("report_rows", "staging", empty=one_of_each)
        self._make("report_links", "staging", empty=one_of_each)
        self._make("replaced_by_id", "staging", empty=batches_with_ids(self.batches) < 2)
        for name in ("corrections", "replaced_rows", "resolved_rows", "replaced_counts"):
            self._make(name, "staging")
        self._make("batch_contents", "staging", empty=not any_of_one_size(self.batches))
        self._make("batch_twins", "staging")


def _text(layer: str, name: str) -> str:
    return (QUERIES / layer / f"{name}.sql").read_text(encoding="utf-8")
