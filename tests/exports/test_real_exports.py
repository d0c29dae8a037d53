"""Real exports, counted independently with the csv module; skipped aloud where they are not at hand."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from reparto.exports import canonical_rows, map_table, read_export, without_personal
from tests.exports.builders import values

FOLDER = Path(__file__).resolve().parents[3] / "shared/real-exports"
GUATEMALA = FOLDER / "whowhatwhere_345w_guatemala.csv"
IRAQ = FOLDER / "whowhatwhere_iraq_3w_jan_to_apr_2022_longtable_20220518.xlsx"
FUNDING = FOLDER / "fts_incoming_funding_pse.csv"
QUALITY = FOLDER / "input-quality.xlsx"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real exports at {FOLDER.name}")

EXPECTED = {
    "delivery_id": "ID", "reported_on": "FECHA DE REPORTE", "donor": "ORGANIZACIÓN DONANTE",
    "partner": "ORGANIZACIÓN IMPLEMENTADORA", "department": "ADMIN 1", "department_code": "PCODE1",
    "province": "ADMIN 2", "province_code": "PCODE2", "site": "NOMBRE DEL LUGAR",
    "sector": "SECTOR / CLUSTER", "activity": "ACTIVIDAD", "item": "TIPO DE RECURSO",
    "unit": "TIPO DE UNIDAD DEL RECURSO", "quantity": "CANTIDAD", "persons": "PERSONAS ALCANZADAS",
    "households": "Familias", "girls": "Niñas", "boys": "Niños", "women": "Mujeres",
    "men": "Hombres", "status": "ESTADO", "amount": "COSTO ESTIMADO",
    "modality": "TIPO DE TRANSFERENCIA DE EFECTIVO", "population_group": "VULNERABLE GROUP",
    "period_start": "FECHA DE INICIO", "period_end": "FECHA DE FINALIZACIÓN",
}  # fmt: skip


def read(path):
    return read_export(path.read_bytes(), path.name)


def test_guatemala_maps_with_no_help():
    export = read(GUATEMALA)
    (table,) = export.tables
    mapping = map_table(table)
    assert (export.format, export.encoding, export.delimiter) == ("csv", "utf-8", ",")
    assert export.notes == ()
    assert table.skipped == ()
    assert (mapping.kind, mapping.dialect) == ("deliveries", "345w")
    found = {name: table.header[index] for name, index in mapping.columns.items()}
    assert found.items() >= EXPECTED.items()
    assert "delivered_on" not in found
    assert mapping.dropped == ()


def test_guatemala_cell_for_cell():
    with GUATEMALA.open(encoding="utf-8", newline="") as file:
        header, _tags, *records = csv.reader(file)
    (table,) = read(GUATEMALA).tables
    assert len(records) == table.rows.num_rows == table.rows_read == 1197
    for index, name in enumerate(header):
        assert [cell or "" for cell in table.column(index).to_pylist()] == [
            record[index] if record[index].strip() else "" for record in records
        ], name
    mapping = map_table(table)
    rows = canonical_rows(without_personal(table, mapping), mapping).rows
    for field in ("quantity", "persons", "households", "girls", "boys", "women", "men", "amount"):
        at = header.index(EXPECTED[field])
        by_hand = sum(Decimal(record[at]) for record in records if record[at].strip())
        assert sum(Decimal(cell) for cell in values(rows, field) if cell) == by_hand, field
    starts = [record[header.index("FECHA DE INICIO")] for record in records]
    iso = [
        "-".join(reversed(day.split("/"))) if day and day != "01/01/1970" else None
        for day in starts
    ]
    assert values(rows, "period_start") == iso
    by_hand = Counter(" ".join(record[6].split()) for record in records)
    assert Counter(values(rows, "partner")) == by_hand


def test_guatemala_tells_its_dates_that_stand_for_nothing():
    (table,) = read(GUATEMALA).tables
    result = canonical_rows(table, map_table(table))
    assert set(result.date_orders.values()) == {"dmy"}
    assert [note.rule for note in result.notes] == ["date-unknown"]


def test_iraq_is_a_presence_list():
    export = read(IRAQ)
    (table,) = export.tables
    assert table.sheet == "3W longtable Jan-Apr 2022 "
    assert table.rows_read == table.rows.num_rows == 4839
    assert "Metadata" in export.notes[0].text
    mapping = map_table(table)
    found = {name: table.header[index] for name, index in mapping.columns.items()}
    assert found["partner"] == "Partner Full Name"
    assert found["period_start"] == "Month"
    assert (found["province"], found["district"]) == ("District", "Sub-district")
    assert mapping.stand_ins == {"item": "sector"}
    rows = canonical_rows(table, mapping).rows
    assert set(values(rows, "period_end")) == {
        "2022-01-31",
        "2022-02-28",
        "2022-03-31",
        "2022-04-30",
    }


def test_funding_is_contributions_in_dollars():
    with FUNDING.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    (table,) = read(FUNDING).tables
    assert table.rows_read == len(records) == 338
    mapping = map_table(table)
    assert mapping.kind == "contributions"
    rows = canonical_rows(table, mapping).rows
    assert sum(map(Decimal, values(rows, "value"))) == sum(Decimal(r["amountUSD"]) for r in records)
    assert set(values(rows, "currency")) == {"USD"}


def test_the_small_quality_workbook_is_read():
    export = read(QUALITY)
    (table,) = export.tables
    assert table.sheet == "input-quality-hxl"
    assert "input-quality-no-hxl" in next(n.text for n in export.notes if n.rule == "copied-sheet")
    assert table.header[3] == "¿Quién? / Organización"
    assert table.rows_read == 4
    assert map_table(table).kind == "deliveries"
