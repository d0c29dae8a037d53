"""The pace in words and as a chart, the example that docs/pace.md works by hand, and the replay behind its tables."""

from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.backtest_pace import as_markdown, known_on, replay
from benchmarks.pace_operations import drawn_histories, write_interrupted
from reparto import planning
from reparto.charts import pace as charts
from reparto.importing import store_of
from reparto.language import use_language
from reparto.operation import ROOT, load_operation
from reparto.operations import DEMONSTRATION
from reparto.planning import Finish, Known, Outlook, Span, pace
from reparto.resampling import draw_runs
from reparto.snapshots import open_current
from reparto.wording import pace as words

MONDAY = date(2020, 4, 6)
DISTRIBUTIONS = ((30, 20), (40, 30), (60, 40), (50, 30))  # Mondays and Thursdays of four weeks
SUNDAY = MONDAY + timedelta(days=27)
KNOWN = Known(SUNDAY, SUNDAY, None, SUNDAY + timedelta(days=21))


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("en")


def spans() -> list[Span]:
    return [
        Span(day, day, families)
        for week, pair in enumerate(DISTRIBUTIONS)
        for weekday, families in zip((0, 3), pair, strict=True)
        for day in [MONDAY + timedelta(days=7 * week + weekday)]
    ]


@pytest.fixture
def example() -> planning.Pace:
    return pace(spans(), KNOWN, 500)


def finishing(example, low, middle, high, in_time=0.5):
    days = [None if n is None else SUNDAY + timedelta(days=n) for n in (low, middle, high)]
    return words.spoken(
        planning.replace(example, finish=Finish(*days, in_time)),
        KNOWN,
    )


def test_the_example_of_the_documentation_is_what_comes_out(example):
    text = (ROOT / "docs" / "pace.md").read_text(encoding="utf-8")
    assert (round(example.per_day, 1), round(example.needed_per_day, 1)) == (11.4, 9.5)
    assert "**11.4 a day**" in text and "**9.5 a day**" in text
    low, middle, high, in_time = example.finish
    said = f"give {middle.day} May in the middle, from {low.day} May to {high.day} May, and in {in_time:.0%}"
    assert said.replace("%", " %") in " ".join(text.split())


def test_the_run_that_is_worked_by_hand_is_one_that_can_be_drawn():
    levels = (97.5 / 82.5) * np.cumprod([77.5 / 107.5, 107.5 / 87.5, 57.5 / 77.5])
    by_hand = {0: 60 * levels[0], 3: 20 * levels[0], 7: 40 * levels[1], 10: 30 * levels[1]}
    by_hand |= {14: 50 * levels[2], 17: 40 * levels[2]}
    assert np.cumsum(list(by_hand.values())).round() == pytest.approx([51, 68, 110, 141, 180, 211])
    counts = np.zeros(28)
    for span in spans():
        counts[(span.last_day - MONDAY).days] = span.households
    runs = draw_runs(counts, runs=60_000, weeks=3)
    wanted = np.zeros(21)
    wanted[list(by_hand)] = list(by_hand.values())
    assert np.isclose(runs, wanted).all(axis=1).any()


def test_one_sentence_can_be_read_out(example):
    assert words.spoken(example, KNOWN) == (
        "At the pace of the past weeks the 500 families would be reached around 18 May 2020, with an 80% range from "
        "11 May 2020 to 25 May 2020: in time for 24 May 2020 in 75% of the runs."
    )


@pytest.mark.parametrize(
    ("finish", "ending"),
    [
        ((3, 5, 21), "to 24 May 2020: in time for 24 May 2020."),
        ((22, 25, 30), "to 2 June 2020: too late for 24 May 2020."),
        ((4, 4, 4), "would be reached on 7 May 2020: in time for 24 May 2020."),
        (
            (22, 60, None),
            "that it takes longer than a year cannot be ruled out: too late for 24 May 2020.",
        ),
        ((22, None, None), "more likely take longer than a year: too late for 24 May 2020."),
        ((None, None, None), "would take more than a year from now."),
    ],
)
def test_the_sentence_tells_how_sure_it_is(example, finish, ending):
    assert finishing(example, *finish).endswith(ending)


def test_without_a_deadline_nothing_is_in_time(example):
    without = pace(spans(), Known(SUNDAY, SUNDAY), 500)
    assert words.spoken(without, KNOWN).endswith("to 25 May 2020.")


@pytest.mark.parametrize(
    ("value", "text"), [(None, "—"), (0.0, "0 a day"), (9.52, "9.5 a day"), (1234.4, "1,234 a day")]
)
def test_a_pace_is_written_as_a_figure(value, text):
    assert words.a_day(value) == text


def test_every_reason_has_a_sentence_of_its_own(example):
    reasons = [
        value for name, value in vars(planning).items() if name.isupper() and isinstance(value, str)
    ]
    assert len(reasons) == 9
    told = {
        words.silent(planning.replace(example, silent_because=reason), KNOWN) for reason in reasons
    }
    assert len(told) == len(reasons)
    assert not any("{" in text for text in told)


def test_late_reports_are_named_where_days_are_left_out():
    delays = Known(SUNDAY, SUNDAY, SUNDAY + timedelta(days=1), delays={3: 100})
    (first, *_others) = words.notes(
        pace(spans(), delays, 500), delays, narrows_numerator_only=False
    )
    assert first == (
        "Days after 1 May 2020 are left out of the pace: nine in ten deliveries are reported within 3 days."
    )


def test_the_chart_draws_what_the_table_says(example):
    chart, table = charts.pace(example), charts.days_of(example)
    lines = {trace.name: trace for trace in chart.data}
    assert list(lines["Pace needed"].y) == [300, 500]
    assert list(lines["Pace needed"].x) == [SUNDAY, SUNDAY + timedelta(days=21)]
    assert list(lines["Families reached"].y)[-1] == 300
    assert list(table["new"].dropna())[:4] == [30, 0, 0, 20]
    assert lines["80% range"].y[0] == 300
    assert list(lines["80% range"].y)[1:] == list(table["low"].dropna())
    assert table["day"].is_monotonic_increasing and table["day"].is_unique


def test_a_range_without_an_end_is_drawn_half_a_year_at_most(example):
    endless = Outlook(SUNDAY + timedelta(days=1), *(np.arange(364.0) + n for n in range(3)))
    open_ended = planning.replace(example, outlook=endless, finish=Finish(SUNDAY, None, None, 0.1))
    assert len(charts.days_of(open_ended).dropna(subset=["low"])) == 56  # twice what is behind


@pytest.fixture
def snapshot(store, monkeypatch):
    monkeypatch.setenv("REPARTO_STORE", str(store))
    opened = open_current(store_of(load_operation(DEMONSTRATION)))
    yield opened
    opened.close()


def test_a_replay_knows_only_what_was_reported_by_then(snapshot):
    then, known = known_on(snapshot, date(2020, 5, 1))
    later, all_known = known_on(snapshot, date(2020, 12, 31))
    assert known.last_report == date(2020, 5, 1)
    assert max(span.last_day for span in then) <= date(2020, 5, 1)
    until_may = sum(span.households for span in later if span.last_day <= date(2020, 5, 1))
    assert 0.5 * until_may < sum(span.households for span in then) < until_may
    assert sum(span.households for span in later) == 4890
    assert all_known.as_of == date(2020, 5, 22)


def test_the_table_of_the_demonstration_is_what_a_replay_gives(snapshot):
    rows = as_markdown([replay("Demonstration", snapshot)]).splitlines()
    written = (ROOT / "docs" / "pace.md").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if row.startswith("| Demonstration") and row not in written] == []
    assert sum(row.startswith("| Demonstration") for row in rows) == 5


def test_generated_operations_are_the_same_on_every_run(tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    write_interrupted(first)
    write_interrupted(second)
    assert first.read_bytes() == second.read_bytes()
    (one, again) = (list(drawn_histories(3, 7)) for _ in range(2))
    assert all(a == c and (b == d).all() for (a, b), (c, d) in zip(one, again, strict=True))
