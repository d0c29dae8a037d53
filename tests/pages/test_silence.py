"""Reports expected and received on the Partners page, and the badge above every page."""

import json
import re
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from reparto.charts.silence import LOOKS, silence_chart
from reparto.reporting import MARKS, Report, lines
from reparto.rhythms import Window
from reparto.wording import silence as wording
from tests import sample_recount as recount
from tests.worlds import world

NAMES = {one["code"]: one["name"] for one in recount.partners()}
HEADER = "delivered_on,reported_on,partner,department,households,item,quantity,unit,status"
PAGES = ("overview", "map", "districts", "partners", "impact", "data", "methods")


def said(page) -> str:
    text = " ".join(element.value for element in [*page.markdown, *page.caption])
    return text.replace("\\", "").replace("\u2060", "")


def badge_of(page) -> str:
    (found,) = (one.value for one in page.markdown if re.match(r":\w+-badge\[", one.value))
    return found.replace("\\", "")


def cards(page) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def matrix_of(page) -> dict:
    (chart,) = (one for one in page.get("plotly_chart") if "each partner and week" in one.proto.alt)
    return json.loads(chart.proto.spec)


def table_of(page):
    (table,) = (one.value for one in page.dataframe if "missing_in_a_row" in one.value)
    return table.set_index("partner")


def open_link(page: str, **query: str) -> AppTest:
    """A page of the operation that is set, as a link opens it."""
    opened = AppTest.from_file(str(recount.ROOT / "app.py"), default_timeout=60).run()
    opened.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        opened.query_params[name] = value
    return opened.run()


def weeks_reported() -> dict[str, set[date]]:
    """The Mondays of the weeks about which each partner of the sample that should report has a row."""
    found: dict[str, set[date]] = {
        one["name"]: set() for one in recount.partners() if one["expected_reporting"]
    }
    for row in recount.rows():
        name = NAMES.get(row.partner)
        if not row.fault and name in found and row.status not in ("planned", "in_transit"):
            assert row.end - row.start in (timedelta(0), timedelta(6), timedelta(4))
            found[name].add(row.end - timedelta(row.end.weekday()))
    return found


# --- the page ---


def test_rates_and_marks_are_those_of_a_recount_of_the_exports(app):
    page = app("partners")

    reported = weeks_reported()
    weeks = [date(2020, 4, 6) + timedelta(7 * n) for n in range(8)]
    expected, received = 8 * len(reported), sum(map(len, reported.values()))
    shown = cards(page)
    assert shown["Reporting rate"] == f"{received / expected:.0%}"
    assert shown["Reports missing"] == str(expected - received)
    assert f"{received} of {expected} expected reports came" in said(page)
    table = table_of(page)
    assert len(table) == 25
    for name in table.index:
        assert table.loc[name, "received"] == len(reported[name])
        for week in weeks:
            is_missing = table.loc[name, week.isoformat()] == "no report"
            assert is_missing == (week not in reported[name])
    last = sum(bool(date(2020, 5, 25) in found) for found in reported.values())
    assert last == 0
    assert "Nobody reported about the week of 25 May 2020" in said(page)


def test_the_share_of_reports_and_the_share_of_rows_on_time_stand_apart(app):
    shown = cards(app("partners"))

    dated = [row for row in recount.rows() if not row.fault and row.reported_on and row.partner]
    in_time = [row for row in dated if (row.reported_on - row.end).days <= 7]
    assert shown["Rows on time"] == f"{len(in_time) / len(dated):.0%}"
    assert shown["Reports on time"] != shown["Rows on time"]


def test_the_25_to_call_first_are_shown_and_all_can_be(app):
    page = app("partners")
    reported = weeks_reported()
    first = matrix_of(page)["layout"]["yaxis"]["ticktext"]
    assert len(first) == 25
    # Four weeks of silence at the end: the partners whose last report is about the week of 27 April or before.
    silent = {name for name, weeks in reported.items() if max(weeks) <= date(2020, 4, 27)}
    assert set(table_of(page).index[: len(silent)]) == silent

    page.segmented_control(key="silence_show").set_value("all").run()

    assert len(matrix_of(page)["layout"]["yaxis"]["ticktext"]) == len(reported) == 37
    assert len(table_of(page)) == 37


def test_what_a_filter_of_places_hides_is_still_a_report(app):
    page = app("partners", item="water_kit", partner="Cáritas Chosica")

    (line,) = table_of(page).itertuples()
    assert line.received == len(weeks_reported()["Cáritas Chosica"])


def test_chosen_dates_leave_their_weeks(app):
    page = app("partners", since="2020-04-13", until="2020-05-03")

    weeks = [name for name in table_of(page).columns if name.startswith("2020")]
    assert weeks == ["2020-04-13", "2020-04-20", "2020-04-27"]


def test_dates_without_a_day_of_the_operation_say_so(app):
    page = app("partners", since="2021-01-01")

    assert not page.exception


@pytest.fixture
def made(tmp_path, monkeypatch):
    with world(
        tmp_path / "home", name="Mine", country="XX", starts_on=date(2020, 1, 6)
    ) as operation:
        monkeypatch.setenv("REPARTO_OPERATION", str(operation.operation.folder))
        yield operation


def take(made, folder, rows: list[str], partners: str = "") -> None:
    listed = f"code,name,type,role,aliases,expected_reporting\n{partners}"
    (made.operation.folder / "partners.csv").write_text(listed, encoding="utf-8")
    export = folder / "deliveries.csv"
    export.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    made.take(export)


def test_without_an_expected_rhythm_one_sentence_says_what_it_would_need(made, tmp_path):
    take(made, tmp_path, ["2020-01-07,2020-01-08,A,Norte,5,kit,5,kit,delivered"])

    page = open_link("partners")

    assert not page.exception
    assert wording.needs() in said(page)
    assert "Reporting rate" not in cards(page)


def test_a_rhythm_that_is_not_understood_is_named_and_stays_text(made, tmp_path):
    rows = [f"2020-01-07,2020-01-08,{name},Norte,5,kit,5,kit,delivered" for name in "AB"]
    take(made, tmp_path, rows, "A,A,,,,<b>often</b>\nB,B,,,,weekly\n")

    page = open_link("partners")

    assert not page.exception
    assert "Not understood in expected_reporting: “<b>often</b>” (A)" in said(page)
    assert list(table_of(page).index) == ["B"]


def test_of_many_partners_and_weeks_a_part_is_drawn_that_can_be_read(open_page, made, tmp_path):
    """60 partners over 40 weeks; the later the partner's number, the sooner it falls silent."""
    monday = date(2020, 1, 6)
    rows = [
        f"{day},{day},Partner {n:02},Norte,5,kit,5,kit,delivered"
        for n in range(60)
        for week in range(40 - n // 2)
        for day in [monday + timedelta(7 * week)]
    ]
    partners = "".join(f"P{n},Partner {n:02},,,,weekly\n" for n in range(60))
    take(made, tmp_path, rows, partners)

    page = open_page("partners")

    spec = matrix_of(page)
    assert len(spec["layout"]["yaxis"]["ticktext"]) == 25
    assert spec["layout"]["yaxis"]["ticktext"][0] == "Partner 58"
    assert len({x for trace in spec["data"] for x in trace["x"]}) == 8
    # Due until 27 September, the 38th week: partner n stops n // 2 - 2 weeks before, so from the eighth on.
    assert "52 partners miss their last two reports or more" in said(page)
    assert table_of(page).loc["Partner 58", "missing_in_a_row"] == 27
    page.selectbox(key="silence_weeks").set_value(5).run()
    assert len({x for trace in matrix_of(page)["data"] for x in trace["x"]}) == 40


def marks_of(page) -> dict[str, set[str]]:
    """Which partners the drawn matrix gives each mark to, in any week."""
    spec = matrix_of(page)
    names = spec["layout"]["yaxis"]["ticktext"]
    return {trace["name"]: {names[y] for y in trace["y"]} for trace in spec["data"]}


FOUR = (
    "2020-01-07,2020-01-08,Few,Norte,4,kit,4,kit,delivered",
    "2020-01-07,2020-01-08,Late,Norte,70,kit,70,kit,delivered",
    "2020-01-15,2020-02-20,Late,Norte,70,kit,70,kit,delivered",
    "2020-01-07,2020-01-08,Zero,Norte,0,kit,0,kit,delivered",
    "2020-01-15,2020-01-16,Zero,Norte,8,kit,8,kit,delivered",
)
WEEKLY = "".join(f"{n},{n},,,,weekly\n" for n in ("Few", "Late", "Zero"))


def test_no_report_zero_late_and_suppressed_are_four_marks_for_whoever_sees_no_small_counts(
    made, tmp_path
):
    take(made, tmp_path, list(FOUR), WEEKLY)
    page = open_link("partners")
    control = page.segmented_control(key="silence_seen_by")
    assert (control.value, control.options) == ("analyst", ["Analysts", "Partners", "The public"])
    assert "suppressed" not in marks_of(page)
    assert marks_of(page)["on_time"] == {"Few", "Late", "Zero"}

    control.set_value("partner").run()  # the smallest count for partners is 5
    seen = marks_of(page)
    assert seen["suppressed"] == {"Few"}
    assert (seen["late"], seen["zero"]) == ({"Late"}, {"Zero"})
    assert seen["on_time"] == {"Late", "Zero"}
    weeks = table_of(page).loc["Few"]
    assert (weeks["2020-01-06"], weeks["2020-01-13"]) == ("suppressed", "no report")
    told = said(page)
    assert all(wording.MARKS[mark][1] in told for mark in ("none", "zero", "late", "suppressed"))
    assert "fewer than 5" in told

    page.segmented_control(key="silence_seen_by").set_value("public").run()  # and for all others 10
    assert marks_of(page)["suppressed"] == {"Few", "Zero"}
    words = [
        w for t in matrix_of(page)["data"] if t["name"] == "suppressed" for w in t["customdata"]
    ]
    assert not any("4 families" in word or "8 families" in word for word in words)


def test_without_a_smallest_count_for_others_nobody_else_is_offered(made, tmp_path):
    settings = made.operation.folder / "operation.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\n[disclosure]\npublic = 0\n", encoding="utf-8"
    )
    take(made, tmp_path, list(FOUR), WEEKLY)
    page = open_link("partners")

    assert not page.exception
    assert matrix_of(page)
    assert not [one for one in page.segmented_control if one.key == "silence_seen_by"]


# --- the chart and its words ---


def test_every_mark_has_a_shape_a_sign_and_words_of_its_own():
    assert set(MARKS) == set(LOOKS) == set(wording.MARKS)
    symbols = [symbol for mark, (symbol, _colour) in LOOKS.items() if mark != "not_due"]
    assert len(set(symbols)) == len(symbols)  # what is not due yet is a dot a third as wide
    assert len({sign for sign, _words in wording.MARKS.values()}) == len(MARKS)
    assert len({words for _sign, words in wording.MARKS.values()}) == len(MARKS)
    for mark in ("none", "zero", "late", "suppressed"):
        assert wording.MARKS[mark][0] in wording.legend(set())


def test_a_year_of_200_partners_is_drawn_with_names_as_text():
    start = date(2020, 1, 6)
    told = Window(start, start, start + timedelta(363), start + timedelta(400), 7)
    names = [f"<b>Partner {n}</b>" for n in range(200)]
    reports = [
        Report(name, day, day, 1, 0, 0, day, day)
        for n, name in enumerate(names)
        for day in (start + timedelta(7 * w) for w in range(52) if (n + w) % 5)
    ]
    found = lines([(name, "weekly") for name in names], reports, {}, told)

    chart = silence_chart(found, range(52))

    assert sum(len(trace.x) for trace in chart.data) == 200 * 52
    assert len(chart.layout.yaxis.ticktext) == 200
    assert len(chart.layout.xaxis.ticktext) <= 18
    assert not any("<b>P" in name for name in chart.layout.yaxis.ticktext)
    assert all("&lt;b&gt;" in words for trace in chart.data for words in trace.customdata)


# --- the badge ---


@pytest.mark.parametrize("key", PAGES)
def test_every_page_says_calmly_that_the_demonstration_ended(app, key):
    page = app(key)

    told = badge_of(page)
    assert re.fullmatch(
        r":gray-badge\[:material/flag: Ended on 31 May 2020, last report \d+ (months|years) ago\]",
        told,
    )


@pytest.mark.parametrize(
    ("today", "colour", "words"),
    [
        ("2020-01-08", "green", "Up to date: last report today"),
        ("2020-01-14", "green", "Up to date: last report 6 days ago"),
        ("2020-01-15", "blue", "Report due: the last came 7 days ago"),
        ("2020-01-22", "orange", "Report overdue: the last came 14 days ago"),
        ("2020-01-29", "red", "Report long overdue: the last came 21 days ago"),
        ("2021-01-09", "gray", "At rest: last report 12 months ago"),
    ],
)
def test_the_badge_follows_the_ages_while_the_operation_runs(
    made, tmp_path, monkeypatch, today, colour, words
):
    take(made, tmp_path, ["2020-01-07,2020-01-08,A,Norte,5,kit,5,kit,delivered"])
    monkeypatch.setenv("REPARTO_TODAY", today)

    told = badge_of(open_link("methods"))

    assert told.startswith(f":{colour}-badge[")
    assert words in told


def test_a_planned_delivery_is_no_report(made, tmp_path, monkeypatch):
    take(made, tmp_path, ["2020-01-07,,A,Norte,5,kit,5,kit,planned"])
    monkeypatch.setenv("REPARTO_TODAY", "2020-01-10")

    assert "No report yet" in badge_of(open_link("methods"))
