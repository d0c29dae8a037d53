"""Days of need and coverage: ten rows counted by hand (docs/coverage.md), and any small operation counted in plain Python."""

import datetime
import shutil
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.language import use_language
from reparto.metrics import METRICS
from reparto.operation import load_operation
from reparto.wording import need as words
from tests import test_invariants as invariants
from tests.oracle import Oracle, groups, known, rate, strand_of, total
from tests.worlds import GOLDEN, world

PARTITION = (
    "households_covered",
    "households_food_only",
    "households_water_only",
    "households_neither",
    "households_contents_unknown",
)
NEEDS = ("kcal_person_day", "water_litres_person_day", "water_litres_floor")


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def ten_rows_world(home, kits: str | None = None, targets: str | None = None):
    made = world(home, name="Ten rows", country="PE", starts_on=datetime.date(2020, 4, 1))
    opened = made.__enter__()
    source = GOLDEN / "need"
    if kits is None:
        shutil.copy(source / "kits.csv", opened.operation.folder)
    elif kits:
        (opened.operation.folder / "kits.csv").write_text(kits, encoding="utf-8")
    else:
        (opened.operation.folder / "kits.csv").unlink(missing_ok=True)
    files = [source / "ten_rows.csv"]
    if targets is None:
        files.append(source / "targets.csv")
    elif targets:
        (home / "targets.csv").write_text(targets, encoding="utf-8")
        files.append(home / "targets.csv")
    assert opened.take(*files).succeeded
    return made, opened


@pytest.fixture(scope="module")
def ten_rows(tmp_path_factory):
    made, opened = ten_rows_world(tmp_path_factory.mktemp("need"))
    yield opened
    made.__exit__(None, None, None)


@pytest.fixture
def changed_rows(tmp_path):
    """The ten rows under another kit list or other targets."""
    open_worlds = []

    def change(**files: str):
        made, opened = ten_rows_world(tmp_path, **files)
        open_worlds.append(made)
        return opened

    yield change
    for made in open_worlds:
        made.__exit__(None, None, None)


# --- ten rows by hand ---------------------------------------------------------------------------


def test_the_ten_rows_are_the_days_counted_by_hand(ten_rows):
    (row,) = ten_rows.ask("need/summary")
    # Food: 1 + 1 + 50 kits of 52,500 kcal, 25 person-days each. Water: 2 + 60 + 20 kits of 45 litres, 3 each, 6 at the floor.
    assert row["person_days_food"] == pytest.approx(52 * 25)
    assert row["person_days_water"] == pytest.approx(82 * 3)
    assert row["person_days_water_floor"] == pytest.approx(82 * 6)
    # People: 4 + 180 + 35 + 30 measured, (1 + 25) × 3.5 assumed.
    assert row["persons_reached"] == 249 + 91
    assert row["days_food_per_person"] == pytest.approx(1300 / 340)
    assert row["days_water_per_person"] == pytest.approx(246 / 340)
    assert row["days_water_floor_per_person"] == pytest.approx(492 / 340)
    assert (row["rows_counted"], row["rows_left_out"]) == (10, 3)


def test_the_ten_rows_are_covered_as_counted_by_hand(ten_rows):
    (row,) = ten_rows.ask("need/summary")
    assert row["households_reached"] == 95
    # k1; of Parque 30 of food 50 and water 30; of Coliseo 8 of both.
    assert (row["households_covered_keyed"], row["households_covered_unkeyed"]) == (1, 38)
    assert [row[name] for name in PARTITION] == [39, 1 + 20, 20, 5, 10]
    assert row["coverage_rate"] == pytest.approx(95 / 110)
    assert row["need_rate"] == pytest.approx(95 / 300)
    assert row["covered_rate"] == pytest.approx(39 / 110)
    assert row["need_is_partial"] is False


def test_places_and_partners_stand_beside_each_other(ten_rows):
    columns = ("households_reached", "households_covered", "persons_reached", "person_days_food")
    columns += ("person_days_water", "rows_left_out")
    ate, comas = (59, 38 + 1, 214, 51 * 25, 62 * 3, 2), (36, 0, 126, 25, 60, 1)
    places = {row["ubigeo"]: row for row in ten_rows.ask("need/by_place")}
    assert {code: tuple(row[c] for c in columns) for code, row in places.items()} == {
        "150103": ate,
        "150110": comas,
    }
    assert places["150103"]["coverage_rate"] == pytest.approx(59 / 50)
    assert places["150103"]["covered_rate"] == pytest.approx(39 / 50)
    assert places["150110"]["need_rate"] == pytest.approx(0.36)
    partners = {row["partner"]: row for row in ten_rows.ask("need/by_partner")}
    assert {name: tuple(row[c] for c in columns) for name, row in partners.items()} == {
        "Alpha": ate,
        "Beta": comas,
    }
    (lima,) = ten_rows.ask("need/by_department")
    assert [lima[c] for c in columns] == [95, 39, 340, 1300, 246, 3]
    assert lima["need_rate"] == pytest.approx(95 / 300)


def test_what_is_not_multiplied_is_named_with_its_rows_and_quantity(ten_rows):
    found = {
        (row["item"], row["unit"], row["left_out"]): (row["rows"], row["quantity"])
        for row in ten_rows.ask("need/items")
    }
    assert found == {
        ("food_kit", "kit", None): (3, 52),
        ("water_kit", "kit", None): (3, 82),
        ("hygiene_kit", "kit", None): (1, 25),
        ("oil", "litre", "no_composition"): (1, 10),
        ("water_kit", "litre", "other_unit"): (1, 400),
        ("food_kit", "kit", "no_quantity"): (1, None),
    }


def test_government_packages_are_yes_no_or_unknown(ten_rows):
    # Yes: k2 and 20 of Plaza's 25. No: k1, Parque's 50, Coliseo's 8. Unknown: 5 of Plaza, Mercado's 10.
    assert ten_rows.ask("need/government_packages") == [
        {
            "households_reached": 95,
            "households_with_package": 21,
            "households_without_package": 59,
            "households_package_unknown": 15,
            "government_package_rate": 21 / 95,
            "rows_told": 5,
        }
    ]


@pytest.mark.parametrize(
    ("method", "reached", "covered"),
    [
        ("event", 95, 39),
        # Parque and Coliseo apart, each row by itself: nobody but k1 is seen with both.
        ("every_row", 2 + 50 + 30 + 20 + 25 + 10 + 8 + 8, 1),
        # Ate: food 58, water 38. Comas: water 20, hygiene 25, oil 10.
        ("item_place", 2 + 58 + 25, 1 + 38),
        # Food 58, water 58 over everything.
        ("item_country", 2 + 58, 1 + 58),
        # Ate: food 58, WASH 38. Comas: WASH 45, of which water 20; food security (oil) 10, of unknown content.
        ("sector_place", 2 + 58 + 45, 1 + 38),
    ],
)
def test_covered_follows_the_counting_method(ten_rows, method, reached, covered):
    (row,) = ten_rows.ask("need/summary", f"method={method}")
    assert (row["households_reached"], row["households_covered"]) == (reached, covered)
    assert sum(row[name] for name in PARTITION) == reached
    assert row["person_days_food"] == pytest.approx(1300)  # what was delivered does not change


@pytest.mark.parametrize(
    ("where", "covered", "food", "water"),
    [
        ("district=150110", 0, 25, 60),
        ("partner=Alpha", 39, 51 * 25, 62 * 3),
        ("item=food_kit", None, 1300, 0),
        ("until=2020-04-12", 31, 1300, 62 * 3),
        ("item=oil", None, None, None),
    ],
)
def test_filters_narrow_days_and_families_alike(ten_rows, where, covered, food, water):
    (row,) = ten_rows.ask("need/summary", where)
    assert row["households_covered"] == covered
    assert row["person_days_food"] == (None if food is None else pytest.approx(food))
    assert row["person_days_water"] == (None if water is None else pytest.approx(water))


# --- what is missing ----------------------------------------------------------------------------


def test_without_a_kit_list_days_are_unknown_and_every_item_is_named(changed_rows):
    made = changed_rows(kits="")
    (row,) = made.ask("need/summary")
    for name in ("person_days_food", "person_days_water", "days_food_per_person", *PARTITION):
        assert row[name] is None
    assert row["households_reached"] == 95
    assert row["rows_left_out"] == 10
    left_out = {(r["item"], r["unit"], r["left_out"]) for r in made.ask("need/items")}
    assert {reason for _item, _unit, reason in left_out} == {"no_composition"}
    assert words.what_it_needs(row, "food").startswith("Needs the kcal")


def test_an_empty_content_is_unknown_and_zero_is_none(changed_rows):
    header = "item,name_en,name_es,sector,unit,serves,kcal,litres,kg,value\n"
    made = changed_rows(
        kits=f"{header}food_kit,,,,kit,household,52500,,,\nwater_kit,,,,,household,,45,,\n"
    )
    by_item = {(r["item"], r["left_out"]): r for r in made.ask("need/items")}
    assert by_item["water_kit", None]["person_days_food"] is None
    assert by_item["water_kit", None]["person_days_water"] == pytest.approx(82 * 3)
    assert by_item["hygiene_kit", "no_composition"]["rows"] == 1
    (row,) = made.ask("need/summary")
    assert row["person_days_food"] == pytest.approx(1300)
    assert [row[name] for name in PARTITION] == [39, 21, 20, 0, 15]


@pytest.mark.parametrize("content", ["-5", "many", "NaN", "inf"])
def test_a_content_that_is_no_amount_is_unknown(changed_rows, content):
    header = "item,name_en,name_es,sector,unit,serves,kcal,litres,kg,value\n"
    made = changed_rows(kits=f"{header}food_kit,,,,kit,household,{content},,,\n")
    (row,) = made.ask("need/summary")
    assert row["person_days_food"] is None
    assert row["tells_food"] is False


def test_a_need_that_is_told_of_some_places_only_gives_no_share_of_all(changed_rows):
    made = changed_rows(
        targets="place,households_targeted,households_in_need\n150103,50,200\n150110,60,\n"
    )
    (row,) = made.ask("need/summary")
    assert row["need_is_partial"] is True
    assert row["need_rate"] is None
    assert "some of the places" in words.rates(row)
    places = {r["ubigeo"]: r["need_rate"] for r in made.ask("need/by_place")}
    assert places == {"150103": pytest.approx(59 / 200), "150110": None}
    assert [r["need_rate"] for r in made.ask("need/by_department")] == [None]
    (ate,) = made.ask("need/summary", "district=150103")
    assert ate["need_rate"] == pytest.approx(59 / 200)


def test_a_need_of_the_whole_country_stands_for_its_districts(changed_rows):
    made = changed_rows(
        targets="place,households_targeted,households_in_need\n150103,50,200\n150110,60,\nPE,,950\n"
    )
    (row,) = made.ask("need/summary")
    assert row["need_is_partial"] is False
    assert row["need_rate"] == pytest.approx(0.1)


def test_a_place_with_a_target_and_nobody_served_got_no_days_and_has_no_average(changed_rows):
    made = changed_rows(targets="place,households_targeted\n150103,50\n070101,40\n")
    (callao,) = [r for r in made.ask("need/by_place") if r["ubigeo"] == "070101"]
    assert callao["person_days_food"] == callao["person_days_water"] == 0
    assert callao["days_food_per_person"] is None
    assert (callao["coverage_rate"], callao["covered_rate"]) == (0, 0)
    assert callao["need_rate"] is None


def test_the_settings_of_the_operation_are_what_a_person_needs(tmp_path):
    with world(tmp_path, name="Other", country="PE", starts_on=datetime.date(2020, 4, 1)) as made:
        folder = made.operation.folder
        shutil.copy(GOLDEN / "kits.csv", folder)
        needs = "kcal_person_day = 1000\nwater_litres_person_day = 20\nwater_litres_floor = 5\n"
        with (folder / "operation.toml").open("a", encoding="utf-8") as settings_file:
            settings_file.write(f"\n[sphere]\n{needs}")
        made.operation = load_operation(folder)
        assert made.take(GOLDEN / "exports" / "deliveries.csv").succeeded
        (row,) = made.ask("need/summary")
    # 71 food kits of 50,000 kcal and 51 water kits of 40 litres (tests/golden/README.md).
    assert row["person_days_food"] == pytest.approx(71 * 50000 / 1000)
    assert row["person_days_water"] == pytest.approx(51 * 40 / 20)
    assert row["person_days_water_floor"] == pytest.approx(51 * 40 / 5)
    assert [row[name] for name in NEEDS] == [1000, 20, 5]


# --- any small operation, counted in plain Python -----------------------------------------------

KCAL = {"food_kit": 50000, "water_kit": 0}
LITRES = {"food_kit": 0, "water_kit": 40}
HEADER = [*invariants.HEADER, "government_package"]


@st.composite
def operations(draw):
    facts = draw(invariants.operations())
    for row in facts.deliveries:
        row["government_package"] = draw(st.sampled_from(["yes", "no", "unknown", "unknown"]))
    return facts


class NeedOracle(Oracle):
    """What the need questions must answer, from their definitions."""

    def reason(self, row) -> str | None:
        if row["item"] is None:
            return "no_item"
        if row["item"] not in KCAL:
            return "no_composition"
        if row["unit"] != "kit":
            return "other_unit"
        return "no_quantity" if row["quantity"] is None else None

    def share(self, row) -> Decimal:
        wanted = self.scope.get("donor")
        parts = self.donors_of(row)
        return sum((v for d, v in parts.items() if wanted is None or d in wanted), Decimal(0))

    def person_days(self, rows, contents, need) -> float | None:
        return total(
            float(self.share(row) * row["quantity"]) * contents[row["item"]] / need
            for row in rows
            if self.reason(row) is None
        )

    def families(self, rows, wanted=None, told=None) -> int:
        """Families of one unit's rows: those of one strand added, then the largest strand."""
        chosen = [
            row
            for row in rows
            if (wanted is None or (wanted.get(row["item"]) and row["quantity"] != 0))
            and (told is None or row["government_package"] == told)
        ]
        if rows[0]["household_key"]:
            return int(bool(chosen))
        strands = groups(chosen, lambda r: strand_of(r, self.method, self.facts.sectors))
        return max((total(r["households"] for r in s) or 0 for s in strands.values()), default=0)

    def parts(self, rows) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for unit in groups(rows, self._unit).values():
            everybody = self.families(unit)
            food, water = self.families(unit, KCAL), self.families(unit, LITRES)
            found["households_covered"] += min(food, water)
            found["households_food_only"] += max(food - water, 0)
            found["households_water_only"] += max(water - food, 0)
            unknown = any(row["item"] not in KCAL for row in unit)
            rest = "households_contents_unknown" if unknown else "households_neither"
            found[rest] += everybody - max(food, water)
            if unit[0]["household_key"]:
                found["households_covered_keyed"] += min(food, water)
            yes = self.families(unit, told="yes")
            found["with_package"] += yes
            found["without_package"] += min(everybody - yes, self.families(unit, told="no"))
        return found

    def row(self, rows) -> dict:
        reached = self.reached(rows)
        food = self.person_days(rows, KCAL, 2100)
        water = self.person_days(rows, LITRES, 15)
        floor = self.person_days(rows, LITRES, 7.5)
        people = reached.persons

        def each(days):
            return None if days is None or not people else days / people

        return {
            "households_reached": reached.households,
            "persons_reached": people,
            "person_days_food": food,
            "person_days_water": water,
            "person_days_water_floor": floor,
            "days_food_per_person": each(food),
            "days_water_per_person": each(water),
            "days_water_floor_per_person": each(floor),
            "rows_left_out": sum(self.reason(row) is not None for row in rows),
        }

    def tells_both(self) -> bool:
        chosen = self.scope.get("item")
        return chosen is None or {"food_kit", "water_kit"} <= set(chosen)


def same(found: dict, expected: dict, scope: dict) -> None:
    """Donors' parts of a row are rounded to a thousandth of a kit, which may be 0.024 person-days."""
    slack = 1.0 if "donor" in scope else 1e-6
    for name, value in expected.items():
        close = pytest.approx(value, abs=slack) if isinstance(value, float) else value
        assert found[name] == close, (name, found[name], value)


def compare(made, facts, scope) -> None:
    oracle = NeedOracle(facts, scope)
    parts = oracle.parts(oracle.counted)
    (summary,) = invariants.ask(made, "need/summary", scope)
    same(summary, oracle.row(oracle.counted), scope)
    tells = oracle.tells_both()
    for name in (*PARTITION, "households_covered_keyed"):
        assert summary[name] == (parts[name] if tells else None), name
    if tells:
        assert sum(summary[name] for name in PARTITION) == summary["households_reached"]
        target = summary["households_targeted"]
        assert summary["covered_rate"] == rate(summary["households_covered"], target)
        assert summary["households_covered"] <= summary["households_reached"]
    assert summary["rows_counted"] == len(oracle.counted)

    for question, key, column in (
        ("need/by_place", "ubigeo", "place"),
        ("need/by_partner", "partner", "partner"),
    ):
        found = {row[key]: row for row in invariants.ask(made, question, scope)}
        expected = groups(oracle.counted, lambda row, column=column: row[column])
        assert set(expected) <= set(found)
        for code, rows in expected.items():
            same(found[code], oracle.row(rows), scope)
            covered = oracle.parts(rows)["households_covered"] if tells else None
            assert found[code]["households_covered"] == covered

    items = invariants.ask(made, "need/items", scope)
    assert sum(row["rows"] for row in items) == len(oracle.counted)
    assert {(r["item"], r["unit"], r["left_out"]): r["rows"] for r in items} == {
        key: len(rows)
        for key, rows in groups(
            oracle.counted, lambda r: (r["item"], r["unit"], oracle.reason(r))
        ).items()
    }
    days = known(row["person_days_food"] for row in items)
    assert sum(days) == pytest.approx(summary["person_days_food"] or 0, abs=1e-6)

    (packages,) = invariants.ask(made, "need/government_packages", scope)
    told = sum(row["government_package"] != "unknown" for row in oracle.counted)
    assert packages["rows_told"] == told
    if told:
        assert packages["households_with_package"] == parts["with_package"]
        assert packages["households_without_package"] == parts["without_package"]
    unknown = packages["households_package_unknown"]
    assert unknown >= 0
    assert (
        unknown
        + (packages["households_with_package"] or 0)
        + (packages["households_without_package"] or 0)
        == packages["households_reached"]
    )


@settings(invariants.slow)
@given(
    operations(),
    st.lists(invariants.scopes, min_size=2, max_size=2),
    invariants.some_methods,
)
def test_any_small_operation_is_counted_as_in_plain_python(facts, chosen, methods):
    with invariants.operation_of(facts) as made:
        folder = made.operation.folder
        _without_packages, *others = invariants.exports(folder, facts)
        cells = [
            invariants.as_exported(row)
            | {"government_package": row["government_package"].replace("unknown", "")}
            for row in facts.deliveries
        ]
        invariants.imported(
            made, invariants.write(folder / "deliveries.csv", HEADER, cells), *others
        )
        for scope in [{}, *chosen, *({"method": method} for method in methods)]:
            compare(made, facts, scope)


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (7.56, "7.6 days"),
        (1.0, "1 day"),
        (0.04, "less than 0.1 days"),
        (0, "0 days"),
        (1.04, "1 day"),
    ],
)
def test_days_are_said_with_one_decimal_and_some_is_not_none(value, said):
    assert words.days(value) == said


def test_a_figure_of_days_has_one_decimal():
    assert METRICS["days_food_per_person"].written(7.562) == "7.6"
    assert METRICS["days_food_per_person"].written(None) == "—"
