"""A real export that nobody here wrote, read with no help and counted again with the csv module alone."""

import csv
import datetime
from collections import defaultdict

import pytest

from tests.worlds import SHARED, world

EXPORT = SHARED / "real-exports" / "whowhatwhere_345w_guatemala.csv"
pytestmark = pytest.mark.skipif(
    not EXPORT.exists(),
    reason=f"{EXPORT.name} is not beside the checkout: the real export is not tested",
)
COUNTED = {"Finalizada", "En ejecución"}


@pytest.fixture(scope="module")
def guatemala(tmp_path_factory):
    with world(
        tmp_path_factory.mktemp("guatemala"),
        name="Guatemala",
        country="GT",
        starts_on=datetime.date(2020, 3, 1),
        date_order="dmy",
        largest_plausible_row=2_000_000,
    ) as made:
        made.report = made.take(EXPORT)
        yield made


@pytest.fixture(scope="module")
def rows():
    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    found = [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]
    return [row for row in found if int(row["CANTIDAD"] or 0) >= 0]


def number(text):
    return int(text) if text else None


def is_counted(row):
    reached = (number(row["Familias"]) or 0) > 0 or (number(row["PERSONAS ALCANZADAS"]) or 0) > 0
    return row["ESTADO"] == "Finalizada" or (row["ESTADO"] == "En ejecución" and reached)


def place(row):
    """The municipality's code where it belongs to the department, else the department's."""
    code = row["PCODE2"]
    return code if code.startswith(row["PCODE1"]) else row["PCODE1"]


def recount(rows, column, by):
    """Rows of one item added up in a delivery event, the largest item of each event, added up by a group."""
    items = defaultdict(int)
    for row in rows:
        if is_counted(row):
            event = (
                row["ORGANIZACIÓN IMPLEMENTADORA"],
                place(row),
                row["NOMBRE DEL LUGAR"].strip(),
                row["FECHA DE INICIO"],
                row["FECHA DE FINALIZACIÓN"].replace("01/01/1970", ""),
            )
            items[event, row["TIPO DE RECURSO"], by(row)] += number(row[column]) or 0
    events = defaultdict(int)
    for (event, _item, group), value in items.items():
        events[event, group] = max(events[event, group], value)
    groups = defaultdict(int)
    for (_event, group), value in events.items():
        groups[group] += value
    return dict(groups)


def count_rows(rows, by):
    groups = defaultdict(int)
    for row in rows:
        if is_counted(row):
            groups[by(row)] += 1
    return dict(groups)


def test_the_file_is_read_with_no_help_and_no_row_is_lost(guatemala):
    (file,) = guatemala.report.files
    assert file.status == "imported"
    assert file.dialect == "345w"
    assert (file.rows_read, file.rows_accepted, file.rows_held_back, file.rows_skipped) == (
        1197,
        1196,
        1,
        0,
    )
    assert file.mapping["partner"] == "ORGANIZACIÓN IMPLEMENTADORA"
    assert file.mapping["households"] == "Familias"
    assert file.mapping["persons"] == "PERSONAS ALCANZADAS"
    assert file.mapping["item"] == "TIPO DE RECURSO"
    assert file.date_orders["period_start"] == "dmy"


def test_the_negative_quantity_is_held_back_and_named(guatemala):
    (row,) = guatemala.ask("data/held_back")
    assert (row["rule"], row["column_name"], row["value"]) == ("count-negative", "quantity", "-1")
    assert '"delivery_id":"116733"' in row["record"]


def test_families_persons_and_rows_by_department_equal_an_independent_count(guatemala, rows):
    def code(row):
        return row["PCODE1"]

    families, persons = recount(rows, "Familias", code), recount(rows, "PERSONAS ALCANZADAS", code)
    found = {row["department_code"]: row for row in guatemala.ask("coverage/by_department")}
    assert {key: row["households_reached"] for key, row in found.items()} == families
    assert {key: row["persons_reached"] for key, row in found.items()} == persons
    for key, count in count_rows(rows, code).items():
        assert guatemala.ask("overview/headline", f"department={key}")[0]["deliveries"] == count


def test_families_persons_and_rows_by_partner_equal_an_independent_count(guatemala, rows):
    def partner(row):
        return row["ORGANIZACIÓN IMPLEMENTADORA"]

    families, persons = (
        recount(rows, "Familias", partner),
        recount(rows, "PERSONAS ALCANZADAS", partner),
    )
    counts = count_rows(rows, partner)
    found = {row["partner"]: row for row in guatemala.ask("partners/progress")}
    assert {key: found[key]["households_reached"] for key in families} == families
    assert {key: row["deliveries"] for key, row in found.items() if row["deliveries"]} == counts
    for key in families:
        (headline,) = guatemala.ask("overview/headline", f"partner={key}")
        assert headline["persons_reached"] == persons[key]
        assert headline["deliveries"] == counts[key]


def test_the_headline_equals_the_independent_count(guatemala, rows):
    (headline,) = guatemala.ask("overview/headline")
    assert headline["households_reached"] == sum(recount(rows, "Familias", place).values())
    assert headline["persons_reached"] == sum(recount(rows, "PERSONAS ALCANZADAS", place).values())
    assert headline["households_targeted"] is None
    assert headline["coverage_rate"] is None


def test_planned_rows_do_not_count_and_ongoing_rows_stand_apart(guatemala, rows):
    found = {
        (row["status"], row["is_counted"]): row["rows"]
        for row in guatemala.ask("overview/by_status")
    }
    ongoing = [row for row in rows if row["ESTADO"] == "En ejecución"]
    assert found == {
        ("delivered", True): sum(row["ESTADO"] == "Finalizada" for row in rows),
        ("ongoing", True): sum(is_counted(row) for row in ongoing),
        ("ongoing", False): sum(not is_counted(row) for row in ongoing),
        ("planned", False): sum(row["ESTADO"] == "Planeada" for row in rows),
        ("unknown", False): 1,
    }
    (apart,) = guatemala.ask("overview/apart")
    assert apart["households_ongoing"] == sum(number(row["Familias"]) or 0 for row in ongoing)
    assert guatemala.ask("overview/headline", "status=planned")[0]["households_reached"] == 0


def test_the_row_without_a_status_is_shown_and_not_counted(guatemala):
    (headline,) = guatemala.ask("overview/headline", "partner=CECI", "status=unknown")
    assert (headline["deliveries"], headline["persons_reached"]) == (0, 0)
    assert any(
        f["rule"] == "status-blank" and f["count"] == 1 for f in guatemala.report.files[0].findings
    )


def test_the_first_of_1970_is_an_unknown_date(guatemala, rows):
    assert sum("01/01/1970" in row["FECHA DE FINALIZACIÓN"] for row in rows) == 2
    (apart,) = guatemala.ask("overview/apart")
    assert apart["rows_without_day"] == 3  # these two, and the row without any date
    days = [row["day"] for row in guatemala.ask("coverage/by_day")]
    assert min(day for day in days if day) > datetime.date(2000, 1, 1)


def test_a_row_without_a_municipality_stays_with_its_department(guatemala, rows):
    expected = recount(rows, "PERSONAS ALCANZADAS", place)
    found = {row["ubigeo"]: row for row in guatemala.ask("coverage/by_district")}
    assert {key: row["persons_reached"] for key, row in found.items()} == expected
    assert found["GT16"]["geo_level"] == "department"
    assert found["GT1413"]["district"] == "Nebaj"
    assert "31" not in found  # a code that belongs to no department of the file
