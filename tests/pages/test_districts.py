"""Districts: the table, the chart and one district's story, held against a recount of the exports."""

import json
from collections import defaultdict
from datetime import date

import pandas as pd
import pytest

from reparto.charts.districts import coverage_bars, reached_by_day
from reparto.language import whole_percent
from reparto.questions import ask, ask_rows
from reparto.scope import Scope
from reparto.snapshots import open_current
from reparto.wording.districts import (
    amount,
    beside_the_districts,
    how_far,
    place_name,
    what_is_coming,
    when_delivered,
    where_it_stands,
    who_delivered,
)
from tests import sample_recount as recount
from tests.worlds import world

FEWEST_BARS = 15
HOSTILE = ["=HYPERLINK(1)", "<img src=x onerror=alert(1)>", "![x](http://beacon.example/x.png)"]


def words(app) -> str:
    shown = [*app.markdown, *app.caption, *app.info, *app.subheader]
    # Without what keeps Streamlit from reading names as Markdown or as addresses.
    return " ".join(element.value for element in shown).replace("\\", "").replace("\u2060", "")


def table_of(app) -> pd.DataFrame:
    return app.dataframe[0].value


def figures(app) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def metrics(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def reached_in(place: str) -> int:
    return recount.households_reached("ubigeo")[place]


def rows_in(place: str | None) -> list[recount.Row]:
    return [row for row in recount.counted_rows() if row.place == place]


@pytest.fixture(scope="module")
def snapshot(store):
    opened = open_current(store / "demonstration")
    yield opened
    opened.close()


# --- the page ---


def test_the_page_says_first_how_many_districts_are_at_their_target_and_names_the_furthest(app):
    targets = recount.district_targets()
    rates = {place: reached_in(place) / target for place, target in targets.items()}
    at_target = sum(rate >= 1 for rate in rates.values())
    missing = sum(max(targets[place] - reached_in(place), 0) for place in targets)

    said = words(app("districts"))

    assert f"{at_target} of {len(targets)} districts with a target have reached it." in said
    assert {name for name, rate in rates.items() if rate < 0.5} == {"150106", "070106", "150123"}
    assert (
        "3 are below half of it: Carabayllo (26%), Ventanilla (34%) and Pachacámac (38%)." in said
    )
    assert f"{missing} families are still to be reached" in said


def test_wider_places_and_families_without_a_place_are_said_apart(app):
    def families(of):
        rows = [row for row in recount.counted_rows() if of(row.place)]
        return len({r.key for r in rows if r.key}) + recount._unkeyed(rows)

    said = words(app("districts"))

    wider = families(lambda place: place is not None and len(place) == 2)
    assert f"{wider} families are known only by a department or province" in said
    assert f"{families(lambda place: place is None)} families are not located at all" in said


def test_the_table_gives_every_district_its_recounted_families_and_target_worst_first(app):
    table = table_of(app("districts"))

    districts = table[table["ubigeo"].str.len() == 6]
    reached = {k: v for k, v in recount.households_reached("ubigeo").items() if k}
    assert dict(zip(districts["ubigeo"], districts["households_reached"], strict=True)) == reached
    targeted = districts.dropna(subset="households_targeted")
    assert (
        dict(zip(targeted["ubigeo"], targeted["households_targeted"], strict=True))
        == recount.district_targets()
    )
    assert targeted["coverage_rate"].is_monotonic_increasing
    assert targeted["coverage_rate"].max() > 1
    assert targeted["ubigeo"].iloc[0] == "150106"
    assert "070106" in set(districts["ubigeo"])


def test_the_table_names_wider_places_and_the_not_located(app):
    table = table_of(app("districts")).set_index("place")

    assert "Lima (only the department is known)" in table.index
    assert table.loc["Not located", "households_reached"] == 70
    assert pd.isna(table.loc["Not located", "households_targeted"])
    assert pd.isna(table.loc["Not located", "households_gap"])


def test_the_chart_shows_the_furthest_and_on_demand_all(app):
    page = app("districts")

    def bars():
        (figure,) = figures(page)
        return [trace for trace in figure["data"] if trace["type"] == "bar"], figure

    found, figure = bars()
    assert sum(len(trace["y"]) for trace in found) == FEWEST_BARS
    assert figure["layout"]["yaxis"]["ticktext"][:2] == ["Carabayllo", "Ventanilla"]
    page.segmented_control(key="district_bars").set_value(True).run()
    found, figure = bars()
    assert sum(len(trace["y"]) for trace in found) == len(recount.district_targets())
    assert found[-1]["name"] == "At or above the target"
    assert len(found[-1]["y"]) == 2


def test_a_link_opens_one_districts_story(app):
    page = app("districts", district_story="070106")

    shown = metrics(page)
    target = recount.district_targets()["070106"]
    assert shown["Families reached"] == str(reached_in("070106"))
    assert shown["Target"] == str(target)
    assert shown["Still to reach"] == str(target - reached_in("070106"))
    assert shown["Partners"] == str(len({row.partner for row in rows_in("070106")}))
    assert page.selectbox(key="district_story_choice").value == "070106"
    planned = [
        row
        for row in recount.rows()
        if row.place == "070106" and row.status in ("planned", "in_transit")
    ]
    assert f"{len(planned)} rows are planned or in transit for this place" in words(page)


def test_a_story_tells_who_what_and_when(app):
    page = app("districts", district_story="150106")

    days, partners, items = (frame.value for frame in page.dataframe[1:4])
    rows = rows_in("150106")
    assert days["households_reached_cumulative"].iloc[-1] == reached_in("150106")
    assert partners["first_delivery"].min() == min(row.start for row in rows)
    quantities = defaultdict(int)
    for row in rows:
        quantities[row.item] += row.quantity
    assert sorted(items["quantity"]) == sorted(quantities.values())
    assert "39 × Food kit, 22 × Water kit and 12 × Hygiene kit" in words(page)
    line = next(f for f in figures(page) if f["data"][0]["type"] == "scatter")
    assert line["layout"]["shapes"][0]["y0"] == recount.district_targets()["150106"]


def test_a_story_is_chosen_by_name_and_closed_again(app):
    page = app("districts")
    assert "Still to reach" not in metrics(page)

    page.selectbox(key="district_story_choice").set_value("150123").run()
    assert metrics(page)["Families reached"] == str(reached_in("150123"))
    assert page.query_params["district_story"] in ("150123", ["150123"])
    page.selectbox(key="district_story_choice").set_value(None).run()
    assert metrics(page) == {}
    assert "district_story" not in page.query_params


@pytest.mark.parametrize(
    ("code", "title", "place"),
    [("none", "Not located", None), ("15", "Lima (only the department is known)", "15")],
)
def test_places_that_are_no_districts_have_their_story_too(app, code, title, place):
    page = app("districts", district_story=code)

    assert title in words(page)
    rows = rows_in(place)
    days, partners, items = (frame.value for frame in page.dataframe[1:4])
    assert len(partners) == len({row.partner for row in rows})
    assert items["quantity"].sum() == sum(row.quantity for row in rows)
    assert days["households_reached_cumulative"].iloc[-1] == int(metrics(page)["Families reached"])
    assert "Target" not in metrics(page)
    assert "No target is set here" in words(page)


def test_a_filter_that_leaves_one_district_opens_its_story(app):
    page = app("districts", district="150106")

    assert len(table_of(page)) == 1
    assert metrics(page)["Families reached"] == str(reached_in("150106"))


def test_a_link_to_a_place_that_is_not_shown_says_so(app):
    page = app("districts", district_story="999999")

    assert "The place “999999” is not among those shown here." in words(page)
    assert not page.exception
    assert metrics(page) == {}


def test_nothing_to_show_says_why_and_offers_the_way_back(app):
    page = app("districts", district="150106", partner="Illari Amanecer")

    assert "No delivery matches these filters." in words(page)
    assert not page.dataframe
    assert page.button(key="clear_filters_of_nothing")


def test_a_page_without_targets_and_with_hostile_names_stays_calm(tmp_path, monkeypatch):
    from streamlit.testing.v1 import AppTest

    lines = ["delivered_on,partner,department,province,district,households,persons,item"]
    for place in HOSTILE:
        lines.append(f'2020-05-01,"{place}",Norte,,"{place}",5,20,"{place}"')
    lines.append('2020-05-02,Partner,Norte,,,,9,"Food"')
    lines.append('2020-05-02,Partner,Norte,,Sur,,9,"Food"')
    export = tmp_path / "deliveries.csv"
    export.write_text("\n".join(lines), encoding="utf-8")
    with world(tmp_path / "home", name="Hostile", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(export)
        codes = {row["district"]: row["ubigeo"] for row in made.ask("coverage/by_district")}
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        page = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60).run()
        page.switch_page("pages/districts.py").run()
        for name in (*HOSTILE, "Sur"):
            page.selectbox(key="district_story_choice").set_value(codes[name]).run()
            assert not page.exception
            assert name in words(page)
        raw = " ".join(element.value for element in page.markdown)
        assert "no number of families" in raw.replace("\\", "")
    assert set(HOSTILE) < set(table_of(page)["place"])
    assert "coverage_rate" not in table_of(page)
    assert not figures(page)


# --- the questions ---


def test_each_partner_is_counted_in_each_place(snapshot):
    counted = defaultdict(list)
    for row in recount.counted_rows():
        counted[row.place, row.partner].append(row)
    by_code = {one["name"]: one["code"] for one in recount.partners()}

    answered = ask(snapshot, "coverage/district_partners", Scope())

    found = {
        (None if pd.isna(row.ubigeo) else row.ubigeo, by_code[row.partner]): (
            row.households_reached,
            row.deliveries,
            row.first_delivery,
        )
        for row in answered.itertuples()
    }
    assert found == {
        group: (
            recount._keyed(rows) + recount._unkeyed(rows),
            len(rows),
            min(row.start for row in rows),
        )
        for group, rows in counted.items()
    }


def test_each_place_adds_up_to_its_families_on_its_last_day(snapshot):
    days = ask(snapshot, "coverage/district_days", Scope())
    places = ask(snapshot, "coverage/by_district", Scope())

    last = days.groupby("ubigeo", dropna=False)["households_reached_cumulative"].last()
    new = days.groupby("ubigeo", dropna=False)["households_reached_new"].sum()
    reached = places.set_index("ubigeo")["households_reached"]
    assert last.to_dict() == new.to_dict()
    located = last[last.index.notna()]
    assert located.to_dict() == reached[located.index].to_dict()


def test_what_is_not_counted_is_every_other_row(snapshot):
    rows = ask_rows(snapshot, "coverage/district_waiting", Scope())

    statuses = defaultdict(int)
    for row in rows:
        statuses[row["status"]] += row["rows"]
    expected = defaultdict(int)
    for row in recount.rows():
        if not row.fault and not row.is_counted:
            expected[row.status] += 1
    assert statuses == expected


def test_the_summary_follows_the_filters(snapshot):
    (row,) = ask_rows(snapshot, "coverage/district_summary", Scope(department=("07",)))

    callao = {p: t for p, t in recount.district_targets().items() if p.startswith("07")}
    assert row["districts_targeted"] == len(callao)
    assert row["households_gap"] == sum(max(t - reached_in(p), 0) for p, t in callao.items())
    assert row["households_not_located"] == 0


# --- the charts ---


def coverage_table(*rates: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place": [f"Place {index}" for index, _ in enumerate(rates)],
            "households_reached": [rate * 100 for rate in rates],
            "households_targeted": [100] * len(rates),
            "coverage_rate": rates,
        }
    )


def test_bars_above_the_target_run_past_the_line_and_are_of_another_colour():
    figure = coverage_bars(coverage_table(0.2, 0.9, 1.4))

    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [bar.name for bar in bars] == [
        "Below half of the target",
        "Below the target",
        "At or above the target",
    ]
    assert len({bar.marker.color for bar in bars}) == 3
    assert figure.layout.xaxis.range[1] > 1.4
    assert figure.layout.shapes[0].x0 == 1


def test_places_that_share_a_name_keep_their_own_bars():
    table = coverage_table(0.2, 0.3).assign(place=["Santa Rosa", "Santa Rosa"])

    (bar,) = [trace for trace in coverage_bars(table).data if trace.type == "bar"]

    assert list(bar.y) == [0, 1]
    assert list(bar.x) == [0.2, 0.3]


def test_names_are_no_markup_in_charts():
    figure = coverage_bars(coverage_table(0.2).assign(place=["<b>Bold</b>"]))

    assert list(figure.layout.yaxis.ticktext) == ["&lt;b&gt;Bold&lt;/b&gt;"]
    assert figure.data[0].customdata[0][0] == "&lt;b&gt;Bold&lt;/b&gt;"


def test_families_without_a_day_and_places_without_a_target_leave_the_chart_whole():
    days = pd.DataFrame(
        {
            "day": [date(2020, 5, 1), None],
            "households_reached_new": [3, 4],
            "households_reached_cumulative": [3, 7],
        }
    )

    figure = reached_by_day(days, None)

    assert list(figure.data[0].y) == [3]
    assert not figure.layout.shapes


# --- the sentences ---

NOWHERE = pd.DataFrame(
    {"partner": [], "households_reached": [], "first_delivery": [], "last_delivery": []}
)


@pytest.mark.parametrize(
    ("rate", "shown"),
    [(0.996, 0.99), (0.9949, 0.99), (1.0, 1.0), (1.004, 1.0), (0.2571, 0.26), (0.975, 0.98)],
)
def test_what_is_below_the_target_never_rounds_up_to_it(rate, shown):
    assert whole_percent(rate) == shown


@pytest.mark.parametrize(
    ("reached", "target", "gap", "said"),
    [
        (0, 40, 40, "Nobody has been reached yet; the target is 40 families."),
        (39, 40, 1, "39 families reached of 40 targeted (98%); 1 is still to be reached."),
        (40, 40, 0, "40 families reached: exactly the target."),
        (1, None, None, "1 family reached. No target is set here, so there is no coverage."),
        (3, 0, 0, "3 families reached. The target here is zero, so there is no coverage."),
    ],
)
def test_how_far_a_place_is(reached, target, gap, said):
    rate = reached / target if target else None
    place = {
        "households_reached": reached,
        "households_targeted": target,
        "households_gap": gap,
        "coverage_rate": rate,
    }
    assert how_far(place, NOWHERE) == said


def test_rows_that_give_no_families_are_not_zero_families():
    partners = pd.DataFrame({"partner": ["A", "B"], "households_reached": [None, None]})
    place = {"households_reached": 0, "households_targeted": None}

    assert how_far(place, partners) == "Deliveries are reported here, but no number of families."
    assert "their rows give no number" in who_delivered(partners)


def test_the_summary_of_an_operation_without_targets_has_no_coverage():
    summary = {"districts": 148, "districts_targeted": 0, "districts_at_target": 0}

    assert where_it_stands(summary, []) == [
        "148 districts were reached. None has a target, so there is no coverage to show."
    ]
    assert where_it_stands(summary | {"districts": 0}, []) == ["Nothing here is known by district."]


def test_many_districts_below_half_are_counted_and_the_furthest_named():
    summary = {"districts_targeted": 9, "districts_at_target": 0, "households_gap": 0}
    worst = [(f"D{index}", index / 100) for index in range(6)]

    none, below = where_it_stands(summary, worst)

    assert none == "None of the 9 districts with a target has reached it yet."
    assert below == "6 are below half of it, furthest D0 (0%), D1 (1%), D2 (2%) and D3 (3%)."


def test_nothing_beside_the_districts_is_not_mentioned():
    quiet = dict.fromkeys(
        ("places_above_district", "households_not_located", "districts_targeted"), 0
    )

    assert beside_the_districts(quiet) == []


def test_wider_places_whose_rows_give_no_families_are_places_and_not_zero_families():
    summary = {
        "places_above_district": 1,
        "households_above_district": 0,
        "households_not_located": 0,
        "districts_targeted": 0,
    }

    (line,) = beside_the_districts(summary)

    assert line == "1 place with deliveries is known only as a department or province."


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (("district", "Ate", "Lima", "Lima"), "Ate"),
        (("province", None, "Cañete", "Lima"), "Cañete (only the province is known)"),
        (("country", None, None, None), "The whole country (no department known)"),
        (("none", None, None, None), "Not located"),
        (("district", None, None, None), "A place without a name"),
    ],
)
def test_every_place_has_a_name(place, named):
    assert place_name(*place) == named


def test_a_quantity_keeps_its_unit_and_an_unknown_one_is_said():
    assert amount("Food kit", 39.0, "kit") == "39 × Food kit"
    assert amount("Rice", 12.5, "sack") == "Rice: 12.5 sack"
    assert amount("Rice", None, "sack") == "Rice (quantity unknown)"


def test_days_that_are_unknown_are_said():
    partners = pd.DataFrame({"first_delivery": [None], "last_delivery": [None]})
    days = pd.DataFrame({"day": [None], "households_reached_new": [7]})
    dated = pd.DataFrame(
        {"first_delivery": [date(2020, 5, 1)], "last_delivery": [date(2020, 5, 1)]}
    )

    assert when_delivered(partners, days) == "The rows give no usable day."
    assert when_delivered(dated, days) == (
        "Everything was delivered on 1 May 2020. 7 families are reached by rows without a usable day."
    )


def test_a_gap_that_nothing_planned_answers_is_said():
    nothing = pd.DataFrame({"status": ["cancelled"], "rows": [2]})

    assert what_is_coming(nothing, 12).startswith("Nothing is planned or in transit")
    assert what_is_coming(nothing, 0) == ""
