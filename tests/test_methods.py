"""Every counting method on the ten rows that docs/counting-methods.md works out by hand."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from reparto.errors import QuestionProblem
from reparto.methods import METHODS, unfit
from tests.worlds import world

ROOT = Path(__file__).resolve().parents[1]
TEN_ROWS = ROOT / "tests" / "golden" / "methods" / "ten_rows.csv"
OF_UNITS = [name for name, method in METHODS.items() if not method.family]
OF_R4V = [name for name, method in METHODS.items() if method.family]
BY_HAND = {
    "event": 216,
    "every_row": 331,
    "item_month": 206,
    "sector_month": 236,
    "item_place": 151,
    "sector_place": 186,
    "item_country": 151,
    "sector_country": 181,
}
IN_ATE = {
    "event": 141,
    "every_row": 256,
    "item_month": 131,
    "sector_month": 161,
    "item_place": 111,
    "sector_place": 146,
    "item_country": 111,
    "sector_country": 146,
}
BY_BETA = {
    "event": 65,
    "every_row": 85,
    "item_month": 65,
    "sector_month": 85,
    "item_place": 65,
    "sector_place": 85,
    "item_country": 55,
    "sector_country": 85,
}


@pytest.fixture(scope="module")
def ten_rows(tmp_path_factory):
    home = tmp_path_factory.mktemp("ten-rows")
    with world(home, name="Ten rows", country="PE", starts_on=date(2020, 4, 1)) as made:
        shutil.copy(ROOT / "data" / "sample" / "kits.csv", made.operation.folder)
        (file,) = made.take(TEN_ROWS).files
        assert (file.status, file.rows_accepted) == ("imported", 10)
        yield made


def test_every_method_has_a_figure_by_hand():
    assert list(BY_HAND) == list(IN_ATE) == list(BY_BETA) == OF_UNITS


@pytest.mark.parametrize("method", OF_UNITS)
def test_the_headline_is_as_worked_out_by_hand(ten_rows, method):
    (row,) = ten_rows.ask("overview/headline", f"method={method}")
    assert row["households_reached"] == BY_HAND[method]
    assert row["households_reached_keyed"] == 1
    # Nobody counted people: each family is three and a half, rounded once at the end.
    assert row["persons_measured"] == 0
    assert row["persons_assumed"] == int(BY_HAND[method] * 3.5 + 0.5)


@pytest.mark.parametrize("method", OF_UNITS)
def test_groups_and_filters_count_within_themselves(ten_rows, method):
    districts = {
        r["ubigeo"]: r["households_reached"]
        for r in ten_rows.ask("coverage/by_district", f"method={method}")
    }
    assert districts["150103"] == IN_ATE[method]
    (row,) = ten_rows.ask("overview/headline", f"method={method}", "district=150103")
    assert row["households_reached"] == IN_ATE[method]
    partners = {
        r["partner"]: r["households_reached"]
        for r in ten_rows.ask("partners/progress", f"method={method}")
    }
    assert partners["Beta"] == BY_BETA[method]


@pytest.mark.parametrize("method", OF_UNITS)
def test_days_end_at_the_headline(ten_rows, method):
    days = ten_rows.ask("coverage/by_day", f"method={method}")
    assert days[-1]["households_reached_cumulative"] == BY_HAND[method]


def test_the_document_tells_the_same_figures():
    text = (ROOT / "docs" / "counting-methods.md").read_text(encoding="utf-8")
    for name in OF_UNITS:
        method = METHODS[name]
        lines = [line for line in text.splitlines() if line.startswith(f"| {method.label} |")]
        assert lines, name
        assert lines[-1].endswith(f"| {BY_HAND[name]} |")
        assert f"`{name}`" in text


def test_what_a_method_lacks_is_told(ten_rows):
    (fit,) = ten_rows.ask("methods/fit")
    assert fit == {
        "rows_without_key": 8,
        "rows_with_item": 8,
        "rows_with_sector": 8,
        "rows_with_day": 8,
        "rows_with_place": 8,
        "rows_with_new_people": 0,
        "rows_with_shares": 0,
    }
    assert [name for name in METHODS if unfit(name, fit)] == OF_R4V
    lacking = fit | {"rows_with_sector": 0}
    assert [name for name in OF_UNITS if unfit(name, lacking)] == [
        "sector_month",
        "sector_place",
        "sector_country",
    ]
    why, advice = unfit("sector_place", lacking)
    assert "8" in why
    assert "kits.csv" in advice
    assert unfit("item_month", fit | {"rows_with_day": 0})[0].startswith("None of the 8 rows")
    assert unfit("sector_month", dict.fromkeys(fit, 0)) is None


@pytest.mark.parametrize("method", OF_R4V)
def test_rows_that_count_no_new_people_stay_delivery_events(ten_rows, method):
    for question in ("overview/headline", "coverage/by_district", "partners/progress"):
        assert ten_rows.ask(question, f"method={method}") == ten_rows.ask(question)


def test_a_method_that_is_none_is_told(ten_rows):
    with pytest.raises(QuestionProblem, match="There is no counting method “magic”"):
        ten_rows.ask("overview/headline", "method=magic")
