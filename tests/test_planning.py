"""The pace: daily counts, the pace that is needed, and a range that is drawn the same every time."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reparto import planning
from reparto.planning import Known, Span, each_day, pace
from reparto.resampling import RUNS, draw_runs
from tests.worlds import golden_world

MONDAY = date(2020, 4, 6)


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def every_day(*counts: float) -> list[Span]:
    return [Span(after(n), after(n), count) for n, count in enumerate(counts)]


def known(last: int, **more) -> Known:
    return Known(**{"as_of": after(last), "last_delivery": after(last)} | more)


STEADY = every_day(*[10] * 28)


def test_days_without_a_delivery_are_zero():
    days = each_day([Span(after(0), after(0), 5), Span(after(3), after(3), 7)], after(4))
    assert days.first_day == MONDAY
    assert list(days.counts) == [5, 0, 0, 7, 0]


def test_families_of_a_period_are_shared_out_over_its_days():
    days = each_day([Span(after(0), after(6), 14), Span(after(2), after(2), 3)], after(6))
    assert list(days.counts) == [2, 2, 5, 2, 2, 2, 2]
    assert not days.by_long_period.any()


def test_a_period_reported_before_its_end_was_reached_until_then():
    days = each_day([Span(after(0), after(29), 30)], after(9))
    assert list(days.counts) == [3] * 10
    assert days.by_long_period.sum() == 30


def test_families_without_a_day_are_kept_apart():
    days = each_day([Span(None, None, 4), Span(after(0), after(0), 1)], after(0))
    assert (days.undated, days.counts.sum()) == (4, 1)


def test_pace_is_the_mean_of_the_seven_days_to_the_last_delivery():
    found = pace(every_day(*[1] * 14, 7, 0, 0, 14, 0, 0, 7), known(20), 1000)
    assert found.per_day == 4.0


def test_needed_is_what_is_missing_over_the_days_left():
    found = pace(STEADY, known(27, ends_on=after(37)), 400)
    assert (found.missing, found.days_left, found.needed_per_day) == (120, 10, 12.0)


@pytest.mark.parametrize(
    ("ends_on", "until", "deadline"),
    [
        (30, None, 30),
        (30, 40, 40),
        (30, 27, 30),
        (None, 40, 40),
        (None, None, None),
        (None, 20, None),
    ],
)
def test_the_deadline_is_a_chosen_end_ahead_or_the_last_day_of_the_operation(
    ends_on, until, deadline
):
    days = {
        name: None if value is None else after(value)
        for name, value in {"ends_on": ends_on, "until": until}.items()
    }
    assert known(27, **days).deadline == (None if deadline is None else after(deadline))


def test_after_the_deadline_nothing_is_needed_per_day_but_the_finish_is_foretold():
    found = pace(STEADY, known(27, ends_on=after(20)), 400)
    assert (found.days_left, found.needed_per_day) == (0, None)
    assert found.finish.in_time == 0.0


def test_an_even_pace_finishes_when_arithmetic_says_so():
    found = pace(STEADY, known(27, ends_on=after(45)), 400)
    assert found.finish.middle == after(27 + 12)
    assert found.finish.low < found.finish.middle < found.finish.high
    assert found.outlook.first_day == after(28)


def test_weekdays_are_respected():
    runs = draw_runs(np.array([0, 0, 0, 0, 0, 0, 70.0] * 4))
    by_weekday = runs.reshape(RUNS, -1, 7)
    assert by_weekday[:, :, :6].sum() == 0
    assert (by_weekday[:, :, 6] > 0).all()


def test_days_are_drawn_from_the_past_four_weeks_only():
    runs = draw_runs(np.array([0.0] * 7 * 4 + [1.0] * 7 * 4))
    assert (runs > 0).all()


def test_weeks_that_changed_more_give_a_wider_range():
    calm = np.quantile(draw_runs(np.array([10.0] * 56))[:, :28].sum(axis=1), [0.1, 0.9])
    wild_weeks = np.repeat([5.0, 15.0, 5.0, 15.0, 5.0, 15.0, 5.0, 15.0], 7)
    wild = np.quantile(draw_runs(wild_weeks)[:, :28].sum(axis=1), [0.1, 0.9])
    assert wild[1] - wild[0] > 1.5 * (calm[1] - calm[0])


def test_the_same_days_give_the_same_answer():
    first, second = (pace(STEADY, known(27, ends_on=after(45)), 400) for _ in range(2))
    assert first.finish == second.finish
    assert np.array_equal(first.outlook.low, second.outlook.low)


def test_days_that_are_still_being_reported_are_left_out_and_never_foretold_below_what_is_known():
    delays = {0: 50, 3: 40, 9: 10}
    spans = [*every_day(*[10] * 25), Span(after(25), after(25), 2), Span(after(27), after(27), 1)]
    looked_at = known(27, last_report=after(27), delays=delays, ends_on=after(60))
    found = pace(spans, looked_at, 1000)
    assert looked_at.reporting_days == 3
    assert found.counted_until == after(24)
    assert found.per_day == 10.0
    assert found.outlook.low[0] >= 250
    assert found.outlook.low[2] >= 253


def test_few_delays_say_nothing_about_when_reports_are_complete():
    looked_at = known(27, last_report=after(27), delays={9: planning.FEWEST_DELAYS - 1})
    assert looked_at.reporting_days is None
    assert looked_at.counted_until == after(27)


def test_looking_back_takes_days_for_complete_that_are_reported_by_now():
    looked_at = Known(after(10), after(27), after(30), delays={5: 100})
    assert looked_at.counted_until == after(10)


@pytest.mark.parametrize(
    ("spans", "looked_at", "target", "reason"),
    [
        ([], Known(None), 100, planning.NO_DAYS),
        ([Span(None, None, 50)], known(5), 100, planning.NO_DAYS),
        (STEADY, known(27), 280, planning.REACHED),
        (STEADY, known(27, last_report=after(27 + 15)), 400, planning.STOPPED),
        ([*STEADY, Span(None, None, 281)], known(27), 900, planning.UNDATED),
        ([Span(after(0), after(27), 300), *every_day(*[1] * 28)], known(27), 900, planning.PERIODS),
        (every_day(*[10] * 13), known(12), 400, planning.TOO_SHORT),
        (every_day(*[10] * 21, *[0] * 7), known(27), 400, planning.STANDS_STILL),
        (every_day(*[1] * 28), known(27), 400, planning.TOO_FEW),
        (STEADY, known(27), None, planning.NO_TARGET),
        (STEADY, known(27), 0, planning.NO_TARGET),
    ],
)
def test_nothing_is_foretold_where_there_is_too_little_to_say(spans, looked_at, target, reason):
    found = pace(spans, looked_at, target)
    assert found.silent_because == reason
    assert found.outlook is None and found.finish is None


@pytest.mark.parametrize(
    ("spans", "looked_at"),
    [
        (STEADY, known(27, last_report=after(27 + 14))),
        (STEADY, Known(after(27), after(60), after(90))),
        ([*STEADY, Span(None, None, 280)], known(27)),
        (every_day(*[10] * 14), known(13)),
        ([Span(after(7 * n), after(7 * n + 6), 70) for n in range(4)], known(27)),
        (every_day(*[1] * 21, 3, *[1] * 6), known(27)),
    ],
)
def test_the_edges_are_enough_to_say_something(spans, looked_at):
    found = pace(spans, looked_at, 1000)
    assert found.silent_because is None
    assert len(found.outlook.low) >= planning.FEWEST_SHOWN


def test_the_day_of_a_target_that_is_reached_is_told():
    assert pace(STEADY, known(27), 200).reached_on == after(19)


def test_more_than_a_year_is_said_as_such():
    found = pace(STEADY, known(27, ends_on=after(100)), 10_000_000)
    assert found.finish == planning.Finish(None, None, None, 0.0)


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(1, 300), st.booleans()),
    max_size=40,
).map(
    lambda rows: [
        Span(after(start), after(start + length), count) if has_day else Span(None, None, count)
        for start, length, count, has_day in rows
    ]
)


@given(SPANS, st.integers(0, 100))
def test_no_family_is_lost_or_added_between_spans_and_days(spans, until):
    days = each_day(spans, after(until))
    dated = [span for span in spans if span.last_day]
    assert days.undated == sum(span.households for span in spans if not span.last_day)
    assert days.counts.sum() == pytest.approx(sum(span.households for span in dated))


@given(SPANS, st.integers(1, 20_000), st.integers(0, 120), st.integers(0, 12))
def test_a_range_is_in_order_and_never_below_what_is_reached(spans, target, ends_on, delay):
    last = max((span.last_day for span in spans if span.last_day), default=None)
    looked_at = Known(last, last, last, after(ends_on), None, {delay: 100})
    found = pace(spans, looked_at, target)
    assert found.reached == sum(span.households for span in spans)
    assert (found.finish is None) == (found.silent_because is not None)
    if found.finish is None:
        return
    low, middle, high = found.outlook[1:]
    assert (low <= middle).all() and (middle <= high).all()
    assert (np.diff(low) >= -1e-6).all()
    begin = found.days.before(found.counted_until)
    assert low[0] >= found.days.undated + found.days.counts[:begin].sum() - 1e-6
    dates = [moment or date.max for moment in found.finish[:3]]
    assert dates == sorted(dates)
    assert dates[0] > looked_at.counted_until
    assert 0 <= found.finish.in_time <= 1


def test_the_golden_families_are_counted_between_the_right_days(tmp_path):
    with golden_world(tmp_path) as made:
        spans = [Span(*row.values()) for row in made.ask("pace/spans")]
        (headline,) = made.ask("overview/headline")
        (as_of,) = made.ask("pace/as_of")
        assert sum(span.households for span in spans) == headline["households_reached"] == 80
        (week,) = [span for span in spans if span.first_day != span.last_day]
        assert week.households == 8
        assert (week.last_day - week.first_day).days == 6
        assert as_of["as_of"] == headline["last_delivery"]
