"""Rows that were held back leave as a file that can be corrected and imported again; no cell is run."""

import csv
import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from reparto.importing import import_sources, store_of
from reparto.operations import create_operation
from reparto.outputs.tables import (
    ABOUT,
    correction_tables,
    corrections_to_xlsx,
    reference,
    safe_cell,
    templates_to_xlsx,
    to_csv,
)
from reparto.questions import ask_rows
from reparto.scope import EVERYTHING
from reparto.snapshots import open_current
from tests.outputs.opened import Opened

DELIVERIES = """\
delivery_id,delivered_on,partner,ubigeo,item,households,persons,site
d1,2020-04-10,Cáritas,150101,Food kit,10,35,School
d2,2020-04-11,Cáritas,999999,Food kit,20,,=1+1
d3,31/02/2020,"=HYPERLINK(""http://a.example"")",150101,Food kit,-7,,-
d4,2020-04-12,,150103,Water kit,5,18,@site
"""
CORRECTED = {
    "d2": {"ubigeo": "150101"},
    "d3": {"delivered_on": "2020-04-30", "households": "7"},
    "d4": {"partner": "Cáritas"},
}


@pytest.fixture
def operation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "operations"))
    monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
    return create_operation(
        tmp_path / "operations" / "lima", name="Lima", country="PE", starts_on=date(2020, 4, 9)
    )


def imported(operation, name: str, data: bytes):
    report = import_sources(operation, [(name, lambda: data)])
    return report.files[0]


def held_back(operation) -> list[dict]:
    snapshot = open_current(store_of(operation))
    try:
        return ask_rows(snapshot, "data/held_back", EVERYTHING)
    finally:
        snapshot.close()


def as_dicts(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_held_back_rows_stand_under_our_own_headers_with_their_reason(operation):
    imported(operation, "kits.csv", DELIVERIES.encode())
    (table,) = correction_tables(held_back(operation))

    rows = as_dicts(to_csv(table.columns, table.rows))

    assert table.columns[: len(ABOUT)] == ABOUT
    assert [(row["file"], row["row"], row["delivery_id"]) for row in rows] == [
        ("kits.csv", "3", "d2"),
        ("kits.csv", "4", "d3"),
        ("kits.csv", "5", "d4"),
    ]
    assert rows[0]["reason"] == "The place is not known, or several places share its name."
    assert rows[1]["reason"] == "A count is below zero. A date cannot be read."
    assert rows[2]["what_to_do"] == "Name the organisation that delivered."
    assert "girls" not in table.columns
    assert table.faults[0] == {"ubigeo"}


def test_a_csv_of_held_back_rows_runs_nothing_in_a_spreadsheet(operation):
    imported(operation, "kits.csv", DELIVERIES.encode())
    (table,) = correction_tables(held_back(operation))

    rows = as_dicts(to_csv(table.columns, table.rows))

    assert rows[1]["partner"] == '\'=HYPERLINK("http://a.example")'
    assert rows[0]["site"] == "'=1+1"
    assert rows[2]["site"] == "'@site"
    # What is no formula stays what it was.
    assert rows[1]["households"] == "-7"
    assert rows[1]["site"] == "-"


@pytest.mark.parametrize("value", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "--=1"])
def test_a_cell_that_could_be_a_formula_is_made_text(value):
    assert safe_cell(value) == "'" + value


@pytest.mark.parametrize(
    "value", ["-12", "-0.5", "-", "--", "", "Ate", "1+1", 12, None, date(2020, 4, 9)]
)
def test_a_cell_that_is_no_formula_is_left_alone(value):
    assert safe_cell(value) == value


def test_a_corrected_csv_is_imported_again(operation):
    imported(operation, "kits.csv", DELIVERIES.encode())
    (table,) = correction_tables(held_back(operation))
    rows = as_dicts(to_csv(table.columns, table.rows))
    for row in rows:
        row.update(CORRECTED[row["delivery_id"]])
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns)
    writer.writeheader()
    writer.writerows(rows)

    report = imported(operation, "corrected.csv", text.getvalue().encode())

    assert (report.status, report.dialect) == ("imported", "reparto")
    assert (report.rows_read, report.rows_accepted, report.rows_held_back) == (3, 3, 0)
    assert report.unused == list(ABOUT)


def test_the_workbook_of_held_back_rows_comes_back_as_it_left(operation):
    imported(operation, "kits.csv", DELIVERIES.encode())
    data = corrections_to_xlsx(correction_tables(held_back(operation)))

    report = imported(operation, "held_back.xlsx", data + b"")
    cells = (
        CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_name("deliveries").to_python()
    )
    header = dict(zip(cells[0], range(len(cells[0])), strict=True))

    assert cells[2][header["partner"]] == '=HYPERLINK("http://a.example")'
    assert cells[2][header["households"]] == -7
    assert cells[1][header["delivered_on"]] == date(2020, 4, 11)
    assert cells[2][header["delivered_on"]] == "31/02/2020"
    assert cells[1][header["ubigeo"]] == "999999"
    # Nothing was corrected, so each row is held back once more, for the same reasons.
    assert report.status == "refused"
    assert (report.rows_read, report.rows_held_back) == (3, 3)
    assert {found["rule"] for found in report.findings if found["severity"] == "MUST"} == {
        "place-unknown",
        "date-unreadable",
        "count-negative",
        "partner-missing",
    }


def test_each_kind_of_export_has_its_own_sheet(operation):
    imported(operation, "kits.csv", DELIVERIES.encode())
    imported(operation, "plan.csv", b"place,households_targeted\n150101,50\n150199x,many\n")

    data = corrections_to_xlsx(correction_tables(held_back(operation)))

    assert CalamineWorkbook.from_object(io.BytesIO(data)).sheet_names == ["deliveries", "targets"]


def test_a_missing_column_is_there_to_be_filled(operation):
    record = {"delivered_on": "2020-04-10", "item": "Food kit", "households": "5"}
    row = {
        "kind": "deliveries",
        "name": "a.csv",
        "sheet": None,
        "row_no": 2,
        "rules": "partner-missing",
        "column_name": "partner",
        "record": json.dumps(record),
    }

    (table,) = correction_tables([row])

    assert "partner" in table.columns
    assert "ubigeo" in table.columns


WITHOUT_IDS = """\
delivered_on,partner,ubigeo,item,households
2020-04-10,Cáritas,150101,Food kit,10
2020-04-11,Cáritas,999999,Food kit,20
2020-04-11,Cáritas,888888,Food kit,20
"""


def families(operation) -> int:
    snapshot = open_current(store_of(operation))
    try:
        (row,) = ask_rows(snapshot, "overview/headline", EVERYTHING)
        return row["households_reached"]
    finally:
        snapshot.close()


def corrected_file(operation, changes: dict[str, dict[str, str]]) -> bytes:
    """The correction file of what is held back, with changes by the code that is at fault."""
    (table,) = correction_tables(held_back(operation))
    rows = as_dicts(to_csv(table.columns, table.rows))
    for row in rows:
        row.update(changes.get(row["ubigeo"], {}))
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def test_each_row_to_correct_names_the_row_that_was_held_back(operation):
    data = WITHOUT_IDS.encode()
    imported(operation, "kits.csv", data)

    (table,) = correction_tables(held_back(operation))

    sha256 = hashlib.sha256(data).hexdigest()
    at = table.columns.index("corrects")
    assert [row[at] for row in table.rows] == [f"{sha256[:12]}:0:3", f"{sha256[:12]}:0:4"]
    assert table.rows[0][at] == reference(sha256, 0, 3)


def test_a_corrected_row_without_an_id_comes_in_once(operation):
    imported(operation, "kits.csv", WITHOUT_IDS.encode())
    changes = {"999999": {"ubigeo": "150103"}, "888888": {"ubigeo": "150108", "households": "7"}}

    report = imported(operation, "corrected.csv", corrected_file(operation, changes))

    assert (report.status, report.rows_accepted, report.rows_held_back) == ("imported", 2, 0)
    assert families(operation) == 10 + 20 + 7
    assert held_back(operation) == []


def test_a_correction_that_is_held_back_itself_still_names_the_first_row(operation):
    data = WITHOUT_IDS.encode()
    imported(operation, "kits.csv", data)
    half = {"999999": {"ubigeo": "150103"}, "888888": {"ubigeo": "777777"}}
    imported(operation, "half.csv", corrected_file(operation, half))

    (table,) = correction_tables(held_back(operation))

    at = {name: place for place, name in enumerate(table.columns)}
    rows = [(row[at["file"]], row[at["ubigeo"]], row[at["corrects"]]) for row in table.rows]
    assert rows == [("half.csv", "777777", reference(hashlib.sha256(data).hexdigest(), 0, 4))]


def test_what_a_file_says_in_corrects_is_no_reference_unless_it_is_one():
    record = {"item": "Food kit", "corrects": "see above"}
    row = {
        "kind": "deliveries",
        "name": "a.csv",
        "sha256": "ab" * 32,
        "table_no": 1,
        "sheet": None,
        "row_no": 9,
        "rules": "partner-missing",
        "column_name": "partner",
        "record": json.dumps(record),
    }

    (table,) = correction_tables([row, {**row, "row_no": 10}])

    at = table.columns.index("corrects")
    assert [line[at] for line in table.rows] == ["abababababab:1:9", "abababababab:1:10"]


def test_the_cells_at_fault_are_coloured(operation):
    imported(operation, "kits.csv", DELIVERIES.encode())
    opened = Opened(corrections_to_xlsx(correction_tables(held_back(operation))))
    columns = opened.rows("deliveries")[0]
    ubigeo = chr(ord("A") + columns.index("ubigeo"))

    assert opened.fill("deliveries", f"{ubigeo}2") == "#f8cbb8"
    assert opened.fill("deliveries", f"{ubigeo}3") is None
    assert opened.number_format("deliveries", f"{ubigeo}2") in {None, "@"}


def test_the_empty_workbook_has_every_kind_under_our_own_headers():
    opened = Opened(templates_to_xlsx())

    assert list(opened.sheets) == ["deliveries", "targets", "contributions", "stock_movements"]
    assert opened.rows("targets")[0][0] == "place"
