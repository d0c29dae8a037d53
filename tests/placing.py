"""Place columns put through the staging by themselves: what each row's place became, what was said and asked."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from reparto.asking import Answers
from reparto.loading import load_places
from reparto.operation import REFERENCE, ROOT, Operation
from reparto.place_doctor import CodedTable
from reparto.placing import PlaceFindings, stage_places

STAGING = ROOT / "queries" / "staging"
COLUMNS = (
    "country",
    "department",
    "province",
    "district",
    "department_code",
    "province_code",
    "ubigeo",
)
PERU = Operation(Path("peru"), {"en": "Peru"})


@dataclass
class Placed:
    """The rows as they were placed, in their order, and what was found out about their tables."""

    rows: list[dict]
    findings: PlaceFindings
    codes: list[str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.codes = [row["place_code"] for row in self.rows]

    @property
    def problems(self) -> list[str | None]:
        """What is wrong with each row's place."""
        return [row["problem"] for row in self.rows]

    @property
    def notes(self) -> list[str]:
        """What was done with the codes of the first table."""
        return [text for _rule, text in self.findings.notes(1)]


def place(
    *rows: dict,
    stated: str | None = None,
    firmly: bool = False,
    answers: dict | None = None,
    targets: bool = False,
    operation: Operation = PERU,
) -> Placed:
    """Place rows of one table (or of several, by ``table_no``), whose headers state a system of codes or none."""
    con = duckdb.connect(":memory:")
    con.execute((STAGING / "macros.sql").read_text(encoding="utf-8"))
    con.execute("create table setting as select ? as country", [operation.country])
    _register(con, "raw_deliveries", [] if targets else list(rows), COLUMNS)
    _register(con, "raw_targets", list(rows) if targets else [], (*COLUMNS[1:], "place"))
    make = _maker(con)
    assert load_places(con, operation)
    numbers = {row.get("table_no", 0) for row in rows}
    tables = [CodedTable(1, number, f"layout{number}", stated, firmly) for number in numbers]
    found = stage_places(con, make, tables, Answers(given=answers or {}), known=True)
    text = (
        "select k.* from raw_{kind} as r left join code_systems as s using (batch_no, table_no)"
        " left join stg_place_keys as k on k.place_key = place_key(coalesce(s.code_system, 'inei'), {country},"
        " r.department, r.province, r.district, r.department_code, r.province_code, {code}) order by row_id"
    )
    parts = {"kind": "targets", "country": "null", "code": "coalesce(r.place, r.ubigeo)"}
    if not targets:
        parts = {"kind": "deliveries", "country": "r.country", "code": "r.ubigeo"}
    return Placed(con.sql(text.format(**parts)).to_arrow_table().to_pylist(), found)


def districts() -> list[dict[str, str]]:
    """The rows of ``data/reference/districts.csv``."""
    import csv

    with (REFERENCE / "districts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _register(con: duckdb.DuckDBPyConnection, name: str, rows: list[dict], columns: tuple) -> None:
    schema = pa.schema(
        [
            ("row_id", pa.int64()),
            ("batch_no", pa.int32()),
            ("table_no", pa.int32()),
            *((column, pa.string()) for column in columns),
        ]
    )
    full = [
        {"row_id": at, "batch_no": 1, "table_no": row.get("table_no", 0)} | row
        for at, row in enumerate(rows, start=1)
    ]
    con.register(name, pa.Table.from_pylist(full, schema=schema))


def _maker(con: duckdb.DuckDBPyConnection):
    def make(name: str, file: str) -> None:
        text = (STAGING / f"{file}.sql").read_text(encoding="utf-8")
        con.execute(f"create temp table {name} as\n{text}")

    return make
