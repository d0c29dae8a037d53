"""Partners: standing, silence, who does what where and one partner's story, held against a recount of the exports."""

import json
import re
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from reparto.charts.families_by_day import days_chart
from reparto.charts.partner_places import presence_cells, presence_chart
from reparto.charts.partners import progress_chart, short_names
from reparto.questions import ask, ask_rows
from reparto.scope import Scope
from reparto.snapshots import open_current
from reparto.wording.partner_story import story
from reparto.wording.partners import headline, needs_attention, with_standing
from reparto.wording.words import quantities, shortly
from tests import sample_recount as recount
from tests.worlds import world

HOSTILE = ["=HYPERLINK(1)", "<img src=x onerror=alert(1)>", "![x](http://beacon.example/x.png)"]
NAMES = {one["code"]: one["name"] for one in recount.partners()}
OVER = {"elapsed_rate": 1.0, "as_of": date(2020, 5, 31)}


def open_link(page: str, **query: str) -> AppTest:
    """A page of the operation that is set, as a link opens it."""
    opened = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60).run()
    opened.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        opened.query_params[name] = value
    return opened.run()


def words(page) -> str:
    text = " ".join(element.value for element in [*page.markdown, *page.caption])
    return text.replace("\\", "").replace("\u2060", "")


def table_of(page) -> pd.DataFrame:
    (table,) = (one.value for one in page.dataframe if "mark" in one.value)
    return table


def figure_of(page, alt: str) -> dict:
    (chart,) = (one for one in page.get("plotly_chart") if alt in one.proto.alt)
    return json.loads(chart.proto.spec)


def coverage() -> dict[str, float]:
    reached = recount.households_reached("partner")
    return {
        NAMES[code]: reached[code] / target for code, target in recount.partner_targets().items()
    }


def last_reports() -> dict[str, date]:
    found: dict[str, date] = {}
    for row in recount.rows():
        if not row.fault:
            told = row.reported_on or row.end
            found[NAMES[row.partner]] = max(found.get(NAMES[row.partner], told), told)
    return found


def silent(days: int = 14) -> dict[str, int]:
    last = last_reports()
    latest = max(last.values())
    return {name: (latest - day).days for name, day in last.items() if (latest - day).days >= days}


@pytest.fixture(scope="module")
def snapshot(store):
    opened = open_current(store / "demonstration")
    yield opened
    opened.close()


# --- the page ---


def test_the_page_says_first_who_is_on_track_below_half_and_silent(app):
    rates = coverage()
    on_track = sum(rate >= 0.8 for rate in rates.values())
    weak = {name: rate for name, rate in rates.items() if rate < 0.5}
    expected = {one["name"] for one in recount.partners() if one["expected_reporting"]}

    page = app("partners")
    said = words(page)

    assert not page.exception
    assert f"{len(recount.deliveries('partner'))} of 42 partners have delivered." in said
    assert f"{on_track} of {len(rates)} partners with a target are on track" in said
    assert len(weak) == 2
    assert all(f"{name} ({rate:.0%})" in said for name, rate in weak.items())
    quiet = {name: days for name, days in silent().items() if name in expected}
    assert f"{len(quiet)} that should report have been silent for 14 days or more" in said
    assert all(f"{name} ({days} days)" in said for name, days in quiet.items())
    assert "3 more without an agreed rhythm have gone quiet and may simply be done." in said
    assert "UNESCO" not in said
    assert "Serenazgo and IOM have no target of their own" in said


def test_the_figures_are_the_recounted_ones(app):
    metrics = {metric.label: metric.value for metric in app("partners").metric[:4]}

    rates = coverage().values()
    assert metrics == {
        "Partners that have delivered": str(len(recount.deliveries("partner"))),
        "On track": str(sum(rate >= 0.8 for rate in rates)),
        "Below half": str(sum(rate < 0.5 for rate in rates)),
        "Silent for 14 days or more": "3",
    }


def test_the_table_gives_every_partner_its_families_target_and_last_report(app):
    table = table_of(app("partners")).set_index("partner")

    reached = {NAMES[code]: count for code, count in recount.households_reached("partner").items()}
    assert table["households_reached"].to_dict() == reached
    targets = {NAMES[code]: target for code, target in recount.partner_targets().items()}
    assert table["households_targeted"].dropna().to_dict() == targets
    assert table["last_report"].to_dict() == last_reports()
    assert table["mark"]["Asociación Muestra 03 (inventada)"] == "Behind · silent 29 days"
    assert pd.isna(table.loc["IOM", "coverage_rate"])
    assert table.loc["Serenazgo", "mark"] == "Without a target · silent 33 days"


def test_what_is_unknown_is_empty_and_not_zero(app):
    table = table_of(app("partners")).set_index("partner")

    def rates(name):
        rows = [row for row in recount.rows() if not row.fault and NAMES[row.partner] == name]
        dated = [(row.reported_on - row.end).days <= 7 for row in rows if row.reported_on]
        settled = [
            row.status == "verified" for row in rows if row.status in ("delivered", "verified")
        ]
        return [sum(found) / len(found) if found else None for found in (dated, settled)]

    assert rates("Cáritas Chosica")[0] is None
    assert pd.isna(table.loc["Cáritas Chosica", "on_time_rate"])
    assert table.loc["Serenazgo", "verified_rate"] == 0
    for name in ("Asociación Muestra 04 (inventada)", "UNESCO", "Illari Amanecer"):
        told = table.loc[name, ["on_time_rate", "verified_rate"]]
        assert list(told) == pytest.approx(rates(name), abs=0.005)  # shown in whole percents


def test_the_chart_draws_each_partner_with_a_target_worst_first_in_groups(app):
    spec = figure_of(app("partners"), "out of each partner's target")

    marks = [trace for trace in spec["data"] if trace["mode"] == "markers"]
    drawn = {
        point[0]: x
        for trace in marks
        for point, x in zip(trace["customdata"], trace["x"], strict=True)
    }
    assert drawn == pytest.approx(coverage())
    assert [trace["marker"]["symbol"] for trace in marks] == ["triangle-down", "diamond", "circle"]
    ys = [y for trace in marks for y in trace["y"]]
    xs = [x for trace in marks for x in trace["x"]]
    assert ys == sorted(ys, reverse=True)
    assert xs == sorted(xs)
    labels = spec["layout"]["yaxis"]["ticktext"]
    assert [label for label in labels if "<b>" in label] == [
        "<b>Below half (2)</b>",
        "<b>Behind (3)</b>",
        "<b>On track (35)</b>",
    ]
    (beside,) = [trace for trace in spec["data"] if trace["mode"] == "text"]
    assert sum("silent" in text for text in beside["text"]) == 3  # those from whom a report is due


def test_only_those_that_need_attention_are_drawn_on_demand(app):
    page = app("partners")
    page.segmented_control(key="partner_show").set_value("attention").run()

    spec = figure_of(page, "out of each partner's target")
    drawn = [point for trace in spec["data"] for point in trace.get("customdata", [])]
    assert len(drawn) == 5
    assert len(table_of(page)) == 42


def test_a_role_narrows_cards_table_and_matrix(app):
    page = app("partners")
    page.multiselect(key="partner_role").set_value(["distribution"]).run()

    assert set(table_of(page)["partner"]) == {"UNICEF", "UNESCO", "PAHO/WHO"}
    assert page.metric[0].value == "3"
    ticks = figure_of(page, "in each place")["layout"]["yaxis"]["ticktext"]
    assert ticks == ["UNICEF", "PAHO/WHO", "UNESCO"]
    assert "42" not in [metric.value for metric in page.metric]


def test_one_partners_story_is_told_with_its_recounted_figures(app):
    page = app("partners")
    page.selectbox(key="partner_story").set_value("Cáritas Chosica").run()

    said = words(page)
    rows = [row for row in recount.counted_rows() if row.partner == "CARITAS-CH"]
    reached = recount.households_reached("partner")["CARITAS-CH"]
    measured, assumed = recount.persons("partner")["CARITAS-CH"]
    kits = sum(row.quantity for row in rows if row.item == "food_kit")
    assert assumed == 0
    assert "Cáritas Chosica" in said
    assert f"since {min(row.start for row in rows):%-d %B %Y}" in said
    assert f"in {len({row.place for row in rows})} places" in said
    assert f"{kits} × Food kit" in said
    assert f"reached {reached} families, {measured:,} people" in said
    assert f"{reached / recount.partner_targets()['CARITAS-CH']:.0%} of it is reached" in said
    assert "Whether it reports on time is unknown" in said
    spec = figure_of(page, "Cáritas Chosica")
    assert spec["data"][0]["customdata"][-1][1] == str(reached)


def test_a_link_opens_on_its_partners_story(app):
    page = app("partners", partner_story="PAHO/WHO")

    assert page.selectbox(key="partner_story").value == "PAHO/WHO"
    assert "PAHO/WHO (type: United Nations, role: distribution) works under" in words(page)


def test_the_one_partner_of_the_filter_is_the_one_whose_story_is_told(app):
    page = app("partners", partner=["UNICEF"])

    assert page.selectbox(key="partner_story").value == "UNICEF"
    assert "UNICEF" in words(page)
    assert list(table_of(page)["partner"]) == ["UNICEF"]


def test_with_an_earlier_end_the_pace_and_the_silence_are_those_of_that_day(app):
    page = app("partners", until="2020-05-01")

    said = words(page)
    days = (date(2020, 5, 1) - date(2020, 4, 9)).days + 1
    share = days / ((date(2020, 5, 31) - date(2020, 4, 9)).days + 1)
    assert f"By 1 May 2020, {share:.0%} of the operation's days are used." in said
    assert "Nobody who should report has been silent" in said
    assert table_of(page)["days_silent"].max() < 14


def test_nothing_to_show_says_so_and_offers_the_way_back(app):
    page = app("partners", partner=["Cáritas Chosica"], department=["04"])

    assert not page.exception
    assert page.info[0].value.startswith("No delivery matches")
    assert any("Clear filters" in button.label for button in page.button)
    assert not page.get("plotly_chart")


def test_the_page_speaks_spanish_dates(app):
    assert "mayo de 2020" in words(app("partners", lang="es"))


def test_names_from_files_stay_text_and_nothing_needs_a_target(tmp_path, monkeypatch):
    export = tmp_path / "deliveries.csv"
    lines = ["delivered_on,partner,department,households,item,quantity,unit,status"]
    lines += [
        f'2020-05-0{n},"{name}",Norte,{n},kit,{n},kit,delivered'
        for n, name in enumerate(HOSTILE, 1)
    ]
    lines.append(",Silent type,,,,,,delivered")
    export.write_text("\n".join(lines), encoding="utf-8")
    with world(tmp_path / "home", name="Hostile", country="XX", starts_on=date(2020, 5, 1)) as made:
        made.take(export)
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        for name in (*HOSTILE, "Silent type"):
            page = open_link("partners", partner_story=name)
            assert not page.exception
            assert page.selectbox(key="partner_story").value == name
            assert f"{name} is named in the exports" in words(page)
    raw = " ".join(element.value.removeprefix(":gray-badge[") for element in page.markdown)
    assert "No partner has a target of its own for what is shown" in raw
    assert not re.search(r"(?<!\\)[<!\[]", raw)
    table = table_of(page).set_index("partner")
    assert set(HOSTILE) < set(table.index)
    assert pd.isna(table.loc["Silent type", "households_reached"])
    assert "coverage_rate" not in table
    assert page.metric[1].value == "—"


# --- standing, in small ---


def partner(name, **told):
    return {
        "partner": name, "role": None, "households_reached": 10, "households_targeted": 100, "coverage_rate": 0.1,
        "verified_rate": None, "on_time_rate": None, "last_report": date(2020, 5, 1), "partner_type": None,
        "expected_reporting": None, "deliveries": 3, "districts_reached": 1, "first_delivery": date(2020, 4, 9),
        "last_delivery": date(2020, 5, 1), "days_silent": 0,
    } | told  # fmt: skip


def standing(*partners, elapsed=1.0):
    evidence = pd.DataFrame(
        [
            {"partner": one["partner"], "lead_partners": 0, "lead_partner": None, "rows_with_households": 3,
             "rows_with_both_dates": 0, "rows_settled": 0, "rows_verified": 0, "rows_not_counted": 0}
            for one in partners if one["deliveries"]
        ],
        columns=["partner", "lead_partners", "lead_partner", "rows_with_households", "rows_with_both_dates",
                 "rows_settled", "rows_verified", "rows_not_counted"],
    )  # fmt: skip
    pace = {"elapsed_rate": elapsed, "as_of": date(2020, 5, 1)}
    return with_standing(pd.DataFrame(partners), evidence, pace), pace


@pytest.mark.parametrize(
    ("rate", "elapsed", "expected"),
    [
        (0.49, 1.0, "below_half"),
        (0.5, 1.0, "behind"),
        (0.79, 1.0, "behind"),
        (0.8, 1.0, "on_track"),
        (1.7, 1.0, "on_track"),
        (0.3, 0.5, "behind"),
        (0.4, 0.5, "on_track"),
        (0.4, None, "below_half"),
        (0.0, 0.0, "on_track"),
        (None, 1.0, "no_target"),
    ],
)
def test_a_standing_compares_with_an_even_pace(rate, elapsed, expected):
    partners, _pace = standing(partner("A", coverage_rate=rate), elapsed=elapsed)

    assert list(partners["standing"]) == [expected]


def test_silence_counts_from_fourteen_days_and_attention_only_where_reports_are_expected():
    partners, pace = standing(
        partner("A", coverage_rate=0.9, days_silent=13, expected_reporting="weekly"),
        partner("B", coverage_rate=0.9, days_silent=14, expected_reporting="weekly"),
        partner("C", coverage_rate=0.9, days_silent=40),
        partner(
            "D",
            coverage_rate=None,
            deliveries=0,
            last_report=None,
            days_silent=None,
            expected_reporting="weekly",
        ),
    )

    assert list(partners["is_silent"]) == [False, True, True, False]
    assert list(needs_attention(partners)) == [False, True, False, True]
    said = " ".join(headline(partners, pace))
    assert "1 that should report has been silent for 14 days or more: B (14 days)." in said
    assert "D should report and never has." in said
    assert "3 of 4 partners have delivered." in said
    assert "Nobody is below half of its target." in said


def test_a_story_without_a_delivery_says_that_and_no_more():
    partners, _pace = standing(
        partner("D", deliveries=0, last_report=None, households_reached=0, coverage_rate=0.0)
    )
    told = story(next(partners.itertuples()), {"households_reached": 0}, [], [], 7)

    assert told[1] == "Nothing that it delivered is in the exports."
    assert told[2] == "Its target is 100 families: 0% of it is reached."


def test_quantities_say_units_and_what_is_unknown():
    items = pd.DataFrame(
        [
            {"item": "food", "quantity": 1351.0, "unit": "bolsa"},
            {"item": "kit", "quantity": 4.0, "unit": "kit"},
            {"item": None, "quantity": None, "unit": None},
            {"item": "zero", "quantity": 0.0, "unit": "kit"},
        ]
    )

    told = quantities(items, str.upper)

    assert told == ["1,351 × FOOD (bolsa)", "4 × KIT", "unknown item (quantity unknown)"]
    assert shortly(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert shortly(["a", "b", "c"], 2) == "a, b and c"


# --- charts and questions ---


def test_names_that_would_look_alike_are_given_more_room():
    long = [
        "A very long organisation name, number 1",
        "A very long organisation name, number 2",
        "<b>",
    ]

    shown = short_names(long)

    assert len(set(shown)) == 3
    assert shown[2] == "&lt;b&gt;"
    assert len(short_names(["A very long organisation name, number 1"])[0]) <= 24


def test_each_cell_of_the_matrix_is_recounted(snapshot):
    presence = ask(snapshot, "partners/presence", Scope())
    cells, names = presence_cells(presence, "department", None)
    order = sorted(set(cells["partner"]))

    for item in (None, "water_kit"):
        cells, names = presence_cells(presence, "department", item)
        told = {(row.partner, row.place_code): row.households_reached for row in cells.itertuples()}
        found: dict[tuple[str, str], list] = {}
        for row in recount.counted_rows():
            if item in (None, row.item):
                found.setdefault((NAMES[row.partner], (row.place or "")[:2]), []).append(row)
        assert told == {
            key: recount._keyed(rows) + recount._unkeyed(rows) for key, rows in found.items()
        }
    assert next(iter(names)) == "15"
    assert names["15"] == "Lima"
    _cells, all_names = presence_cells(presence, "department", None)
    assert list(all_names.values())[-1] == "Not located"
    _cells, places = presence_cells(presence, "place", None)
    assert "Lima (only the department is known)" in places.values()
    spec = presence_chart(cells, names, order, "Water <kit>")
    texts = [text for line in spec.data[0].text for text in line if text]
    assert sorted(map(int, texts)) == sorted(cells["households_reached"])
    assert "Water &lt;kit&gt;" in next(
        text for line in spec.data[0].customdata for text in line if text
    )


def test_the_progress_chart_writes_names_and_not_markup(snapshot):
    partners, pace = standing(
        partner("<b>x</b>", coverage_rate=1.4), partner("B", coverage_rate=0.2)
    )

    spec = progress_chart(partners, pace)

    assert "&lt;b&gt;x&lt;/b&gt;" in spec.layout.yaxis.ticktext
    assert spec.layout.xaxis.range[1] == 1.4


def test_the_days_chart_ends_on_the_recounted_total_with_the_target_above(snapshot):
    days = ask(snapshot, "coverage/by_day", Scope(partner=("UNICEF",)))

    spec = days_chart(days, 135)

    assert spec.data[0].y[-1] == recount.households_reached("partner")["UNICEF"]
    assert spec.layout.yaxis.range[1] > 135
    one_day = days_chart(days.head(1))
    assert one_day.data[0].mode == "markers"


def test_the_evidence_and_the_pace_are_those_of_the_exports(snapshot):
    told = {row["partner"]: row for row in ask_rows(snapshot, "partners/evidence", Scope())}
    rows = [row for row in recount.rows() if not row.fault and row.partner == "ASOC06"]

    found = told[NAMES["ASOC06"]]

    assert found["rows_verified"] == sum(row.status == "verified" for row in rows)
    assert found["rows_settled"] == sum(row.status in ("verified", "delivered") for row in rows)
    assert found["rows_not_counted"] == sum(not row.is_counted for row in rows)
    assert found["rows_with_both_dates"] == sum(row.reported_on is not None for row in rows)
    (pace,) = ask_rows(snapshot, "partners/pace", Scope())
    assert pace["elapsed_rate"] == 1
    (before,) = ask_rows(snapshot, "partners/pace", Scope(until=date(2020, 4, 1)))
    assert before["elapsed_rate"] == 0
