"""The demonstration operation tells the story that it should, counted without the product."""

import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import sample_recount as recount

OUTSIDE_TARGETS = "150105"  # Breña
NEGLECTED = {"150106", "070106", "150123"}
ABOVE_TARGET = {"150135", "240101"}
WEAK = {"ASOC07", "OLLA09"}
SILENT = {"ASOC03", "PARR04", "OLLA05"}
ROLES = {
    "coordination": {"UNHCR", "IOM"},
    "support": {"WFP", "OCHA", "INDECI"},
    "distribution": {"UNICEF", "UNESCO", "PAHO"},
    "security": {"PNP", "SERENAZGO"},
    "platform": {"HOMBRO"},
}
BROKEN = {
    ("iom_entregas_demo.xlsx", 504): "unknown place",
    ("caritas_entregas_demo.csv", 80): "total",
    ("ollas_semanal_demo.csv", 22): "households below zero or implausible",
    ("ollas_semanal_demo.csv", 53): "households below zero or implausible",
    ("ollas_barrio_demo.csv", 42): "unknown place",
    ("ollas_barrio_demo.csv", 98): "date outside the operation",
    ("ollas_barrio_demo.csv", 154): "no such day",
    ("ollas_barrio_demo.csv", 215): "no partner",
    ("ollas_barrio_demo.csv", 266): "empty line",
    ("ollas_barrio_demo.csv", 307): "households below zero or implausible",
}


def is_invented(code: str) -> bool:
    (name,) = [one["name"] for one in recount.partners() if one["code"] == code]
    return name.endswith(("(inventada)", "(inventado)"))


def coverage(by: str, targets: dict[str, int]) -> dict[str, float]:
    reached = recount.households_reached(by)
    return {place: reached.get(place, 0) / target for place, target in targets.items()}


def test_seventy_organisations_take_part_and_the_real_ones_in_their_public_roles():
    partners = recount.partners()
    assert len({one["code"] for one in partners}) == len(partners) == 70
    roles = defaultdict(set)
    for one in partners:
        roles[one["role"]].add(one["code"])
    for role, codes in ROLES.items():
        assert roles[role] == codes
    implementing = {code for code in roles["implementing"] if not is_invented(code)}
    assert implementing == {"ILLARI", "UNIVEN", "CARITAS-CH"}
    assert all(is_invented(code) for code in roles["donor"])
    assert 15 <= len(roles["donor"]) <= 25


def test_targets_of_districts_add_up_to_the_operation_s_target():
    assert sum(recount.district_targets().values()) == 5000
    assert recount.operation()["households_targeted"] == 5000
    assert set(recount.district_targets()) <= set(recount.districts())


def test_a_little_under_five_thousand_households_were_reached():
    keyed, unkeyed = recount.households_reached_parts()[None]
    assert 4850 <= keyed + unkeyed == recount.households_reached() <= 4980
    assert 0.74 <= keyed / (keyed + unkeyed) <= 0.81


def test_people_are_mostly_measured_and_the_size_of_households_is_plausible():
    measured, assumed = recount.persons()[None]
    assert assumed < 0.1 * measured
    assert 3.3 < (measured + assumed) / recount.households_reached() < 3.7


def test_about_thirty_districts_of_lima_and_callao_and_six_departments_beyond():
    places = set(recount.households_reached("ubigeo")) - {None}
    assert 28 <= len([place for place in places if place[:2] in ("07", "15")]) <= 32
    departments = {place[:2] for place in places} - {"07", "15"}
    names = {
        recount.districts()[place]["department"] for place in places if place[:2] in departments
    }
    assert names == {"Tumbes", "Piura", "La Libertad", "Arequipa", "Cusco", "Tacna"}


def test_three_districts_are_neglected_and_two_are_above_their_target():
    shares = coverage("ubigeo", recount.district_targets())
    assert {place for place, share in shares.items() if share < 0.5} == NEGLECTED
    assert {place for place, share in shares.items() if share > 1} == ABOVE_TARGET
    assert all(share > 0.8 for place, share in shares.items() if place not in NEGLECTED)


def test_some_households_were_reached_outside_any_target_and_some_are_not_located():
    by_district = recount.households_reached("ubigeo")
    assert set(by_district) - {None} - set(recount.district_targets()) == {OUTSIDE_TARGETS}
    not_located = recount.households_reached("department")[None]
    assert 0 < not_located < by_district[None]


def test_two_partners_are_weak_and_both_are_invented():
    shares = coverage("partner", recount.partner_targets())
    assert {partner for partner, share in shares.items() if share < 0.5} == WEAK
    assert all(map(is_invented, WEAK))
    assert all(share > 0.9 for partner, share in shares.items() if not is_invented(partner))


def test_three_partners_fell_silent_and_the_others_were_heard_until_the_end():
    last_heard: dict[str, date] = {}
    for row in recount.rows():
        if not row.fault:
            heard = max(row.end, row.reported_on or row.end)
            last_heard[row.partner] = max(heard, last_heard.get(row.partner, heard))
    expected = {one["code"] for one in recount.partners() if one["expected_reporting"] == "weekly"}
    limit = recount.last_day() - timedelta(days=14)
    assert {partner for partner in expected if last_heard[partner] < limit} == SILENT
    assert all(map(is_invented, SILENT))
    in_time = recount.last_day() - timedelta(days=7)
    assert all(last_heard[partner] >= in_time for partner in expected - SILENT)


def test_deliveries_begin_on_the_25th_day_of_isolation_and_last_six_weeks():
    assert recount.first_day() == date(2020, 4, 9)
    assert (recount.first_day() - recount.operation()["day_one"]).days + 1 == 25
    assert recount.last_day() == date(2020, 5, 22)


def test_reports_are_late_only_from_invented_partners():
    limit = timedelta(days=recount.operation()["reporting"]["late_after_days"])
    dated = [row for row in recount.rows() if row.reported_on]
    late = [row for row in dated if row.reported_on - row.start > limit]
    assert 0.02 < len(late) / len(dated) < 0.15
    assert all(is_invented(row.partner) for row in late)
    assert all(row.reported_on >= row.start for row in dated)


def test_a_few_in_a_hundred_households_got_the_same_from_two_invented_partners():
    twice = recount.overlapping_households()
    assert 0.02 < len(twice) / recount.households_reached_parts()[None][0] < 0.05
    partners = {row.partner for row in recount.counted_rows() if row.key in twice}
    assert all(map(is_invented, partners))


def test_statuses_are_mixed_and_those_that_do_not_count_are_there():
    statuses = Counter(row.status for row in recount.rows() if not row.fault)
    assert statuses["verified"] > 2000 and statuses["delivered"] > 2000
    for status in ("planned", "ongoing", "in_transit", "cancelled", "unknown"):
        assert statuses[status] >= 10
    uncounted = [row for row in recount.rows() if not row.fault and not row.is_counted]
    assert any(row.status == "ongoing" for row in uncounted)
    assert all(is_invented(row.partner) for row in uncounted)


def test_broken_rows_are_where_the_sources_say_and_count_for_nothing():
    faults = {(row.file, row.number): row.fault for row in recount.rows() if row.fault}
    assert faults == BROKEN
    assert not any(row.fault for row in recount.counted_rows())
    sources = (recount.SAMPLE / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    for (file, number), fault in BROKEN.items():
        (line,) = [line for line in sources if line.startswith(f"| `{file}`")]
        assert (fault if fault == "total" else f"{number} ") in line


def test_two_rows_alike_in_every_cell_are_two_deliveries():
    file = recount.EXPORTS / "caritas_entregas_demo.csv"
    lines = Counter(file.read_text(encoding="cp1252").splitlines())
    assert [count for count in lines.values() if count > 1] == [2]


def test_girls_boys_women_and_men_add_up_to_persons():
    with_members = [row for row in recount.rows() if row.members]
    assert len(with_members) > 100
    for row in with_members:
        assert len(row.members) == 4 and sum(row.members) == row.persons


def test_keys_are_sixteen_hexadecimal_digits_and_never_shared_out_as_counts():
    for row in recount.rows():
        if row.key:
            assert len(row.key) == 16 and int(row.key, 16) >= 0
            assert row.households in (None, 1)


def test_every_lot_of_a_delivery_was_given_and_in_store_and_lasted():
    lots = {str(one["lot"]): one for one in recount.contributions() if one["lot"]}
    assert len(lots) == 40
    for row in recount.rows():
        if row.lot:
            assert lots[row.lot]["received_on"] < row.start
    for (lot, item), quantity in recount.delivered_by_lot().items():
        assert recount.items()[recount.folded(str(lots[lot]["item"]))] == item
        assert quantity <= lots[lot]["quantity"]
    assert sum(recount.donor_quantities().values()) < sum(recount.items_delivered().values())


def test_stock_is_never_below_nothing_and_a_little_is_lost():
    given = {
        (str(one["lot"]), recount.items()[recount.folded(str(one["item"]))]): one["quantity"]
        for one in recount.contributions()
        if one["lot"]
    }
    signs = {"received": 1, "dispatched": -1, "returned": 1, "lost": -1}
    totals: dict[str, Counter] = {kind: Counter() for kind in signs}
    stock: Counter = Counter()
    movements = recount.read_csv(recount.EXPORTS / "stock_movements.csv")
    assert movements == sorted(movements, key=lambda one: one["moved_on"])
    for one in movements:
        key, quantity = (one["lot"], one["item"]), int(one["quantity"])
        totals[one["kind"]][key] += quantity
        stock[key] += signs[one["kind"]] * quantity
        assert stock[key] >= 0
    assert dict(totals["received"]) == given
    for key, quantity in recount.delivered_by_lot().items():
        assert quantity <= totals["dispatched"][key] - totals["returned"][key]
    assert 0 < sum(totals["lost"].values()) < 100
    assert sum(totals["returned"].values()) > 0


def test_files_stay_small_and_hold_no_column_about_a_person():
    files = list(recount.EXPORTS.iterdir())
    assert sum(file.stat().st_size for file in files) < 1_500_000
    forbidden = {"dni", "documento", "telefono", "nombre", "phone", "email", "direccion", "contact"}
    for name in recount.DELIVERY_FILES:
        headers = {recount.folded(str(cell)) for cell in recount._cells(name)[0][1]}
        assert not forbidden & headers


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    script = recount.ROOT / "tools" / "make_sample.py"
    for folder in folders:
        subprocess.run([sys.executable, script, folder], check=True, cwd=folder)
    return folders


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def members(workbook: Path) -> list[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(workbook) as archive:
        return [
            ((one.filename, one.date_time), archive.read(one.filename))
            for one in archive.infolist()
        ]


def test_making_the_sample_twice_gives_the_same_bytes(made_again: list[Path]):
    first, second = map(files_below, made_again)
    assert len(first) == 12
    assert first == second


def test_the_committed_sample_is_what_the_script_makes(made_again: list[Path]):
    # A workbook's parts are compared, not its bytes: another zlib may compress them otherwise.
    for name, content in files_below(made_again[0]).items():
        committed = recount.SAMPLE / name
        if name.endswith(".xlsx"):
            assert members(committed) == members(made_again[0] / name), name
        else:
            assert committed.read_bytes() == content, name
