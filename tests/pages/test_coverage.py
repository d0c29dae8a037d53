"""Coverage: days of need, food and water, target and need, held against a recount of the exports; and where much is missing."""

import datetime
import json
from collections import Counter, defaultdict

import pandas as pd
import pytest

from reparto.charts import need as charts
from reparto.importing import import_files
from reparto.wording import need as need_words
from tests import sample_recount as recount

KITS = {kit["item"]: kit for kit in recount.read_csv(recount.SAMPLE / "kits.csv")}


def words(app) -> str:
    kinds = (app.header, app.subheader, app.markdown, app.caption, app.info, app.warning)
    text = " ".join(str(e.value) for kind in kinds for e in kind)
    return text.replace("\\", "").replace("\u2060", "")


def cards(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def spec(app, alt: str) -> dict:
    (chart,) = (one for one in app.get("plotly_chart") if alt in one.proto.alt)
    return json.loads(chart.proto.spec)


def opened(app):
    assert not app.exception
    assert not app.error
    return app


def amount(column: str) -> float:
    """What was delivered of kcal or litres."""
    rows = recount.counted_rows()
    assert all(row.unit in ("kit", "kits", "") for row in rows)
    return sum(row.quantity * float(KITS[row.item][column]) for row in rows)


def people() -> int:
    measured, assumed = recount.persons()[None]
    return round(measured + assumed)


def covered() -> tuple[int, int]:
    """Families with food and water: by key, and of each unkeyed occasion the smaller of the two."""
    items: dict[str, set[str]] = defaultdict(set)
    occasions: dict[tuple, Counter[str]] = defaultdict(Counter)
    for row in recount.counted_rows():
        if row.key:
            items[row.key].add(row.item)
        else:
            occasions[row.occasion][row.item] += row.households or 0
    keyed = sum({"food_kit", "water_kit"} <= each for each in items.values())
    return keyed, sum(min(each["food_kit"], each["water_kit"]) for each in occasions.values())


# --- the demonstration --------------------------------------------------------------------------


def test_the_page_says_for_how_many_days_there_was_food_and_water(app):
    page = opened(app("coverage", lang="en"))
    food, water = amount("kcal") / 2100, amount("litres") / 15

    assert page.title[0].value == "Coverage"
    said = f"On average {food / people():.1f} days of food and {water / people():.1f} days of water"
    assert said in words(page)
    assert f"{food:,.0f} person-days at 2,100 kcal" in words(page)
    floor = f"{water:,.0f} person-days at 15 litres; {2 * water / people():.1f} days at the floor of 7.5 litres"
    assert floor in words(page)
    assert "Not all that was delivered" not in words(page)


def test_the_page_says_who_received_food_and_water(app):
    keyed, unkeyed = covered()
    page = opened(app("coverage", lang="en"))

    assert cards(page)["Families covered"] == f"{keyed + unkeyed:,}"
    assert f"{keyed:,} known one by one, {unkeyed:,} as counts" in words(page)
    reached = recount.households_reached()
    target = recount.operation()["households_targeted"]
    assert (
        f"Of {target:,} families targeted, {reached / target:.0%} were reached and {(keyed + unkeyed) / target:.0%} covered"
        in words(page)
    )
    bars = spec(page, "by what they received")["data"][0]
    drawn = dict(zip(bars["y"], bars["x"], strict=True))
    assert drawn["Food and water"] == keyed + unkeyed
    assert sum(drawn.values()) == reached
    assert "Content unknown" not in drawn


def test_shares_above_the_target_are_drawn_and_explained(app):
    page = opened(app("coverage", lang="en"))
    (above,) = [text for text in words(page).split("Above 100 %")[1:]]
    assert "a target older than the need" in above

    page.toggle(key="need_all_places").set_value(True).run()
    chart = spec(opened(page), "out of target and need")
    reached = next(trace for trace in chart["data"] if trace["name"] == "Reached, of the target")
    assert len(reached["x"]) == 37
    assert max(reached["x"]) > 1
    assert chart["layout"]["xaxis"]["range"][1] > max(reached["x"])


def test_the_page_speaks_spanish(app):
    page = opened(app("coverage", lang="es"))
    assert page.title[0].value == "Cobertura"


@pytest.mark.parametrize("by", ["By department", "By partner"])
def test_days_are_shown_by_department_and_by_partner(app, by):
    page = app("coverage", lang="en")
    chosen = {"By department": "department", "By partner": "partner"}[by]
    page.session_state["need_days_by"] = chosen
    page = opened(page.run())
    assert spec(page, "Days of food and of water")["data"][0]["x"]


@pytest.mark.parametrize(
    "look",
    [
        {"district": "150132"},
        {"department": "15", "partner": "UNESCO"},
        {"item": "food_kit"},
        {"item": "hygiene_kit"},
        {"status": "verified"},
        {"donor": "Empresa Ejemplo 05 (inventada)"},
        {"since": "2020-05-20"},
        {"method": "every_row"},
        {"population_group": "venezuelan refugees and migrants"},
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_makes_sense_of_every_narrow_look(app, look, language):
    page = opened(app("coverage", lang=language, **look))
    assert len(page.metric) >= 4


def test_a_look_with_nothing_in_it_offers_the_way_back(app):
    page = opened(app("coverage", lang="en", department="07", partner="UNESCO"))
    assert "No delivery matches these filters." in words(page)
    assert not page.metric


def test_through_a_filter_on_food_nobody_is_said_to_have_no_water(app):
    page = opened(app("coverage", lang="en", item="food_kit"))
    assert cards(page)["Families covered"] == "—"
    assert "Cannot be seen through a filter on items" in words(page)
    assert "leaves one of them out" in words(page)


# --- where much is missing ----------------------------------------------------------------------

HEADER = "delivered_on,partner,ubigeo,households,item,quantity,unit,status\n"


def lima_page(lima, open_page, tmp_path, rows: str, kits: str | None = None, **targets: str):
    if kits is not None:
        (lima.folder / "kits.csv").write_text(kits, encoding="utf-8")
    (tmp_path / "sent.csv").write_text(HEADER + rows, encoding="utf-8")
    files = [tmp_path / "sent.csv"]
    for name, text in targets.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        files.append(tmp_path / f"{name}.csv")
    assert import_files(lima, files).succeeded
    return opened(open_page("coverage", lang="en"))


def test_with_families_alone_each_card_says_what_it_would_need(lima, open_page, tmp_path):
    rows = "2020-04-10,Alpha,150103,12,Food,,,delivered\n"
    page = lima_page(lima, open_page, tmp_path, rows)
    said = words(page)

    assert list(cards(page).values()) == ["—"] * 4
    assert "For how many days food and water were delivered is not known." in said
    assert "Needs the kcal of an item in the operation's kits.csv" in said
    assert "Needs the litres of an item in the operation's kits.csv" in said
    assert "Needs an item with kcal and one with litres" in said
    assert "Needs a column that says whether a family also received a government package" in said
    assert "No target and no need is set" in said
    assert (
        "1 row is of items whose content kits.csv does not give: Food (quantity unknown)." in said
    )
    assert "No place here has a target or a need." in said
    assert "No days can be reckoned here." in said


def test_what_is_not_multiplied_is_named_with_its_quantity(lima, open_page, tmp_path):
    rows = (
        "2020-04-10,Alpha,150103,12,food_kit,12,kit,delivered\n"
        "2020-04-11,Alpha,150103,5,food_kit,90,kg,delivered\n"
        "2020-04-12,Alpha,150103,4,Blanket,40,unit,delivered\n"
        "2020-04-13,Alpha,150103,3,food_kit,,,delivered\n"
        "2020-04-14,Alpha,150103,2,,7,unit,delivered\n"
    )
    kits = "item,unit,kcal,litres\nfood_kit,kit,42000,0\n"
    said = words(lima_page(lima, open_page, tmp_path, rows, kits))

    assert "On average 2.6 days of food" in said  # 12 × 20 person-days over 26 × 3.5 people
    assert "whose content kits.csv does not give: Blanket (40 unit)" in said
    assert "1 row is in another unit than the kit list's (kit): food_kit (90 kg)." in said
    assert "1 row gives no quantity: food_kit." in said
    assert "So there are at least as many days as shown here." in said


def test_targets_of_wider_places_are_told_from_none(lima, open_page, tmp_path):
    rows = "2020-04-10,Alpha,150103,12,Food,,,delivered\n"
    targets = "place,households_targeted\nPE,10\n"
    said = words(lima_page(lima, open_page, tmp_path, rows, targets=targets))
    assert "Of 10 families targeted, 120% were reached." in said
    assert "The target here is for wider places than these" in said
    assert "No need is set" in said


def test_above_all_the_day_of_an_old_target_is_named_and_of_a_newer_or_undated_one_is_not(
    lima, open_page, tmp_path
):
    rows = (
        "2020-05-10,Alpha,150101,12,Food,,,delivered\n"  # target of 1 April: older
        "2020-05-10,Alpha,150102,12,Food,,,delivered\n"  # of 20 May: newer
        "2020-05-10,Alpha,150103,12,Food,,,delivered\n"  # of no day
        "2020-05-10,Alpha,150104,12,Food,,,delivered\n"  # older, and not above 100 %
    )
    targets = (
        "place,households_targeted,as_of\n150101,10,2020-04-01\n150102,10,2020-05-20\n"
        "150103,10,\n150104,100,2020-04-01\n"
    )
    page = lima_page(lima, open_page, tmp_path, rows, targets=targets)

    told = words(page)
    assert "Above 100 % in Ancón, Ate and Lima: families outside the target" in told
    assert "Targets older than the last delivery: Lima (1 Apr 2020)." in told
    page.segmented_control(key="need_level").set_value("department").run()
    assert "older than the last" not in words(page)  # 48 of 130 families


def test_several_old_targets_of_one_day_are_told_in_one_sentence():
    day = datetime.date(2020, 4, 1)
    assert need_words.above_all(["Ate", "Lima"], {"Ate": day, "Lima": day}).endswith(
        "It is shown as it is. The targets there are of 1 April 2020, older than the last deliveries."
    )
    assert need_words.above_all(["Ate"], {}).endswith("It is shown as it is.")
    assert need_words.above_all([], {}) is None


def test_a_scope_without_a_row_says_so_of_equity_too(app):
    page = app("coverage", since="2020-05-30", department="15")

    assert not page.exception
    told = words(page)
    assert "No delivery matches these filters." in told
    assert "How even is it?" in told
    assert "Nobody has been reached yet in the 24 districts that can be compared" in told
    assert "Worst served, and why" not in told


def test_what_is_known_by_department_only_is_not_called_like_a_district(app):
    page = app("coverage")
    page.toggle(key="need_all_days").set_value(True).run()
    names = spec(page, "Days of food and of water")["layout"]["yaxis"]["ticktext"]

    assert "Lima" in names and "Lima, no district" in names
    assert not [name for name in names if name.endswith("…") and len(name) < 12]


# --- charts -------------------------------------------------------------------------------------


def some_places(**columns) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": ["1", "2"],
            "name": ["<b>Ate</b>", "Comas"],
            "coverage_rate": [0.2, 1.4],
            "covered_rate": [None, None],
            "need_rate": [None, 0.5],
        }
        | columns
    )


def test_a_share_that_is_unknown_has_no_bar_and_no_line_in_the_legend():
    chart = charts.rates_bars(some_places())
    drawn = {trace.name: list(trace.x) for trace in chart.data}
    assert drawn == {
        "Reached, of the target": [1.4, 0.2],
        "Reached, of the need": [0.5, None],
    }
    assert chart.layout.yaxis.ticktext == ("Comas", "&lt;b&gt;Ate&lt;/b&gt;")


def test_days_stand_beside_each_other_and_unknown_ones_have_no_bar():
    rows = some_places(days_food_per_person=[2.0, 7.56], days_water_per_person=[None, 0.5])
    food, water = charts.days_bars(rows).data
    assert (list(food.x), list(food.text)) == ([7.56, 2.0], [" 7.6", " 2.0"])
    assert (list(water.x), list(water.text)) == ([0.5, None], [" 0.5", ""])
    assert (food.xaxis, water.xaxis) == ("x", "x2")
