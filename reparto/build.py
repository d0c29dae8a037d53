"""From batches to a database: load the text, stage it, check it, and make the marts that questions ask.

The steps are files of ``queries/staging``, ``queries/checks`` and ``queries/marts``; a file's name is the name of
the table it makes.
"""

import csv
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from reparto.batches import Batch
from reparto.checks import CHECKS
from reparto.exports import FIELDS, canonical_rows
from reparto.language import _
from reparto.operation import REFERENCE, ROOT, Operation
from reparto.operations import settings_rows
from reparto.places import PLACE_SCHEMA, country_names, known_places, place_aliases

QUERIES = ROOT / "queries"
STAGING_KNOWN = ("stg_place_keys_known",)
STAGING_LEARNT = ("stg_place_levels", "stg_places_learnt", "stg_place_keys_learnt")
STAGED = ("stg_deliveries", "stg_targets", "stg_contributions", "stg_stock_movements")
MARTS = (
    "places",
    "deliveries",
    "targets",
    "contributions",
    "stock_movements",
    "delivery_donors",
    "partners",
    "kits",
    "operation",
    "held_back",
    "skipped",
    "findings",
    "batches",
)


@dataclass(frozen=True)
class Finding:
    """What a check found in one column of one file, with up to five examples."""

    batch_no: int
    kind: str
    rule: str
    severity: str
    column: str
    count: int
    examples: list[dict]


@dataclass(frozen=True)
class Checked:
    """The outcome of one batch: its counts, which add up to the rows read, and its findings."""

    rows_read: int
    rows_accepted: int
    rows_held_back: int
    rows_skipped: int
    findings: list[Finding]
    date_orders: dict[str, str]
    notes: list[tuple[str, str]]


class Build:
    """One build over an open DuckDB connection; staging lives in temporary tables of it."""

    def __init__(self, con: duckdb.DuckDBPyConnection, operation: Operation, batches: list[Batch], today: date) -> None:
        self.con = con
        self.operation = operation
        self.batches = batches
        self.today = today
        self.date_orders: list[dict[str, str]] = []
        self.notes: list[list[tuple[str, str]]] = []

    def stage(self) -> None:
        """Load, type, place and check every row; afterwards ``finding_cells`` and ``held_rows`` stand."""
        self._run_script(QUERIES / "staging" / "macros.sql")
        self._load_settings()
        self._load_rows()
        for name in ("raw_places", "raw_names", "raw_items", "raw_units", "stg_names", "stg_items", "stg_units"):
            self._make(name, "staging")
        self._load_places()
        for name in STAGED:
            self._make(name, "staging")
        self._make("raw_index", "staging")
        self.con.execute(
            "create temp table finding_cells (kind varchar, rule varchar, severity varchar, row_id bigint,"
            " column_name varchar, value varchar)"
        )
        for check in CHECKS:
            self.con.execute(
                "insert into finding_cells by name "
                "with found as (" + check.sql + ") "
                "select $kind as kind, $rule as rule, $severity as severity, * from found",
                {"kind": check.kind, "rule": check.rule, "severity": check.severity},
            )
        self._make("held_rows", "staging")
        self._make("finding_summary", "staging")
        self._make("batch_counts", "staging")

    def outcomes(self) -> list[Checked]:
        """What became of each batch, in their order."""
        counts = {
            row["batch_no"]: row for row in self._rows("from batch_counts")  # made by queries/staging/batch_counts.sql
        }
        findings: dict[int, list[Finding]] = {}
        for row in self._rows("from finding_summary order by batch_no, severity_no, count desc, rule, column_name"):
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
                    date_orders=self.date_orders[number - 1],
                    notes=self.notes[number - 1],
                )
            )
        return results

    def publish_marts(self) -> None:
        """Make the tables that questions ask, from what was staged."""
        self._register_rows("batch_list", self._batch_rows(), BATCH_SCHEMA)
        self._register_rows("skipped_list", self._skipped_rows(), SKIPPED_SCHEMA)
        for name in MARTS:
            self._make(name, "marts", temporary=False)

    def _make(self, name: str, layer: str, *, file: str | None = None, temporary: bool = True) -> None:
        text = (QUERIES / layer / f"{file or name}.sql").read_text(encoding="utf-8")
        self.con.execute(f"create {'temp ' if temporary else ''}table {name} as\n" + text)

    def _run_script(self, path: Path) -> None:
        self.con.execute(path.read_text(encoding="utf-8"))

    def _rows(self, text: str) -> list[dict]:
        return self.con.sql(text).to_arrow_table().to_pylist()

    def _register_rows(self, name: str, rows: list[dict], schema: pa.Schema) -> None:
        self.con.register(name, pa.Table.from_pylist(rows, schema=schema))

    def _load_rows(self) -> None:
        tables: dict[str, list[pa.Table]] = {kind: [] for kind in FIELDS}
        self.date_orders, self.notes = [], []
        offsets = dict.fromkeys(FIELDS, 0)
        for number, batch in enumerate(self.batches, start=1):
            orders: dict[str, str] = {}
            notes = list(batch.notes)
            for table_no, part in enumerate(batch.tables):
                canonical = canonical_rows(part.table, part.mapping, date_order=self.operation.date_order)
                rows = _with_stand_in_item(canonical.rows, part.mapping.columns)
                kind, count = part.mapping.kind, rows.num_rows
                start = offsets[kind]
                offsets[kind] += count
                rows = (
                    rows.append_column("row_id", pa.array(range(start + 1, start + count + 1), pa.int64()))
                    .append_column("batch_no", pa.array([number] * count, pa.int32()))
                    .append_column("table_no", pa.array([table_no] * count, pa.int32()))
                    .append_column("has_status", pa.array(["status" in part.mapping.columns] * count, pa.bool_()))
                )
                tables[kind].append(rows)
                orders |= canonical.date_orders
                notes += [(note.rule, note.text) for note in canonical.notes]
            self.date_orders.append(orders)
            self.notes.append(notes)
        for kind, parts in tables.items():
            self.con.register(f"raw_{kind}", pa.concat_tables(parts) if parts else _empty_rows(kind))

    def _load_settings(self) -> None:
        operation = self.operation
        self._register_rows(
            "setting",
            [
                {
                    "today": self.today,
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
                }
            ],
            SETTING_SCHEMA,
        )
        with (REFERENCE / "words.csv").open(encoding="utf-8", newline="") as file:
            words = list(csv.DictReader(file))
        self._register_rows("word_list", words, _text_schema("field", "word", "meaning"))
        partners = settings_rows(operation.folder, "partners.csv")
        listed, aliases = [], []
        for row in partners:
            name = row.get("name") or row.get("code")
            if not name:
                continue
            listed.append(
                {
                    "partner": name,
                    "code": row.get("code") or None,
                    "partner_type": row.get("type") or None,
                    "role": row.get("role") or None,
                    "expected_reporting": row.get("expected_reporting") or None,
                }
            )
            others = [name, row.get("code") or "", *(row.get("aliases") or "").split(";")]
            aliases += [{"alias": other.strip(), "partner": name} for other in others if other.strip()]
        self._register_rows(
            "partner_rows", listed, _text_schema("partner", "code", "partner_type", "role", "expected_reporting")
        )
        self._register_rows("partner_alias_rows", aliases, _text_schema("alias", "partner"))
        kits = settings_rows(operation.folder, "kits.csv")
        columns = ("item", "name_en", "name_es", "sector", "unit", "serves", "kcal", "litres", "kg", "value")
        kits = [{column: row.get(column) or None for column in columns} for row in kits if row.get("item")]
        self._register_rows("kit_rows", kits, _text_schema(*columns))
        for name in ("words", "partner_list", "partner_aliases", "kit_list", "kit_names"):
            self._make(name, "staging")

    def _load_places(self) -> None:
        known = known_places(self.operation)
        self._register_rows(
            "country_name_rows", [{"name": n} for n in country_names(self.operation.country)], _text_schema("name")
        )
        self._make("country_names", "staging")
        if known is None:
            self._make("stg_place_levels", "staging")
            self._make("stg_places", "staging", file="stg_places_learnt")
            self._make("stg_place_keys", "staging", file="stg_place_keys_learnt")
            return
        self.con.register("place_rows", known)
        aliases = [{"alias": alias, "district": name} for alias, name in place_aliases(self.operation.country)]
        self._register_rows("place_alias_rows", aliases, _text_schema("alias", "district"))
        for name in ("stg_places", "place_names", "place_aliases"):
            self._make(name, "staging")
        self._make("stg_place_keys", "staging", file="stg_place_keys_known")

    def _batch_rows(self) -> list[dict]:
        rows = []
        for number, (batch, outcome) in enumerate(zip(self.batches, self.outcomes(), strict=True), start=1):
            rows.append(
                {
                    "batch_no": number,
                    "sha256": batch.sha256,
                    "name": batch.name,
                    "format": batch.format,
                    "imported_at": batch.imported_at,
                    "kind": batch.kinds[0],
                    "dialect": batch.tables[0].mapping.dialect,
                    "rows_read": outcome.rows_read,
                    "rows_accepted": outcome.rows_accepted,
                    "rows_held_back": outcome.rows_held_back,
                    "rows_skipped": outcome.rows_skipped,
                }
            )
        return rows

    def _skipped_rows(self) -> list[dict]:
        return [
            {"batch_no": number, "sheet": part.table.sheet, **asdict(skipped)}
            for number, batch in enumerate(self.batches, start=1)
            for part in batch.tables
            for skipped in part.table.skipped
        ]


def _with_stand_in_item(rows: pa.Table, columns: dict[str, int]) -> pa.Table:
    """Where a delivery export has no item column, its activity, indicator or sector names what was given."""
    if "item" not in rows.column_names or "item" in columns:
        return rows
    for stand_in in ("activity", "indicator", "sector"):
        if stand_in in columns:
            return rows.set_column(rows.schema.get_field_index("item"), "item", rows[stand_in])
    return rows


def _empty_rows(kind: str) -> pa.Table:
    names = ["sheet", *(field.name for field in FIELDS[kind])]
    fields = [(name, pa.string()) for name in names]
    fields += [("row_no", pa.int32()), ("row_id", pa.int64()), ("batch_no", pa.int32()), ("table_no", pa.int32())]
    return pa.schema([*fields, ("has_status", pa.bool_())]).empty_table()


def _text_schema(*names: str) -> pa.Schema:
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
    ]
)
BATCH_SCHEMA = pa.schema(
    [
        ("batch_no", pa.int32()),
        ("sha256", pa.string()),
        ("name", pa.string()),
        ("format", pa.string()),
        ("imported_at", pa.string()),
        ("kind", pa.string()),
        ("dialect", pa.string()),
        ("rows_read", pa.int64()),
        ("rows_accepted", pa.int64()),
        ("rows_held_back", pa.int64()),
        ("rows_skipped", pa.int64()),
    ]
)
SKIPPED_SCHEMA = pa.schema(
    [
        ("batch_no", pa.int32()),
        ("sheet", pa.string()),
        ("row_no", pa.int32()),
        ("reason", pa.string()),
        ("text", pa.string()),
    ]
)
