"""The list of checks against the files of SQL, and the sentences a person reads."""

import re

import pytest

from reparto.checks import CHECKS, CHECKS_FOLDER, Check, check_named
from reparto.exports import FIELDS
from reparto.operation import ROOT

R4V_IDS = {
    "missingcountry",
    "countryadmincheck",
    "admin1and2check",
    "miss_appeal_org",
    "miss_setup",
    "miss_implementing_org",
    "miss_month",
    "missing_what",
    "wrongsectindicator",
    "zeroCVA",
    "missingmechanism",
    "CVANotoYes",
    "MultipurposeSector",
    "DirectAssistanceNoBenef",
    "NewBenefvstotal",
    "PopTypeBreakdown",
    "AGDBreakdown",
    "CBuildingNoBenef",
    "NoOutput",
}


def label(check: Check) -> str:
    return f"{check.kind}-{check.rule}"


def test_every_file_is_listed_once_and_every_listed_check_has_its_file():
    files = sorted((path.parent.name, path.stem) for path in CHECKS_FOLDER.glob("*/*.sql"))

    assert sorted((check.kind, check.rule) for check in CHECKS) == files


def test_a_check_is_found_by_its_name():
    assert [check_named(check.kind, check.rule) for check in CHECKS] == list(CHECKS)
    assert check_named("deliveries", "count-negative").severity == "MUST"


def test_the_nineteen_of_r4v_warn_under_its_own_ids():
    found = {check.rule: check.severity for check in CHECKS if check.rule in R4V_IDS}

    assert len(R4V_IDS) == 19
    assert found == dict.fromkeys(R4V_IDS, "SHOULD")


@pytest.mark.parametrize("check", CHECKS, ids=label)
def test_a_check_says_what_happened_and_what_to_do_in_one_sentence_each(check):
    assert check.severity in {"MUST", "SHOULD", "INFO"}
    for text in (check.sentence, check.advice):
        assert re.fullmatch(r"[A-Z].+\.", text)
        assert not re.search(r"\. [A-Z]", text)
    assert check.sentence != check.advice


@pytest.mark.parametrize("check", CHECKS, ids=label)
def test_what_a_check_needs_is_made_by_a_file_of_the_staging(check):
    made = {path.stem for path in (ROOT / "queries/staging").glob("*.sql")}

    assert [name for name in check.needs if name not in made] == []


@pytest.mark.parametrize("check", CHECKS, ids=label)
def test_the_cell_that_a_check_names_is_a_field_of_its_kind(check):
    text = (CHECKS_FOLDER / check.kind / f"{check.rule}.sql").read_text(encoding="utf-8")
    named = set(re.findall(r"'(\w+)'(?: as column_name|, \w+_text|, cast)", text))

    assert named <= {field.name for field in FIELDS[check.kind]}
