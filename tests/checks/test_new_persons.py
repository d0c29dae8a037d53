"""What a file says about new persons, for the question which of its columns counts people; and running totals."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from reparto.asking import about_layout
from reparto.exports import map_table, read_export
from reparto.exports.headers import is_running_total
from reparto.operation import ROOT
from reparto.references import HEADER_SCHEMA
from tests.exports.builders import csv_bytes
from tests.worlds import world

STAGING = ROOT / "queries" / "staging"
PARTS = (
    *("in_destination", "in_transit", "host_community", "pendular", "returnees"),
    *("girls", "boys", "women", "men", "other_under_18", "other_18_plus"),
)
COUNTED = ("persons_new", "persons", *PARTS)


def facts(rows: list[dict], headers: list[tuple[int, int, str]]) -> list[dict]:
    """The rows of new_zero for these staged deliveries."""
    schema = pa.schema(
        [("row_id", pa.int64()), ("batch_no", pa.int32()), ("table_no", pa.int32()), ("in_plan", pa.string())]
        + [(name, pa.float64()) for name in COUNTED]
    )  # fmt: skip
    named = [
        {"batch_no": batch, "table_no": table, "field": field, "header": ""}
        for batch, table, field in headers
    ]
    with duckdb.connect() as con:
        con.execute((STAGING / "macros.sql").read_text(encoding="utf-8"))
        con.register("stg_deliveries", pa.Table.from_pylist(rows, schema=schema))
        con.register("header_rows", pa.Table.from_pylist(named, schema=HEADER_SCHEMA))
        text = (STAGING / "new_zero.sql").read_text(encoding="utf-8")
        return con.sql(text).order("batch_no, table_no").to_arrow_table().to_pylist()


def test_each_table_with_the_column_is_summed_by_itself():
    rows = [
        {"row_id": 1, "batch_no": 1, "table_no": 0, "persons_new": None, "persons": 0.0},
        {"row_id": 2, "batch_no": 1, "table_no": 0, "persons_new": 0.0, "persons": 30.0, "in_transit": 18.0, "men": 5.0},
        {"row_id": 3, "batch_no": 1, "table_no": 0, "persons": 12.0, "in_destination": 12.0, "in_plan": "yes", "girls": 4.0},
        {"row_id": 4, "batch_no": 1, "table_no": 1, "persons": 99.0},
        {"row_id": 5, "batch_no": 2, "table_no": 0, "persons_new": 7.0, "persons": 9.0, "in_plan": "no"},
        {"row_id": 6, "batch_no": 2, "table_no": 0, "persons_new": 0.0, "persons": 4.0, "in_plan": "yes"},
    ]  # fmt: skip

    first, second = facts(
        rows, [(1, 0, "persons_new"), (1, 0, "persons"), (1, 1, "persons"), (2, 0, "persons_new")]
    )

    assert first == {
        "batch_no": 1,
        "table_no": 0,
        "rows": 3,
        "rows_with_new": 0,
        "persons_new": 0.0,
        "persons": 42.0,
        "population": 30.0,
        "sex_age": 9.0,
        "plan_rows": 1,
        "plan_rows_with_new": 0,
        "plan_persons": 12.0,
        "plan_population": 12.0,
        "plan_sex_age": 4.0,
        "first_row_id": 2,
        "is_new_zero": True,
        "is_new_zero_in_plan": False,
    }
    assert (second["batch_no"], second["rows_with_new"], second["plan_rows_with_new"]) == (2, 1, 0)
    assert (second["is_new_zero"], second["is_new_zero_in_plan"]) == (False, True)
    assert second["first_row_id"] == 6


def test_a_file_with_new_persons_in_its_plan_needs_no_question():
    rows = [
        {"row_id": 1, "batch_no": 1, "table_no": 0, "persons_new": 7.0, "persons": 9.0, "in_plan": "yes"},
        {"row_id": 2, "batch_no": 1, "table_no": 0, "persons_new": 0.0, "persons": 4.0, "in_plan": "yes"},
    ]  # fmt: skip

    (table,) = facts(rows, [(1, 0, "persons_new")])

    assert (table["rows"], table["rows_with_new"]) == (2, 1)
    assert (table["is_new_zero"], table["is_new_zero_in_plan"]) == (False, False)


@pytest.mark.parametrize(
    "header",
    [
        "Consolidated Total",
        "consolidated_total",
        "Acumulado",
        "Total acumulado",
        "Running total",
        "Cumulative",
        "Personas acumuladas",
        "Cumulative beneficiaries",
        "Beneficiarios (acumulado)",
        "Familias atendidas a la fecha",
        "Reached (cumulative)",
        "Bénéficiaires cumulés",
        "Beneficiários acumulados",
    ],
)
def test_a_running_total_is_never_read_as_a_count(header):
    data = csv_bytes(
        [
            ["Month", "Partner", "Admin1", "Sector", header, "Beneficiaries"],
            ["2020-04", "Cáritas", "Lima", "WASH", "500", "20"],
        ]
    )

    (table,) = read_export(data, "months.csv").tables
    mapping = map_table(table)

    assert (mapping.kind, mapping.columns["persons"]) == ("deliveries", 5)
    assert 4 not in mapping.columns.values()
    assert header in mapping.unused


@pytest.mark.parametrize("tag", ["", "#reached"])
def test_a_running_total_is_not_added_up_where_no_other_column_counts(tmp_path, tag):
    """Three months of one series that ends at 90: added up it would be 180."""
    rows = [["Mes", "Socio", "Distrito", "Artículo", "Beneficiarios (acumulado)"]]
    rows += [["#date+month", "#org", "#adm3+name", "#item", tag]] if tag else []
    rows += [
        [f"2020-{month:02}", "Cáritas", "Ate", "Kit", count]
        for month, count in ((4, "30"), (5, "60"), (6, "90"))
    ]
    path = tmp_path / "months.csv"
    path.write_bytes(csv_bytes(rows))
    with world(tmp_path, name="Lima", country="PE", starts_on=date(2020, 4, 1)) as made:
        (file,) = made.take(path).files
        assert (file.status, file.rows_accepted) == ("imported", 3)
        assert file.unused == ["Beneficiarios (acumulado)"]
        told = [note for note in file.notes if note.startswith("Running totals must not be added")]
        assert told == [
            "Running totals must not be added up, so they were not read: “Beneficiarios (acumulado)”. "
            "Send the figure of each period."
        ]
        (headline,) = made.ask("overview/headline")
        assert not headline["persons_reached"]


def test_a_running_total_that_a_person_chose_is_warned_about(tmp_path):
    header = ["Mes", "Socio", "Distrito", "Artículo", "Beneficiarios (acumulado)"]
    rows = [
        ["2020-04", "Cáritas", "Ate", "Kit", "30"],
        ["2020-05", "Beta", "Lince", "Kit", "6"],
    ]
    path = tmp_path / "months.csv"
    path.write_bytes(csv_bytes([header, *rows]))
    with world(tmp_path, name="Lima", country="PE", starts_on=date(2020, 4, 1)) as made:
        answers = {f"column:{about_layout(header)}:persons": "4"}
        (file,) = made.take(path, answers=answers).files
    assert file.mapping["persons"] == "Beneficiarios (acumulado)"
    (found,) = [found for found in file.findings if found["rule"] == "running-total"]
    (example,) = found["examples"]
    assert (example["row"], example["value"]) == (2, "Beneficiarios (acumulado)")


def test_an_end_date_and_a_plan_are_no_running_totals():
    header = ["From date", "To date", "Socio", "Ubigeo", "Artículo", "Familias"]
    data = csv_bytes([header, ["2020-04-01", "2020-04-30", "Cáritas", "150101", "Kit", "5"]])
    (table,) = read_export(data, "a.csv").tables
    assert map_table(table).columns["period_end"] == 1
    assert not any(map(is_running_total, [*header, "Up to date", "Fecha de corte", "Updated"]))
