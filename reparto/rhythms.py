"""When reports are expected: rhythms, their periods, and the days that are told of.

Weeks begin on Monday; fortnights are counted from the week in which the operation begins; months are calendar months.
"""

import calendar
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

RHYTHMS = ("daily", "weekly", "fortnightly", "monthly")
MOST_WEEKS = 106
"""Weeks that are told at most, the latest: two years."""

_WORDS = {
    "daily": ("daily", "every day", "diario", "diaria", "diariamente"),
    "weekly": ("weekly", "every week", "semanal", "semanalmente"),
    "fortnightly": ("fortnightly", "fortnight", "every two weeks", "quincenal", "cada dos semanas"),
    "monthly": ("monthly", "every month", "mensual", "mensualmente"),
}
_RHYTHM_OF = {word: rhythm for rhythm, words in _WORDS.items() for word in words}
_DAY = timedelta(days=1)


def rhythm_of(words: Any) -> str | None:
    """Which of RHYTHMS words such as "Weekly" or "quincenal" mean; None for any others."""
    return _RHYTHM_OF.get(" ".join(str(words).split()).casefold())


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, order=True)
class Period:
    """What one report is about: from its first day to its last."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def days_in(self, first: date, last: date) -> int:
        """How many of its days lie between two days, both included."""
        return max((min(self.last, last) - max(self.first, first)).days + 1, 0)


@dataclass(frozen=True)
class Window:
    """The days that are told: from ``first`` to ``last``, of an operation that began on ``origin``.

    The exports speak until ``known_until``. A report is late when it came more than ``late_after_days`` after the
    end of its period. Once the operation ``is_over``, no report is waited for any more.
    """

    origin: date
    first: date
    last: date
    known_until: date
    late_after_days: int
    is_over: bool = False

    def deadline(self, period: Period) -> date:
        """The last day on which its report is on time."""
        return period.last + timedelta(days=self.late_after_days)

    def expects(self, period: Period) -> bool:
        """Whether a report on it is expected: at least half of its days are told."""
        return 2 * period.days_in(self.first, self.last) >= period.days

    def is_due(self, period: Period) -> bool:
        """Whether its report can be missing: its deadline has passed."""
        return self.is_over or self.deadline(period) < self.known_until

    def weeks(self) -> list[Period]:
        """Every week with a day of the window."""
        return periods("weekly", self)


def is_over(ends_on: date | None, late_after_days: int, today: date) -> bool:
    """Whether an operation has ended and the last report that it expects has had its time."""
    return ends_on is not None and today > ends_on + timedelta(days=late_after_days)


def window_of(
    reach: Mapping[str, Any],
    *,
    starts_on: date | None,
    ends_on: date | None,
    late_after_days: int,
    today: date,
    since: date | None = None,
    until: date | None = None,
) -> Window | None:
    """The days to tell of; ``reach`` is the answer to ``reports/reach``. None where there is no day to tell of.

    It begins with the operation (or the first row) and ends with it, or where the exports end while it still runs;
    ``since`` and ``until`` narrow it. Of a long operation the last MOST_WEEKS weeks are told.
    """
    known_until, origin = reach["known_until"], starts_on or reach["first_day"]
    if known_until is None or origin is None:
        return None
    over = is_over(ends_on, late_after_days, today)
    ends = [day for day in (None if over else known_until, ends_on, until) if day is not None]
    last = min(ends)
    earliest = week_of(last) - timedelta(weeks=MOST_WEEKS - 1)
    first = max(day for day in (origin, since, earliest) if day is not None)
    if first > last:
        return None
    return Window(origin, first, last, known_until, late_after_days, over)


def periods(rhythm: str, window: Window) -> list[Period]:
    """The periods of a rhythm that have a day in the window, in their order."""
    found = []
    first = _first_day(rhythm, window)
    while first <= window.last:
        last = _last_day(rhythm, first)
        found.append(Period(first, last))
        first = last + _DAY
    return found


def _first_day(rhythm: str, window: Window) -> date:
    if rhythm == "daily":
        return window.first
    if rhythm == "monthly":
        return window.first.replace(day=1)
    monday = week_of(window.first)
    if rhythm == "fortnightly":
        return monday - timedelta(days=(monday - week_of(window.origin)).days % 14)
    return monday


def _last_day(rhythm: str, first: date) -> date:
    if rhythm == "monthly":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first + timedelta(days={"daily": 0, "weekly": 6, "fortnightly": 13}[rhythm])


@dataclass(frozen=True)
class Calendar:
    """A rhythm's periods in a window, the weeks of it, and for each week the periods that end in it (indexes)."""

    window: Window
    weeks: tuple[Period, ...]
    periods: tuple[Period, ...]
    closing: tuple[tuple[int, ...], ...]

    @cached_property
    def due(self) -> set[int]:
        """The periods (indexes) of which a report is expected by now."""
        found = enumerate(self.periods)
        return {i for i, one in found if self.window.expects(one) and self.window.is_due(one)}

    @cached_property
    def waited_for(self) -> set[int]:
        """The periods (indexes) of which a report is expected and may still come in time."""
        found = enumerate(self.periods)
        return {i for i, one in found if self.window.expects(one) and not self.window.is_due(one)}

    def deadline_of(self, day: date, week: Period) -> date:
        """Until when a report about a day is on time; days outside all periods go by their week."""
        index = _at(day, self.periods)
        inside = index >= 0 and day <= self.periods[index].last
        return self.window.deadline(self.periods[index] if inside else week)


def calendar_of(rhythm: str, window: Window) -> Calendar:
    """The periods of a rhythm in a window."""
    weeks, own = tuple(window.weeks()), tuple(periods(rhythm, window))
    closing: dict[date, list[int]] = {}
    for index, one in enumerate(own):
        # A period that ends after all weeks is told in the last one.
        closing.setdefault(min(week_of(one.last), weeks[-1].first), []).append(index)
    return Calendar(window, weeks, own, tuple(tuple(closing.get(w.first, ())) for w in weeks))


def spoken_for(first_day: date, last_day: date, among: Sequence[Period]) -> list[int]:
    """Which of the periods, which follow each other without a gap, a row from one day to another speaks for.

    Those of which it has at least half of the days; else the one with its last day.
    """
    if not among:
        return []
    low, high = max(_at(first_day, among), 0), _at(last_day, among)
    halves = [
        index
        for index in range(low, high + 1)
        if 2 * among[index].days_in(first_day, last_day) >= among[index].days
    ]
    if halves or high < 0:
        return halves
    return [high] if last_day <= among[high].last else []


def _at(day: date, among: Sequence[Period]) -> int:
    """The index of the last period that begins by a day; -1 where none does."""
    return bisect_right(among, day, key=lambda period: period.first) - 1
