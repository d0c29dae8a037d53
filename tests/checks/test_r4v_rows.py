"""The rows that each of R4V's checks flags, against a second working out of the same conditions."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reparto.checks import CHECKS, silent_checks
from reparto.checks.r4v import R4V, R4V_NEEDS
from reparto.exports import FIELDS
from reparto.loading import load_partners, load_places, load_settings
from reparto.operation import ROOT, Operation
from reparto.operations import create_operation, settings_rows
from reparto.partner_names import Decisions
from tests.checks.r4v_by_hand import POPULATION, SEX_AGE, Row, flags

STAGING = ROOT / "queries" / "staging"
NAMES = [field.name for field in FIELDS["deliveries"]]
COUNTS = [None, "0", "1", "5", "10", "12", "many"]
VALUES = {
    "country": ["Peru", "Perú", "Chile", None],
    "department": ["Lima", "LIMA", "Junín", "Junin", "Peru", None],
    "province": ["Lima", "Canta", "Huancayo", None],
    "lead_partner": ["UNHCR", "ACNUR", "Nobody", None],
    "partner": ["Cáritas", "CARITAS", "Cruz Roja", "Nobody", None],
    "setup": ["Yes", "No", "yes", "No idea", None],
    "period_start": ["2025-03-01", None],
    "sector": ["Food Security", "Multipurpose Cash Assistance (MPC)", "WASH", None],
    "indicator": ["Individuals fed", "# Individuals trained", "Kitchens", "Individuals paid", "Untyped", None],
    "activity": ["Comida caliente", None],
    "in_plan": ["Yes", "No", None],
    "cash": ["Yes", "No", "Maybe", None],
    "amount": [None, "0", "120.5"],
    "modality": ["Prepaid Card", None],
    "quantity": [None, "0", "3"],
    "persons": COUNTS,
    "persons_new": COUNTS,
} | dict.fromkeys((*POPULATION, *SEX_AGE), COUNTS)  # fmt: skip
GOOD: Row = dict.fromkeys(NAMES) | {
    "country": "Peru",
    "department": "Lima",
    "province": "Canta",
    "lead_partner": "UNHCR",
    "partner": "Cáritas",
    "setup": "Yes",
    "period_start": "2025-03-01",
    "sector": "Food Security",
    "indicator": "Individuals fed",
    "activity": "Comida caliente",
    "in_plan": "Yes",
    "cash": "No",
    "persons": "12",
    "persons_new": "10",
    "in_destination": "10",
    "women": "5",
    "men": "5",
}
PAID: Row = {"cash": "Yes", "amount": "120.5", "modality": "Prepaid Card"}
KINDS: list[Row] = [
    {},
    {},
    PAID,
    PAID | {"sector": "Multipurpose Cash Assistance (MPC)", "indicator": "Individuals paid"},
    {"indicator": "# Individuals trained"},
    {"indicator": "Kitchens", "quantity": "3"},
]
PLACES_CSV = """ubigeo,district,province,department,department_code,province_code
150101,Lima,Lima,Lima,15,1501
150401,Canta,Canta,Lima,15,1504
120101,Huancayo,Huancayo,Junín,12,1201
"""
PARTNERS_CSV = """code,name,aliases
UNHCR,ACNUR,
CAR,Cáritas,Caritas del Perú
CR,Cruz Roja,
"""
INDICATORS_CSV = """sector,indicator,type
Food Security,Individuals fed,Direct Assistance
Food Security,Individuals trained,Capacity Building
Food Security,Kitchens,Output
Multipurpose Cash Assistance (MPC),Individuals paid,Direct Assistance
WASH,Untyped,
"""


@st.composite
def rows(draw) -> list[Row]:
    """Rows that are good but for some cells, so that each condition is met and missed."""
    made = []
    for _ in range(draw(st.integers(20, 40))):
        row = GOOD | draw(st.sampled_from(KINDS))
        for field in draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=5)):
            row[field] = draw(st.sampled_from(VALUES[field]))
        made.append(row)
    return made


def operation_in(folder, *, lists: bool, country: str = "PE") -> Operation:
    """An operation with its three lists, or with none of them."""
    made = create_operation(folder, name="Test", country=country, starts_on=date(2025, 1, 1))
    if lists:
        (folder / "places.csv").write_text(PLACES_CSV, encoding="utf-8")
        (folder / "partners.csv").write_text(PARTNERS_CSV, encoding="utf-8")
        (folder / "indicators.csv").write_text(INDICATORS_CSV, encoding="utf-8")
    return made


def prepared(operation: Operation) -> duckdb.DuckDBPyConnection:
    """A connection with the operation's lists staged."""
    con = duckdb.connect()
    con.execute((STAGING / "macros.sql").read_text(encoding="utf-8"))
    load_settings(con, operation, date(2025, 12, 1))
    load_partners(con, settings_rows(operation.folder, "partners.csv"), Decisions())
    known = load_places(con, operation)
    made = ["partner_list", "partner_aliases", "country_names", *(["stg_places"] if known else [])]
    for name in made:
        con.execute(
            f"create temp table {name} as\n" + (STAGING / f"{name}.sql").read_text(encoding="utf-8")
        )
    if not known:
        # What a file teaches is never held against itself.
        con.execute("create temp table stg_places as select 'Lima' as department, 'Lima' as province,"
                    " 'Lima' as district, 'department' as geo_level")  # fmt: skip
    return con


def flagged(con: duckdb.DuckDBPyConnection, made: list[Row], dialect: str) -> list[set[str]]:
    """Which checks the queries flag each row with."""
    table = pa.Table.from_pylist(
        [row | {"row_id": n, "batch_no": 1, "table_no": 0, "dialect": dialect} for n, row in enumerate(made)],
        schema=pa.schema(
            [*((name, pa.string()) for name in (*NAMES, "dialect")), ("row_id", pa.int64()), ("batch_no", pa.int32()), ("table_no", pa.int32())]
        ),
    )  # fmt: skip
    con.register("raw_deliveries", table)
    found: list[set[str]] = [set() for _ in made]
    for name in R4V_NEEDS:
        con.execute(
            f"create temp table {name} as\n" + (STAGING / f"{name}.sql").read_text(encoding="utf-8")
        )
    for check in R4V:
        for row_id, _column, _value in con.sql(check.sql).fetchall():
            found[row_id].add(check.rule)
    for name in R4V_NEEDS:
        con.execute(f"drop table {name}")
    con.unregister("raw_deliveries")
    return found


@pytest.fixture(scope="module")
def with_lists(tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the lists that the second working out knows."""
    with prepared(operation_in(tmp_path_factory.mktemp("r4v") / "lists", lists=True)) as con:
        yield con


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(made=rows())
def test_the_queries_flag_the_rows_that_the_conditions_say(with_lists, made):
    assert flagged(with_lists, made, "r4v-2025") == [flags(row) for row in made]


CASES = {
    "all is well": ({}, set()),
    "new is empty: nothing is compared with it": (
        {"persons_new": None, "persons": "3", "in_destination": "7", "women": "9"},
        set(),
    ),
    "new is 0 and parts are not": (
        {"persons_new": "0"},
        {"PopTypeBreakdown", "AGDBreakdown"},
    ),
    "total is empty: new is not compared with it": ({"persons": None}, set()),
    "a part that is empty adds nothing": ({"women": None, "men": "10"}, set()),
    "new and total 0": (
        {"persons_new": "0", "persons": "0", "in_destination": None, "women": None, "men": None},
        {"DirectAssistanceNoBenef"},
    ),
    "a country without its area": ({"department": None, "province": None}, {"missingcountry", "countryadmincheck"}),
    "an area of no country": ({"country": None}, {"missingcountry", "countryadmincheck"}),
    "the country as its own area": ({"department": "Peru", "province": None}, {"countryadmincheck"}),
    "a province of another department": ({"department": "Junín"}, {"admin1and2check"}),
    "no partner said and one named": ({"setup": "No"}, {"miss_implementing_org"}),
    "no partner said and none named": ({"setup": "No", "partner": None}, set()),
    "set-up empty": ({"setup": None, "partner": "Nobody"}, {"miss_setup"}),
    "an indicator that is not listed has no type": (
        {"indicator": "Individuals dancing", "persons_new": "0", "persons": "0"},
        {"wrongsectindicator"},
    ),
    "an indicator that is listed without a type": (
        {"sector": "WASH", "indicator": "Untyped", "persons_new": "99"},
        set(),
    ),
    "cash without value and mechanism": ({"cash": "Yes"}, {"zeroCVA", "missingmechanism"}),
    "no cash with a value": ({"cash": "No", "amount": "5"}, {"CVANotoYes"}),
    "no cash with a value of 0": ({"cash": "No", "amount": "0"}, set()),
    "multipurpose cash that is no cash": (
        {"sector": "Multipurpose Cash Assistance (MPC)", "indicator": "Individuals paid"},
        {"MultipurposeSector"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_empty_and_what_is_0_are_told_apart(with_lists, case):
    changes, expected = CASES[case]
    row = GOOD | changes

    assert flagged(with_lists, [GOOD, row], "r4v-2025") == [set(), expected]
    assert flags(row) == expected


def test_rows_of_other_layouts_are_not_held_against_r4v_s_rules(with_lists):
    bad = GOOD | {"country": None, "setup": None, "persons_new": "99", "activity": None}

    assert flagged(with_lists, [bad], "reparto") == [set()]
    assert flagged(with_lists, [bad], "r4v-2021") == [flags(bad)] != [set()]


ALWAYS = {
    "missingcountry",
    "miss_setup",
    "miss_month",
    "missing_what",
    "zeroCVA",
    "missingmechanism",
}


def test_without_its_list_a_check_says_so_and_finds_nothing(tmp_path):
    operation = operation_in(tmp_path / "bare", lists=False, country="CO")
    bad = dict.fromkeys(NAMES) | {"cash": "Yes", "persons_new": "9", "persons": "5"}

    with prepared(operation) as con:
        assert flagged(con, [bad], "r4v-2025") == [ALWAYS]
    places, partners, indicators = silent_checks(operation, ["r4v-2025"])
    assert places.startswith("R4V's checks countryadmincheck and admin1and2check were not run: ")
    assert partners.startswith("R4V's checks miss_appeal_org and miss_implementing_org were not")
    assert "indicators.csv" in indicators
    told = " ".join((places, partners, indicators))
    assert {check.rule for check in CHECKS if check.rule in told} == {
        *("countryadmincheck", "admin1and2check", "miss_appeal_org", "miss_implementing_org"),
        *("wrongsectindicator", "DirectAssistanceNoBenef", "NewBenefvstotal", "PopTypeBreakdown"),
        *("AGDBreakdown", "CBuildingNoBenef", "NoOutput"),
    }


def test_a_list_of_indicators_without_types_leaves_six_checks_out(tmp_path):
    operation = operation_in(tmp_path / "untyped", lists=True)
    (operation.folder / "indicators.csv").write_text(
        "sector,indicator\nWASH,Water\n", encoding="utf-8"
    )

    (told,) = silent_checks(operation, ["reparto", "r4v-2022"])

    assert told.endswith("were not run: indicators.csv gives no types.")
    assert "wrongsectindicator" not in told and "NoOutput" in told


def test_with_every_list_and_for_other_layouts_nothing_is_said(tmp_path):
    assert silent_checks(operation_in(tmp_path / "all", lists=True), ["r4v-2025"]) == []
    assert silent_checks(operation_in(tmp_path / "none", lists=False), ["reparto", "hxl"]) == []
