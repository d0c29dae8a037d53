"""The demonstration's answers, against a recount of its files in plain Python (tests/sample_recount.py)."""

import pytest

from reparto.importing import import_files, store_of
from reparto.operation import load_operation
from reparto.operations import DEMONSTRATION
from tests import sample_recount as recount
from tests.worlds import World


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_STORE", str(tmp_path_factory.mktemp("sample") / "store"))
        made = World(load_operation(DEMONSTRATION))
        made.report = import_files(made.operation, [DEMONSTRATION / "exports"])
        assert store_of(made.operation).name == "demonstration"
        yield made
        made.close()


def names_by_code():
    return {row["code"]: row["name"] for row in recount.partners()}


def test_every_file_is_read_with_no_help_and_its_rows_add_up(sample):
    assert {file.status for file in sample.report.files} == {"imported"}
    for file in sample.report.files:
        assert file.rows_read == file.rows_accepted + file.rows_held_back + file.rows_skipped
    held = sum(file.rows_held_back for file in sample.report.files)
    skipped = sum(file.rows_skipped for file in sample.report.files)
    faults = [row for row in recount.rows() if row.fault]
    assert held + skipped == len(faults)


def test_the_headline_is_the_recount(sample):
    (headline,) = sample.ask("overview/headline")
    (keyed, unkeyed), (measured, assumed) = (
        recount.households_reached_parts()[None],
        recount.persons()[None],
    )
    assert headline["households_reached"] == recount.households_reached()
    assert (headline["households_reached_keyed"], headline["households_reached_unkeyed"]) == (
        keyed,
        unkeyed,
    )
    assert (headline["persons_measured"], headline["persons_assumed"]) == (measured, round(assumed))
    assert headline["deliveries"] == recount.deliveries()
    assert (headline["first_delivery"], headline["last_delivery"]) == (
        recount.first_day(),
        recount.last_day(),
    )
    assert headline["households_targeted"] == recount.operation()["households_targeted"] == 5000
    assert 4850 <= headline["households_reached"] <= 4980


def test_districts_are_the_recount(sample):
    expected, targets = recount.households_reached("ubigeo"), recount.district_targets()
    found = [row for row in sample.ask("coverage/by_district") if row["geo_level"] == "district"]
    assert {
        row["ubigeo"]: row["households_reached"] for row in found if row["households_reached"]
    } == {code: count for code, count in expected.items() if code}
    assert {
        row["ubigeo"]: row["households_targeted"] for row in found if row["households_targeted"]
    } == targets


def test_departments_are_the_recount(sample):
    expected = recount.households_reached("department")
    found = {
        row["department_code"]: row["households_reached"]
        for row in sample.ask("coverage/by_department")
    }
    assert found == expected


def test_partners_are_the_recount(sample):
    names = names_by_code()
    expected = {names[code]: count for code, count in recount.households_reached("partner").items()}
    targets = {names[code]: target for code, target in recount.partner_targets().items()}
    found = sample.ask("partners/progress")
    assert {
        row["partner"]: row["households_reached"] for row in found if row["deliveries"]
    } == expected
    assert {
        row["partner"]: row["households_targeted"] for row in found if row["households_targeted"]
    } == targets


def test_items_and_donors_are_the_recount(sample):
    found = {(row["item"], row["unit"]): row["quantity"] for row in sample.ask("items/delivered")}
    assert found == recount.items_delivered()
    impact = sample.ask("donors/impact")
    attributed = {
        (row["donor"], row["item"]): row["delivered"]
        for row in impact
        if row["delivered"] and row["donor"] != "unattributed"
    }
    assert attributed == recount.donor_quantities()
    assert sum(row["delivered"] or 0 for row in impact) == sum(found.values())


def test_a_filter_and_the_recount_of_its_part_agree(sample):
    for code, count in list(recount.households_reached("ubigeo").items())[:8]:
        if code:
            (headline,) = sample.ask("overview/headline", f"district={code}")
            assert headline["households_reached"] == count


def test_days_add_up_to_the_headline(sample):
    days = sample.ask("coverage/by_day")
    assert sum(row["households_reached_new"] for row in days) == recount.households_reached()
    assert days[-1]["households_reached_cumulative"] == recount.households_reached()
    assert all(
        row["households_reached_new"] >= row["households_reached_new_period"] >= 0 for row in days
    )
