"""One small bad file for each check: it finds the cell, and every row is accounted for."""

from datetime import date
from pathlib import Path

import pytest

from reparto.checks import CHECKS, check_named
from reparto.reports import FileReport
from tests.checks.bad_files import DELIVERIES, OTHERS, BadFile, as_csv
from tests.checks.bad_r4v_files import INDICATORS, PARTNERS, R4V
from tests.checks.good_files import CLEAN_FILES, MORE_BAD_FILES, NEAR_MISSES
from tests.worlds import world

# The files are checked together: one group, so that they are checked once.
pytestmark = pytest.mark.xdist_group("bad_files")
BAD_FILES = (*DELIVERIES, *R4V, *OTHERS, *MORE_BAD_FILES)
COUNTRIES = {"peru": "PE", "learnt": "GT", "plans": "PE"}


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> dict[str, FileReport]:
    """What became of every bad file, and of the clean ones, by name."""
    found: dict[str, FileReport] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_TODAY", "2025-12-01")
        for name, country in COUNTRIES.items():
            found |= _checked(tmp_path_factory.mktemp(name), name, country)
    return found


def _checked(home: Path, name: str, country: str) -> dict[str, FileReport]:
    started = date(2020, 4, 9)
    with world(
        home, name=name, country=country, starts_on=started, largest_plausible_row=2000
    ) as made:
        (made.operation.folder / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
        (made.operation.folder / "partners.csv").write_text(PARTNERS, encoding="utf-8")
        if name == "plans":
            plan = home / "plan.csv"
            plan.write_text(
                "place,households_targeted\n15,500\n080101,20\nPE,900\n", encoding="utf-8"
            )
            assert made.take(plan).succeeded
        files = {bad.name: bad.text for bad in BAD_FILES if bad.world == name}
        if name == "peru":
            files |= CLEAN_FILES
            files |= {f"{miss}.csv": as_csv(rows) for miss, (_rule, rows) in NEAR_MISSES.items()}
        for file, text in files.items():
            (home / file).write_text(text, encoding="utf-8")
        report = made.check(*(home / file for file in files))
    return {Path(file.path).name: file for file in report.files}


def found_by(report: FileReport, rule: str) -> dict:
    """The one finding of this check."""
    (found,) = [found for found in report.findings if found["rule"] == rule]
    return found


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_the_check_finds_the_cell_and_nothing_else_is_wrong(reports, bad: BadFile):
    report = reports[bad.name]

    found = found_by(report, bad.rule)
    assert report.kind == bad.kind
    assert (found["severity"], found["column"]) == (
        check_named(bad.kind, bad.rule).severity,
        bad.column,
    )
    assert (found["count"], tuple(example["row"] for example in found["examples"])) == (
        len(bad.at),
        bad.at,
    )
    assert {other["rule"] for other in report.findings} == {bad.rule, *bad.also}


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_every_row_is_accounted_for_and_only_must_holds_rows_back(reports, bad: BadFile):
    report = reports[bad.name]

    assert report.rows_read == len(bad.rows)
    assert report.rows_accepted + report.rows_held_back + report.rows_skipped == report.rows_read
    must = {
        rule for rule in (bad.rule, *bad.also) if check_named(bad.kind, rule).severity == "MUST"
    }
    assert report.rows_held_back == (len(bad.at) if must else 0)


@pytest.mark.parametrize("name", CLEAN_FILES)
def test_a_clean_file_breaks_no_check(reports, name):
    report = reports[name]

    assert report.findings == []
    assert report.rows_accepted == report.rows_read == CLEAN_FILES[name].count("\n") - 1


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_what_comes_close_is_left_alone(reports, name):
    rule, rows = NEAR_MISSES[name]
    report = reports[f"{name}.csv"]

    assert report.rows_read == len(rows)
    assert report.status == "imported" or report.rows_held_back == len(rows)
    assert [found for found in report.findings if found["rule"] == rule] == []


def test_every_check_has_its_bad_file():
    files = {(bad.kind, bad.rule) for bad in BAD_FILES}

    assert files == {(check.kind, check.rule) for check in CHECKS}
    assert len({bad.name for bad in BAD_FILES}) == len(BAD_FILES)
