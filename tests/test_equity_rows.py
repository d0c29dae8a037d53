"""What the questions about equity answer over rows made for them, counted by hand."""

import datetime

import pandas as pd
import pytest

from reparto.equity import compare, gini
from reparto.language import use_language
from reparto.methods import METHODS
from reparto.questions import ask_rows
from reparto.scope import Scope
from reparto.wording import equity as words
from reparto.wording.equity_groups import how_much_is_known
from reparto.wording.equity_reasons import reason
from tests.worlds import world

# The worked example of docs/equity.md, and one district more that nobody works in.
NEED = [100, 200, 300, 100, 300]
REACHED = [10, 40, 90, 50, 210]
PLACES = ["150101", "150103", "150106", "150110", "150132"]
DELIVERIES = "delivery_id,delivered_on,reported_on,partner,ubigeo,household_key,households,persons,girls,boys,women,men,other_18_plus,population_group,item,quantity,unit,status"


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.fixture(scope="module")
def lima(tmp_path_factory):
    """Five districts with the worked example's need, each reached once; then rows for sex, age and stock."""
    home = tmp_path_factory.mktemp("equity")
    lines = [
        # Alpha in four districts, long silent in 150101; 150132's rows name two groups, and sex and age.
        "D1,2020-04-01,2020-04-02,Alpha,150101,,10,,,,,,,host community,food_kit,10,kit,delivered",
        "D2,2020-04-25,2020-04-28,Alpha,150103,,40,160,,,,,,refugees,food_kit,40,kit,delivered",
        "D3,2020-04-25,2020-04-28,Alpha,150106,,90,300,,,,,,refugees,food_kit,90,kit,delivered",
        "D4,2020-04-25,2020-04-28,Beta,150110,,50,200,20,30,40,50,,refugees,food_kit,50,kit,delivered",
        "D5,2020-04-26,2020-04-28,Beta,150132,,200,700,100,90,,,5,refugees,food_kit,200,kit,delivered",
        "D6,2020-04-26,2020-04-28,Beta,150132,,120,400,60,60,60,60,,host community,water_kit,120,kit,delivered",
        # One keyed household, told twice: once with its people, once without.
        *(
            f"K{i},2020-04-27,2020-04-28,Beta,150132,key{i},,4,1,1,1,1,,,food_kit,1,kit,delivered"
            for i in range(10)
        ),
        *(
            f"L{i},2020-04-27,2020-04-28,Beta,150132,key{i},,4,,,,,,,water_kit,1,kit,delivered"
            for i in range(10)
        ),
        "S1,2020-04-26,2020-04-28,Gamma,150133,,9,,,,,,,,food_kit,9,kit,suspended",
    ]
    (home / "deliveries.csv").write_text("\n".join([DELIVERIES, *lines]), encoding="utf-8")
    targets = [
        f"{place},{need},{need // 2},," for place, need in zip(PLACES, NEED, strict=True)
    ] + ["150133,100,50,,", "150106,,40,Delta,"]
    (home / "targets.csv").write_text(
        "\n".join(["place,households_in_need,households_targeted,partner,as_of", *targets]),
        encoding="utf-8",
    )
    stock = [
        "L1,food_kit,100,,150101,2020-04-01,received,",
        "L1,food_kit,30,150101,150110,2020-04-02,dispatched,Beta",
        "L1,food_kit,20,150101,070101,2020-04-03,dispatched,",
        "L1,food_kit,10,150101,150132,2020-04-03,dispatched,",
        "L1,food_kit,10,150101,150132,2020-04-04,received,",
        "L1,food_kit,5,150110,150101,2020-04-05,returned,Beta",
        "L1,food_kit,2,150101,,2020-04-06,lost,",
        "L1,food_kit,8,070101,,2020-04-07,delivered,",
        "L2,water_kit,4,,Bodega norte,2020-04-07,received,",
        "L3,water_kit,6,,150101,2020-04-07,received,",
        "L3,water_kit,6,150101,150103,2020-04-08,dispatched,Alpha",
    ]
    (home / "stock_movements.csv").write_text(
        "\n".join(["lot,item,quantity,from_place,to_place,moved_on,kind,partner", *stock]),
        encoding="utf-8",
    )
    with world(home, name="Lima", country="PE", starts_on=datetime.date(2020, 4, 1)) as made:
        for name in ("deliveries", "targets", "stock_movements"):
            report = made.take(home / f"{name}.csv")
            assert [file.status for file in report.files] == ["imported"], report
        yield made


def named(rows):
    frame = pd.DataFrame(rows)
    return frame.assign(place=frame["district"].fillna("elsewhere"))


def test_the_product_says_what_the_example_says(lima):
    comparison = compare(named(lima.ask("equity/places")))
    assert comparison.base == "need"
    assert dict(
        comparison.places[["ubigeo", "households_reached"]].itertuples(index=False)
    ) == dict(zip(["150133", *PLACES], [0, *REACHED], strict=True))
    # With the sixth district: 0 of 100, 10 of 100, then the example.
    six = [0, *REACHED]
    assert comparison.gini == pytest.approx(gini(six, [100, *NEED]))


def test_a_place_filter_leaves_the_other_districts_out(lima):
    comparison = compare(named(lima.ask("equity/places", "district=150103", "district=150110")))
    assert set(comparison.places["ubigeo"]) == {"150103", "150110"}
    assert words.what_it_needs(comparison).startswith("2 districts are too few for fifths")


def test_a_partner_without_need_is_compared_by_its_target(lima):
    comparison = compare(named(lima.ask("equity/places", "partner=Delta")))
    assert comparison.base == "target"
    assert list(comparison.places["ubigeo"]) == ["150106"]
    assert list(comparison.places["weight"]) == [40]


def test_who_is_at_work_where(lima):
    found = {(r["ubigeo"], r["partner"]): r for r in lima.ask("equity/at_work")}
    assert set(found) == {
        ("150101", "Alpha"),
        ("150103", "Alpha"),
        ("150106", "Alpha"),
        ("150106", "Delta"),
        ("150110", "Beta"),
        ("150132", "Beta"),
    }  # Gamma's row is suspended
    assert found["150101", "Alpha"]["days_silent"] == 26
    assert found["150103", "Alpha"]["days_silent"] == 0
    assert found["150106", "Delta"] | {"ubigeo": ""} == {
        "ubigeo": "",
        "partner": "Delta",
        "deliveries": 0,
        "last_report": None,
        "days_silent": None,
    }


def test_silence_is_counted_to_the_end_of_the_chosen_dates(lima):
    rows = lima.ask("equity/at_work", "until=2020-04-20")
    found = {(r["ubigeo"], r["partner"]): r["days_silent"] for r in rows if r["deliveries"]}
    assert found == {("150101", "Alpha"): 18}


def test_what_lies_in_which_store(lima):
    found = {(r["store"], r["item"]): float(r["quantity"]) for r in lima.ask("equity/in_store")}
    assert found == {
        ("150101", "food_kit"): 43,  # 100 - 30 - 20 - 10 + 5 - 2
        ("070101", "food_kit"): 12,  # 20 sent there without a partner, 8 handed out
        ("150132", "food_kit"): 10,  # sent and received: once
        ("Bodega norte", "water_kit"): 4,
    }
    until = {
        (r["store"], r["item"]): float(r["quantity"])
        for r in lima.ask("equity/in_store", "until=2020-04-02")
    }
    assert until == {("150101", "food_kit"): 70}
    water = lima.ask("equity/in_store", "item=water_kit")
    assert [(r["place"], r["ubigeo"]) for r in water] == [("Bodega norte", None)]


def test_each_district_has_its_reason(lima):
    at_work = pd.DataFrame(lima.ask("equity/at_work"))
    in_store = pd.DataFrame(lima.ask("equity/in_store"))
    places = {row.ubigeo: row for row in named(lima.ask("equity/places")).itertuples()}

    def told(code, stores=in_store):
        return reason(places[code], at_work, stores, str)

    assert (told("150133").kind, told("150133").sentence) == (
        "no_partner",
        "No partner works here.",
    )
    assert told("150101").kind == "silent"
    assert told("150101").sentence == (
        "Alpha works here, and nothing has been reported from here since 2 April 2020 (26 days)."
    )
    assert told("150103").kind == "stock_elsewhere"
    assert told("150103").sentence == (
        "Alpha works here, while stock lies in Lima, Callao and 2 more: food_kit 65 and water_kit 4."
    )
    nothing = in_store[:0]
    assert told("150103", nothing).kind == "under_way"
    assert told("150103", nothing).sentence == (
        "Under way: Alpha last reported from here on 28 April 2020."
    )
    # What lies in the district's own store does not lie elsewhere.
    own = in_store[in_store["ubigeo"] == "150132"]
    assert told("150132", own).kind == "under_way"
    never = at_work[at_work["partner"] == "Delta"]
    assert reason(places["150106"], never, in_store, str).sentence == (
        "Delta has a target here and has never reported from here."
    )


def test_sex_and_age_are_reported_or_unknown(lima):
    rows = lima.ask("equity/sex_and_age")
    (total,) = [r for r in rows if r["is_total"]]
    by_place = {r["ubigeo"]: r for r in rows if not r["is_total"]}
    classes = ("girls", "boys", "women", "men", "other")
    # 150132: of one event the food rows (700 people) count; each keyed household once, by its fuller row.
    there = by_place["150132"]
    assert [there[name] for name in classes] == [110, 100, 10, 10, 5]
    assert there["persons_reached"] == 700 + 40
    assert there["sex_age_unknown"] == 740 - 235
    # 150101 tells 10 families and no people: 35 are assumed, all unknown.
    assert by_place["150101"]["persons_reached"] == by_place["150101"]["sex_age_unknown"] == 35
    assert [total[name] for name in classes] == [130, 130, 50, 60, 5]
    assert total["persons_reached"] == 35 + 160 + 300 + 200 + 740
    assert total["sex_age_unknown"] == 1435 - 375
    assert how_much_is_known(total).startswith("Sex and age are reported for 375 of 1,435 people")


def test_unknown_people_and_known_ones_are_everybody_under_every_filter(lima):
    for where in (
        (),
        ("item=water_kit",),
        ("partner=Alpha",),
        ("population_group=host community",),
    ):
        for row in lima.ask("equity/sex_and_age", *where):
            known = sum(row[name] for name in ("girls", "boys", "women", "men", "other"))
            assert known + row["sex_age_unknown"] == row["persons_reached"]


def test_an_empty_scope_has_one_row_of_nobody(lima):
    (row,) = lima.ask("equity/sex_and_age", "partner=Nobody")
    assert row["is_total"] and row["persons_reached"] == 0
    assert lima.ask("equity/groups", "partner=Nobody") == []


def test_the_groups_that_rows_name(lima):
    rows = lima.ask("equity/groups")
    found = {
        r["population_group"]: (r["deliveries"], r["households_reached"], r["persons_reached"])
        for r in rows
        if r["is_total"]
    }
    assert found == {
        "refugees": (4, 40 + 90 + 50 + 200, 160 + 300 + 200 + 700),
        "host community": (2, 10 + 120, 35 + 400),
        "unknown": (20, 10, 40),
    }


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_group_counts_as_its_filter_does_under_every_method(lima, method):
    for row in ask_rows(lima.snapshot, "equity/groups", Scope(method=method)):
        if row["is_total"] or row["ubigeo"]:
            scope = Scope(
                method=method,
                population_group=(row["population_group"],),
                district=() if row["is_total"] else (row["ubigeo"],),
            )
            (headline,) = ask_rows(lima.snapshot, "overview/headline", scope)
            for name in ("deliveries", "households_reached", "persons_reached"):
                assert row[name] == headline[name], (row, name)


def test_a_delivery_under_two_groups_counts_under_each(lima):
    whole = {r["ubigeo"]: r["households_reached"] for r in lima.ask("equity/places")}
    assert whole["150132"] == 210  # the larger of 200 and 120, and ten keyed households

    def of(group):
        rows = lima.ask("equity/places", f"population_group={group}")
        return {r["ubigeo"]: r["households_reached"] for r in rows}["150132"]

    assert (of("refugees"), of("host community"), of("unknown")) == (200, 120, 10)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_sex_and_age_add_up_to_the_people_of_every_method(lima, method):
    scope = Scope(method=method)
    (headline,) = ask_rows(lima.snapshot, "overview/headline", scope)
    total, *places = ask_rows(lima.snapshot, "equity/sex_and_age", scope)
    assert total["is_total"] and total["persons_reached"] == headline["persons_reached"]
    for row in (total, *places):
        known = sum(row[name] for name in ("girls", "boys", "women", "men", "other"))
        assert known + row["sex_age_unknown"] == row["persons_reached"]
