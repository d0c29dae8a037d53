"""R4V's models: the rows that docs/r4v-models.md works out by hand, and any rows against a count in plain Python."""

import shutil
from datetime import date

import pytest

from reparto.methods import METHODS, unfit
from reparto.operation import ROOT
from reparto.passport import passport_of
from reparto.proportions import GROUPS
from reparto.questions import ask
from reparto.r4v import MODELS
from reparto.scope import Scope
from reparto.wording import r4v as words
from tests import r4v_oracle as oracle
from tests.worlds import GOLDEN, world

FOLDER = GOLDEN / "r4v"
# persons of the country by March alone, April alone, until April (maximum first), until April (cumulated first)
BY_HAND = {
    ("sum", None): (282, 69, 351, 351),
    ("maxsector", "in_need"): (137, 67, 204, 191),
    ("southernconemodel", "in_need"): (202, 67, 269, 258),
    ("maxagegender", None): (140, 46, 186, 169),
    ("maxsector", "targeted"): (170, 66, 236, 228),
    ("southernconemodel", "targeted"): (237, 66, 303, 295),
}
# in destination, in transit, girls, boys, women, men, others of 18 and over, in cash
LIMA_IN_MARCH = {
    ("sum", None): (245, 207, 38, 45, 40, 100, 55, 5, 40),
    ("maxsector", "in_need"): (113, 91, 22, 24, 27, 36, 26, 0, 40),
    ("southernconemodel", "in_need"): (166, 144, 22, 34, 32, 61, 34, 5, 40),
    ("maxagegender", None): (115, None, None, 20, 20, 45, 25, 5, 40),
    ("maxsector", "targeted"): (146, 118, 28, 50, 23, 50, 23, 0, 40),
    ("southernconemodel", "targeted"): (201, 173, 28, 60, 28, 75, 33, 5, 40),
}
TUMBES_IN_APRIL = {
    ("sum", None): (19, 30, 5, 6, 1, 6, 6, 0, 15),
    ("maxsector", "in_need"): (25, 20, 5, 7, 5, 7, 6, 0, 15),
    ("southernconemodel", "in_need"): (25, 20, 5, 7, 5, 7, 6, 0, 15),
    ("maxagegender", None): (16, None, None, 5, 1, 5, 5, 0, 15),
}
COLUMNS = ("persons", "in_destination", "in_transit", *GROUPS, "other_18_plus", "persons_in_cash")


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with world(
        tmp_path_factory.mktemp("r4v"), name="R4V", country="PE", starts_on=date(2025, 1, 1)
    ) as made:
        for name in ("proportions.csv", "indicators.csv"):
            shutil.copy(FOLDER / name, made.operation.folder)
        (file,) = made.take(FOLDER / "5w.csv").files
        assert (file.status, file.rows_accepted) == ("imported", 11)
        yield made


@pytest.fixture(scope="module")
def figures(golden):
    return {
        (
            r["model"],
            r["basis"],
            r["step"],
            r["department"] or r["geo_level"],
            r["month"].month,
        ): r
        for r in golden.ask("methods/r4v_models")
    }


AS_METHODS = {
    "r4v_sum": (351, {"Lima": 295, "Tumbes": 56}),
    "r4v_maxsector": (204, {"Lima": 155, "Tumbes": 49}),
    "r4v_southernconemodel": (269, {"Lima": 208, "Tumbes": 61}),
    "r4v_maxagegender": (186, {"Lima": 145, "Tumbes": 41}),
}
"""People by the models as counting methods: of the country and of its departments, until April."""


BY_SHARES = {
    "r4v_sum": 0,
    "r4v_maxsector": 204,
    # all but protection, which is as reported: 55 in Lima and 12 in Tumbes
    "r4v_southernconemodel": 202,
    "r4v_maxagegender": 0,
}


@pytest.mark.parametrize("method", AS_METHODS)
def test_a_model_can_be_chosen_as_the_counting_method(golden, method):
    (row,) = golden.ask("overview/headline", f"method={method}")
    assert (row["persons_reached"], row["persons_assumed"]) == (AS_METHODS[method][0], 0)
    assert row["persons_split"] == BY_SHARES[method]
    departments = golden.ask("coverage/by_department", f"method={method}")
    assert {r["department"]: r["persons_reached"] for r in departments} == AS_METHODS[method][1]
    (row,) = golden.ask("overview/headline", f"method={method}", "department=Tumbes")
    assert row["persons_reached"] == AS_METHODS[method][1]["Tumbes"]
    (row,) = golden.ask("overview/headline", f"method={method}", "until=2025-03-31")
    model = method.removeprefix("r4v_")
    basis = "in_need" if (model, "in_need") in BY_HAND else None
    assert row["persons_reached"] == BY_HAND[model, basis][0]


def test_the_passport_of_a_model_shows_the_rows_that_it_takes(golden):
    def rows(method: str) -> list[int]:
        found = golden.ask("passport/rows_behind", f"method={method}")
        return sorted(r["row_no"] - 1 for r in found)

    # row 11 is a training, no direct assistance; protection is added by the Southern Cone's model
    assert rows("event") == list(range(1, 12))
    for method in AS_METHODS:
        assert rows(method) == list(range(1, 11))
    together = golden.ask("passport/rows_behind", "method=r4v_maxsector")
    assert len({r["counted_as"] for r in together}) == 4
    added = golden.ask("passport/rows_behind", "method=r4v_southernconemodel")
    assert len({r["counted_as"] for r in added}) == 4 + 2


@pytest.mark.parametrize("method", AS_METHODS)
def test_a_passport_under_a_model_says_which_rows_it_leaves_out(golden, method):
    passport = passport_of(
        golden.snapshot, "overview/headline", Scope(method=method), "persons_reached"
    )
    assert passport.value == AS_METHODS[method][0]
    assert passport.rows_behind == 10
    assert dict(passport.left_out) == {"not_direct": 1}
    assert passport.counts["rows_read"] == 11


def test_sectors_that_are_none_of_the_models_are_named_as_left_out(tmp_path):
    with world(tmp_path, name="R4V", country="PE", starts_on=date(2025, 1, 1)) as made:
        for name in ("proportions.csv", "indicators.csv"):
            shutil.copy(FOLDER / name, made.operation.folder)
        text = (FOLDER / "5w.csv").read_text(encoding="utf-8").replace("WASH", "Nutrition")
        (tmp_path / "5w.csv").write_text(text, encoding="utf-8")
        listed = made.operation.folder / "indicators.csv"
        listed.write_text(listed.read_text("utf-8").replace("WASH", "Nutrition"), encoding="utf-8")
        assert made.take(tmp_path / "5w.csv").succeeded
        scope = Scope(method="r4v_southernconemodel")
        passport = passport_of(made.snapshot, "overview/headline", scope, "persons_reached")
        # rows 3, 8 and 9 were WASH
        assert dict(passport.left_out) == {"not_direct": 1, "outside_model": 3}
        assert passport.rows_behind == 7


def test_models_that_cannot_count_say_what_they_need(golden):
    (fit,) = golden.ask("methods/fit")
    assert (fit["rows_with_new_people"], fit["rows_with_shares"]) == (10, 9)
    assert not [name for name in METHODS if unfit(name, fit)]
    why, advice = unfit("r4v_maxsector", fit | {"rows_with_shares": 0})
    assert "shares" in why
    assert "proportions.csv" in advice
    assert unfit("r4v_sum", fit | {"rows_with_shares": 0}) is None
    assert "new people" in unfit("r4v_sum", fit | {"rows_with_new_people": 0})[0]


@pytest.mark.parametrize("model", BY_HAND, ids=str)
def test_the_country_is_as_worked_out_by_hand(figures, model):
    steps = [("month", 3), ("month", 4), ("maximum_first", 4), ("cumulated_first", 4)]
    found = tuple(figures[*model, step, "country", month]["persons"] for step, month in steps)
    assert found == BY_HAND[model]
    # the first month of a running sum is the month's own figure
    for step in ("maximum_first", "cumulated_first"):
        assert figures[*model, step, "country", 3]["persons"] == BY_HAND[model][0]


@pytest.mark.parametrize("model", LIMA_IN_MARCH, ids=str)
def test_a_department_in_a_month_is_as_worked_out_by_hand(figures, model):
    row = figures[*model, "month", "Lima", 3]
    assert tuple(row[name] for name in COLUMNS) == LIMA_IN_MARCH[model]
    assert row["persons_without_age"] == 0
    assert row["persons_without_type"] == (None if model[0] == "maxagegender" else 0)
    assert row["is_cash_within"]


@pytest.mark.parametrize("model", TUMBES_IN_APRIL, ids=str)
def test_a_maximum_above_the_plain_sum_is_kept(figures, model):
    row = figures[*model, "month", "Tumbes", 4]
    assert tuple(row[name] for name in COLUMNS) == TUMBES_IN_APRIL[model]


def test_results_are_checked_and_what_is_odd_is_told(golden):
    found = {(r["model"], r["basis"], r["step"]): r for r in golden.ask("methods/r4v_summary")}
    checks = ("figures", "types_differ", "ages_differ", "cash_above", "above_sum")
    assert [found["sum", None, "maximum_first"][c] for c in checks] == [4, 1, 0, 0, 0]
    largest = found["maxsector", "in_need", "maximum_first"]
    assert [largest[c] for c in checks] == [4, 0, 0, 0, 1]
    assert largest["persons_above_sum"] == 6
    assert largest["persons_in_cash"] == 75
    assert found["maxsector", "in_need", "cumulated_first"]["persons_in_cash"] == 55
    assert {key: r["persons"] for key, r in found.items() if key[2] == "maximum_first"} == {
        (*model, "maximum_first"): by_hand[2] for model, by_hand in BY_HAND.items()
    }


def test_sector_figures_and_totals_of_the_month(golden):
    rows = golden.ask("methods/r4v_sectors")
    found = {
        (r["step"], r["department"] or r["geo_level"], r["sector"], r["month"].month): r
        for r in rows
    }
    assert len(found) == len(rows)
    food = found["month", "Lima", "Food Security", 3]
    assert (food["persons"], food["in_destination"], food["in_transit"]) == (100, 82, 18)
    assert (food["rows_counted"], food["persons_in_cash"]) == (2, 40)
    # The total of the month: 80 + 40; that of all sectors and departments in March: 120 + 90 + 70 + 25 + 12.
    assert (food["persons_of_month"], food["in_cash_of_month"]) == (120, 40)
    assert found["month", "country", None, 3]["persons_of_month"] == 317
    assert found["until", "country", None, 4]["persons"] == 351
    assert found["until", "country", None, 4]["persons_of_month"] is None
    # A month without rows counts 0, and the running sum goes on.
    assert found["month", "Lima", "Protection (General)", 4]["persons"] == 0
    assert found["until", "Lima", "Protection (General)", 4]["persons"] == 55


def test_rows_outside_and_sectors_without_shares_are_counted_and_named(golden):
    (fit,) = golden.ask("methods/r4v_fit")
    assert (fit["rows_counting_new"], fit["rows_in_models"], fit["rows_not_direct"]) == (11, 10, 1)
    assert (fit["direct_by"], fit["persons_new"], fit["sectors"]) == ("indicator_list", 351, 3)
    assert (fit["has_in_need"], fit["has_targeted"]) == (True, True)
    sectors = {r["sector"]: r for r in golden.ask("methods/r4v_by_sector")}
    parts = {name: r["southern_cone_part"] for name, r in sectors.items()}
    assert parts == {
        "Food Security": "largest",
        "WASH": "largest",
        "Protection (General)": "reported",
    }
    protection = sectors["Protection (General)"]
    assert (protection["rows_without_in_need"], protection["persons_without_in_need"]) == (1, 12)
    assert (protection["rows_without_targeted"], protection["persons_without_targeted"]) == (2, 67)
    assert sectors["WASH"]["rows_without_in_need"] == 0


def test_filters_narrow_the_models(golden):
    rows = golden.ask("methods/r4v_summary", "department=Tumbes", "until=2025-03-31")
    persons = {(r["model"], r["basis"]): r["persons"] for r in rows if r["step"] == "maximum_first"}
    assert persons["sum", None] == 37
    assert persons["maxsector", "in_need"] == 24
    assert persons["southernconemodel", "in_need"] == 36


def test_the_document_tells_the_same_figures():
    text = (ROOT / "docs" / "r4v-models.md").read_text(encoding="utf-8")
    for (model, basis), by_hand in BY_HAND.items():
        label = f"`{model}`" + (f", {basis}" if basis else "")
        line = f"| {label} | " + " | ".join(str(n) for n in by_hand) + " |"
        assert line in text


def test_without_shares_the_models_say_what_they_need(tmp_path):
    with world(tmp_path, name="R4V", country="PE", starts_on=date(2025, 1, 1)) as made:
        assert made.take(FOLDER / "5w.csv").succeeded
        (fit,) = made.ask("methods/r4v_fit")
        # No list of indicators: the plan decides, and the training is part of it.
        assert (fit["direct_by"], fit["rows_in_models"]) == ("in_plan", 11)
        assert (fit["has_in_need"], fit["has_targeted"]) == (False, False)
        rows = made.ask("methods/r4v_summary")
        assert {r["model"] for r in rows} == {"sum", "maxagegender"}
        (told,) = words.lacking(ask(made.snapshot, "methods/r4v_by_sector", Scope()), None, fit)
        assert "proportions.csv" in told
        table = words.compare(ask(made.snapshot, "methods/r4v_summary", Scope()), None)
        assert dict(zip(table["model"], table["persons"].isna(), strict=True)) == {
            "sum": False,
            "maxagegender": False,
            "maxsector": True,
            "southernconemodel": True,
        }


def test_rows_without_new_people_are_none_of_r4vs(tmp_path):
    rows = "delivered_on,partner,ubigeo,item,households,girls\n2020-04-10,Alpha,150103,kit,30,4\n"
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    with world(tmp_path / "home", name="Own", country="PE", starts_on=date(2020, 4, 1)) as made:
        assert made.take(tmp_path / "rows.csv").succeeded
        (fit,) = made.ask("methods/r4v_fit")
        assert (fit["rows_counting_new"], fit["rows_in_models"]) == (0, 0)
        assert made.ask("methods/r4v_models") == []
        assert made.ask("methods/r4v_summary") == []


def test_a_population_type_may_have_shares_of_its_own_and_a_wrong_department_is_named(tmp_path):
    with world(tmp_path, name="R4V", country="PE", starts_on=date(2025, 1, 1)) as made:
        shutil.copy(FOLDER / "indicators.csv", made.operation.folder)
        (made.operation.folder / "proportions.csv").write_text(
            "department,sector,population_type,basis,girls,boys,women,men\n"
            "15,food security,,in_need,0.25,0.25,0.25,0.25\n"
            "LIMA,Seguridad alimentaria,in_transit,in_need,1,0,0,0\n"
            "Atlantis,WASH,,in_need,1,0,0,0\n",
            encoding="utf-8",
        )
        assert made.take(FOLDER / "5w.csv").succeeded
        (row,) = [
            r
            for r in made.ask("methods/r4v_models", "department=15", "until=2025-03-31")
            if (r["model"], r["step"], r["geo_level"]) == ("maxsector", "month", "country")
        ]
        # Of Lima's food in March 82 are in destination (20 each, 20.5 rounded) and 18 in transit, all of them girls.
        assert [row[group] for group in GROUPS] == [20 + 18, 20, 20, 20]
        (fit,) = made.ask("methods/r4v_fit")
        assert (fit["unknown_departments"], fit["unknown_department"]) == (1, "Atlantis")
        sectors = {r["sector"]: r for r in made.ask("methods/r4v_by_sector")}
        assert sectors["Food Security"]["rows_without_in_need"] == 2  # those of Tumbes


def test_every_model_is_worked_out():
    assert {model for model, _ in BY_HAND} == set(MODELS) == set(oracle.MODELS)
