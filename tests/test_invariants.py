"""Any small operation, asked every core question: the answers equal a count in plain Python, and promises hold.

REPARTO_EXAMPLES asks for more examples than a normal run has time for.
"""

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reparto.importing import rebuild
from reparto.methods import METHODS
from reparto.operation import load_operation
from reparto.questions import ask_rows
from reparto.scope import Scope
from tests.oracle import Facts, Oracle, Place
from tests.worlds import World

EXAMPLES = int(os.environ.get("REPARTO_EXAMPLES", "0"))
DISTRICTS = {
    "150101": ("Lima", "Lima", "Lima"),
    "150103": ("Ate", "Lima", "Lima"),
    "150110": ("Comas", "Lima", "Lima"),
    "150801": ("Huacho", "Huaura", "Lima"),
    "070101": ("Callao", "Callao", "Callao"),
    "070106": ("Ventanilla", "Callao", "Callao"),
}
PLACES = (
    {code: Place("district", code[:2], code[:4]) for code in DISTRICTS}
    | {code: Place("province", code[:2], code) for code in ("1501", "1508", "0701")}
    | {code: Place("department", code) for code in ("15", "07")}
    | {"PE": Place("country")}
)
WIDER = {
    "15": {"department": "Lima"},
    "1508": {"department": "Lima", "province": "Huaura"},
    "PE": {"department": "Perú"},
    None: {},
}
SETTINGS = """country = "PE"
starts_on = 2020-04-01
{target}
largest_plausible_row = 500
[name]
en = "Any"
"""
PARTNERS = """code,name,type,role,aliases,expected_reporting
ALPHA,Alpha,NNGO,implementing,Alfa,weekly
BETA,Beta,NNGO,implementing,,
IDLE,Idle,NNGO,implementing,,weekly
"""
KITS = """item,name_en,name_es,sector,unit,serves,kcal,litres,kg,value
food_kit,Food kit,Kit de alimentos,Food Security,kit,household,50000,0,12,60
water_kit,Water kit,Kit de agua,WASH,kit,household,0,40,40,20
"""
DAYS = [date(2020, 4, 1) + timedelta(days=day) for day in range(0, 40, 3)]
HEADER = [
    "delivered_on",
    "period_start",
    "period_end",
    "reported_on",
    "lead_partner",
    "partner",
    "ubigeo",
    "department",
    "province",
    "site",
    "household_key",
    "households",
    "persons",
    "population_group",
    "item",
    "quantity",
    "unit",
    "donor",
    "lot",
    "status",
]
QUANTITIES = [None, Decimal(0), Decimal(1), Decimal(7), Decimal("2.5"), Decimal("0.333")]

maybe_day = st.sampled_from([None, *DAYS])
deliveries = st.fixed_dictionaries(
    {
        "delivered_on": st.sampled_from([None, *DAYS, *DAYS]),
        "period_start": maybe_day,
        "period_end": maybe_day,
        "reported_on": maybe_day,
        "lead_partner": st.sampled_from([None, "UNHCR", "IOM"]),
        "partner": st.sampled_from(["Alpha", "Beta", "Gamma"]),
        "place": st.sampled_from([*DISTRICTS, *DISTRICTS, "15", "1508", "PE", None]),
        "site": st.sampled_from([None, "Parque", "Plaza"]),
        "household_key": st.sampled_from([None, None, None, "k1", "k2", "k3"]),
        "households": st.sampled_from([None, 0, 1, 2, 20, 50]),
        "persons": st.sampled_from([None, None, 0, 3, 71]),
        "population_group": st.sampled_from(["Venezuelans", "unknown"]),
        "item": st.sampled_from(["food_kit", "water_kit", "Soap", None]),
        "quantity": st.sampled_from(QUANTITIES),
        "unit": st.sampled_from(["kit", "litre"]),
        "donor": st.sampled_from([None, "Acme", "Gamma"]),
        "lot": st.sampled_from([None, None, "L1", "L2", "L9"]),
        "status": st.sampled_from(
            [
                "delivered",
                "verified",
                "delivered",
                "ongoing",
                "planned",
                "in_transit",
                "cancelled",
                "unknown",
            ]
        ),
    }
)
targets = st.fixed_dictionaries(
    {
        "place": st.sampled_from([*DISTRICTS, "1501", "1508", "15", "07", "PE"]),
        "partner": st.sampled_from([None, None, "Alpha", "Gamma"]),
        "sector": st.sampled_from([None, "WASH"]),
        "period_start": st.sampled_from([None, None, date(2020, 4, 10)]),
        "period_end": st.sampled_from([None, None, date(2020, 4, 30)]),
        "households_targeted": st.sampled_from([None, 0, 10, 60, 100]),
    }
)
contributions = st.fixed_dictionaries(
    {
        "donor": st.sampled_from(["Acme", "Gamma", "Delta Co"]),
        "lot": st.sampled_from([None, "L1", "L1", "L2"]),
        "item": st.sampled_from(["food_kit", "Soap", None]),
        "quantity": st.sampled_from([Decimal(0), Decimal(30), Decimal("70.5"), Decimal(7)]),
        "unit": st.sampled_from(["kit", "litre"]),
        "value": st.sampled_from([None, Decimal(100), Decimal("0.25")]),
        "currency": st.sampled_from(["PEN", "USD", "PEN"]),
        "status": st.sampled_from(["received", "received", "cancelled"]),
    }
)
scopes = st.fixed_dictionaries(
    {},
    optional={
        "department": st.sampled_from([["15"], ["07"], ["15", "07"]]),
        "province": st.sampled_from([["1501"], ["1501", "0701"], ["1508"]]),
        "district": st.sampled_from([["150101"], ["150103", "070101"]]),
        "partner": st.sampled_from([["Alpha"], ["Alpha", "Gamma"], ["Nobody"]]),
        "lead_partner": st.just(["UNHCR"]),
        "item": st.sampled_from([["food_kit"], ["Soap", "water_kit"]]),
        "donor": st.sampled_from([["Acme"], ["unattributed", "Gamma"]]),
        "population_group": st.just(["Venezuelans"]),
        "status": st.sampled_from([["verified"], ["delivered", "ongoing"], ["planned"]]),
        "since": st.sampled_from(DAYS[:6]),
        "until": st.sampled_from(DAYS[5:]),
        "method": st.sampled_from(list(METHODS)),
    },
)
SAFE = {"item": "food_kit", "partner": "Alpha", "place": "150101", "households": 5}


@st.composite
def operations(draw, fewest: int = 1, most: int = 39) -> Facts:
    """A small operation, each target with a day of its own so that the latest is never a draw."""
    rows = draw(st.lists(deliveries, min_size=fewest, max_size=most))
    first = draw(deliveries) | SAFE
    planned = draw(st.lists(targets, max_size=8))
    for at, row in enumerate(planned):
        row["as_of"] = date(2020, 3, 1) + timedelta(days=at) if at else None
    return Facts(
        [first, *rows],
        planned,
        draw(st.lists(contributions, max_size=6)),
        PLACES,
        expected={"Alpha", "Idle"},
        sectors={"food_kit": "Food Security", "water_kit": "WASH"},
        households_targeted=draw(st.sampled_from([None, 500])),
    )


def write(path: Path, header: list[str], rows: list[dict]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_exported(row: dict) -> dict:
    """A delivery as its cells: places by code or by wider names, an unknown status as a blank."""
    code = row["place"]
    where = {"ubigeo": code} if code in DISTRICTS else WIDER[code]
    cells = {name: row[name] for name in HEADER if name in row} | where
    return cells | {"status": None if row["status"] == "unknown" else row["status"]}


def exports(folder: Path, facts: Facts) -> list[Path]:
    """The files that hold the facts."""
    files = [write(folder / "deliveries.csv", HEADER, [as_exported(r) for r in facts.deliveries])]
    for name, rows in (("targets", facts.targets), ("contributions", facts.contributions)):
        if rows:
            files.append(write(folder / f"{name}.csv", list(rows[0]), rows))
    return files


@contextmanager
def operation_of(facts: Facts) -> Iterator[World]:
    """An operation over the six districts, with the facts' settings and nothing imported."""
    home = Path(tempfile.mkdtemp(prefix="reparto-"))
    folder = home / "any"
    folder.mkdir()
    target = facts.households_targeted
    set_target = f"households_targeted = {target}" if target else ""
    (folder / "operation.toml").write_text(SETTINGS.format(target=set_target), encoding="utf-8")
    (folder / "partners.csv").write_text(PARTNERS, encoding="utf-8")
    (folder / "kits.csv").write_text(KITS, encoding="utf-8")
    listed = [
        {"ubigeo": code, "district": district, "province": province, "department": department}
        for code, (district, province, department) in DISTRICTS.items()
    ]
    write(folder / "places.csv", list(listed[0]), listed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_HOME", str(home))
        patch.setenv("REPARTO_STORE", str(home / "store"))
        made = World(load_operation(folder))
        try:
            yield made
        finally:
            made.close()
            shutil.rmtree(home, ignore_errors=True)


def imported(made: World, *paths: Path) -> None:
    """Import and hold the first promise: no row is lost."""
    report = made.take(*paths)
    assert {file.status for file in report.files} == {"imported"}, report.as_dict()
    for file in report.files:
        found = file.rows_accepted + file.rows_held_back + file.rows_skipped
        assert found == file.rows_read == len(Path(file.path).read_text().splitlines()) - 1


def ask(made: World, question: str, scope: dict) -> list[dict]:
    single = {name: scope[name] for name in ("since", "until", "method") if name in scope}
    lists = {name: tuple(values) for name, values in scope.items() if name not in single}
    return ask_rows(made.snapshot, question, Scope(**lists, **single))


def keyed(rows: list[dict], *key: str, only: set[str]) -> dict:
    """Rows by their key, which must be one each, with the columns that the oracle knows."""
    found = {}
    for row in rows:
        at = row[key[0]] if len(key) == 1 else tuple(row[name] for name in key)
        assert at not in found, f"two rows for {at}"
        found[at] = {name: row[name] for name in only}
    return found


def plain(expected: dict) -> dict:
    """The oracle's rows with decimals as the numbers that answers give."""
    return {
        key: {n: float(v) if isinstance(v, Decimal) else v for n, v in row.items()}
        for key, row in expected.items()
    }


def columns_of(answer: dict) -> set[str]:
    return set(next(iter(answer.values()), {}))


CORE = {
    "coverage/by_district": ("by_district", ("ubigeo",)),
    "coverage/by_department": ("by_department", ("department_code",)),
    "partners/progress": ("progress", ("partner",)),
    "items/delivered": ("delivered", ("item", "unit")),
    "overview/by_status": ("by_status", ("status", "is_counted")),
    "donors/totals": ("donor_totals", ("donor",)),
}


def compare(made: World, facts: Facts, scope: dict) -> None:
    """Every core question's answer is the oracle's."""
    oracle = Oracle(facts, scope)
    assert ask(made, "overview/headline", scope) == [oracle.headline()]
    apart = oracle.apart()
    (row,) = ask(made, "overview/apart", scope)
    assert {name: row[name] for name in apart} == apart
    assert ask(made, "coverage/by_day", scope) == oracle.by_day()
    for question, (method, key) in CORE.items():
        expected = getattr(oracle, method)()
        found = keyed(ask(made, question, scope), *key, only=columns_of(expected))
        assert found == plain(expected), question
    expected = oracle.impact()
    found = keyed(
        ask(made, "donors/impact", scope), "donor", "item", "unit", only=columns_of(expected)
    )
    shares = {key: row.pop("delivered") for key, row in found.items()}
    meant = {key: row.pop("delivered") for key, row in expected.items()}
    assert found == plain(expected)
    for key, share in shares.items():
        assert (share is None) == (meant[key] is None), key
        if share is not None:
            assert share == pytest.approx(float(meant[key]), abs=0.001 * len(facts.deliveries))


def promise(made: World, scope: dict) -> None:
    """What must hold between the answers, whatever they are."""
    (headline,) = ask(made, "overview/headline", scope)
    days = ask(made, "coverage/by_day", scope)
    assert sum(day["households_reached_new"] for day in days) == headline["households_reached"]
    statuses = ask(made, "overview/by_status", scope)
    counted = [row["rows"] for row in statuses if row["is_counted"]]
    assert sum(counted) == headline["deliveries"]
    every = {"status": sorted({row["status"] for row in statuses})} if statuses else {}
    assert ask(made, "overview/headline", every | scope) == [headline]
    if "donor" not in scope:
        delivered: dict[tuple, Decimal] = {}
        for row in ask(made, "donors/impact", scope):
            if row["delivered"] is not None:
                key = (row["item"], row["unit"])
                delivered[key] = delivered.get(key, Decimal(0)) + Decimal(str(row["delivered"]))
        assert delivered == {
            (row["item"], row["unit"]): Decimal(str(row["quantity"]))
            for row in ask(made, "items/delivered", scope)
            if row["quantity"] is not None
        }
    for name in scope.keys() - {"method"}:
        fewer = {key: value for key, value in scope.items() if key != name}
        (wider,) = ask(made, "overview/headline", fewer)
        assert wider["households_reached"] >= headline["households_reached"]


def every_answer(made: World) -> dict[str, list[dict]]:
    questions = [*CORE, "overview/headline", "overview/apart", "coverage/by_day", "donors/impact"]
    return {question: ask(made, question, {}) for question in [*questions, "places/filters"]}


slow = settings(
    max_examples=EXAMPLES or 8,
    deadline=None,
    derandomize=not EXAMPLES,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],  # each step of a shrink is an import
)


some_methods = st.lists(st.sampled_from(list(METHODS)), min_size=3, max_size=3, unique=True)


@slow
@given(operations(), st.lists(scopes, min_size=2, max_size=2), some_methods)
def test_every_core_question_answers_what_a_plain_count_does(facts, chosen, methods):
    with operation_of(facts) as made:
        folder = made.operation.folder
        imported(made, *exports(folder, facts))
        for scope in [{}, *chosen, *({"method": method} for method in methods)]:
            compare(made, facts, scope)
        for scope in chosen[:1]:
            promise(made, scope)


ABOUT = ("delivered_on", "period_start", "period_end", "lead_partner", "partner", "ubigeo")
ABOUT += ("department", "province", "site", "household_key", "item")


def in_two(folder: Path, facts: Facts) -> list[Path]:
    """The same rows with the deliveries in two files; a column of its own keeps the two from being one file.

    Rows about the same thing stay together: sent in two files they would be one report sent twice.
    """
    about: dict[tuple[str, ...], list[dict]] = {}
    for row in map(as_exported, facts.deliveries):
        key = tuple(str(row.get(name) or "").casefold().strip() for name in ABOUT)
        about.setdefault(key, []).append(row)
    groups = list(about.values())
    half = (len(groups) + 1) // 2
    first = [row for group in groups[:half] for row in group]
    second = [row | {"activity": "second"} for group in groups[half:] for row in group]
    _whole, *others = exports(folder, facts)
    files = [write(folder / "first.csv", HEADER, first), *others]
    return (
        [*files, write(folder / "second.csv", [*HEADER, "activity"], second)] if second else files
    )


@settings(slow, max_examples=max(EXAMPLES // 4, 2))
@given(operations(fewest=3))
def test_neither_the_order_nor_the_number_of_files_nor_a_rebuild_changes_an_answer(facts):
    facts.deliveries[len(facts.deliveries) // 2] |= SAFE
    with operation_of(facts) as made:
        imported(made, *exports(made.operation.folder, facts))
        whole = every_answer(made)
        made.close()
        assert rebuild(made.operation) == 2
        assert every_answer(made) == whole
    with operation_of(facts) as made:
        for file in in_two(made.operation.folder, facts):
            imported(made, file)
        assert every_answer(made) == whole
    with operation_of(facts) as made:
        imported(made, *reversed(in_two(made.operation.folder, facts)))
        assert every_answer(made) == whole


def test_rows_held_back_and_skipped_are_counted_and_change_no_answer(tmp_path):
    fine = {"delivered_on": "2020-04-10", "partner": "Alpha", "ubigeo": "150101", "item": "Soap"}
    fine |= {"households": 3, "quantity": 3, "unit": "kit", "status": "delivered"}
    bad = [
        {"households": -1},
        {"ubigeo": "159999"},
        {"partner": ""},
        {"delivered_on": "31/02/2020"},
    ]
    bad += [{"households": 501}, {"quantity": "many"}, {"persons": 1.5}]
    rows = [fine, *(fine | change for change in bad), {}, {"partner": "Total", "households": 9}]
    with operation_of(Facts([])) as made:
        report = made.take(write(tmp_path / "mixed.csv", HEADER, rows))
        (file,) = report.files
        assert (file.rows_read, file.rows_accepted, file.rows_held_back, file.rows_skipped) == (
            len(rows),
            1,
            len(bad),
            2,
        )
        (totals,) = made.ask("data/totals")
        assert totals["rows_read"] == len(rows)
        assert totals["rows_accepted"] == 1
        assert len(made.ask("data/held_back")) == totals["rows_held_back"] == len(bad)
        assert len(made.ask("data/skipped")) == totals["rows_skipped"] == 2
        assert made.ask("overview/headline")[0]["households_reached"] == 3
