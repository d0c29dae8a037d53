"""How fast an operation reaches families, how fast it would have to, and when its target would be reached.

The range comes from resampling what was counted: days by their weekday, and how much weeks differ from the week before.
Nothing here asks the clock or true chance: the same days give the same answer. docs/pace.md has the method, an example
worked out by hand, and how often the range held when whole operations were replayed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from reparto.resampling import WEEK, WEEKS_OF_DAYS, Numbers, draw_runs

FEWEST_SHOWN = 84  # days ahead
RANGE = (0.1, 0.5, 0.9)

FEWEST_DAYS = 14
FEWEST_FAMILIES = 30
LONGEST_PERIOD = 7
SILENT_DAYS = 14
REPORTED_SHARE = 0.9
FEWEST_DELAYS = 30

# Why nothing is foretold, in the order in which it is looked at.
NO_DAYS = "no_days"
STOPPED = "stopped"
UNDATED = "undated"
TOO_SHORT = "too_short"
PERIODS = "periods"
TOO_FEW = "too_few"
STANDS_STILL = "stands_still"
NO_TARGET = "no_target"
REACHED = "reached"


class Span(NamedTuple):
    """Families reached for the first time between two days, both included; no last day where none is known."""

    first_day: date | None
    last_day: date | None
    households: float


@dataclass(frozen=True)
class Known:
    """What is known of the time: ``as_of`` is the last delivery looked at, ``delays`` are rows by days to report."""

    as_of: date | None
    last_delivery: date | None = None
    last_report: date | None = None
    ends_on: date | None = None
    until: date | None = None
    delays: Mapping[int, int] | None = None

    @property
    def deadline(self) -> date | None:
        """The end of the chosen dates where it lies ahead of the last delivery, else the operation's last day."""
        if self.until and self.as_of and self.until > self.as_of:
            return self.until
        return self.ends_on

    @property
    def reporting_days(self) -> int | None:
        """Days until nine in ten deliveries are reported; None where too few reports carry both days."""
        delays = self.delays or {}
        total = sum(delays.values())
        if total < FEWEST_DELAYS:
            return None
        seen = 0
        for days in sorted(delays):
            seen += delays[days]
            if seen >= REPORTED_SHARE * total:
                return max(0, days)
        raise AssertionError("the last day holds all rows")

    @property
    def counted_until(self) -> date | None:
        """The last day that may be taken for complete: later ones are still being reported."""
        if self.as_of is None or self.last_report is None or self.reporting_days is None:
            return self.as_of
        return min(self.as_of, self.last_report - timedelta(days=self.reporting_days))


@dataclass(frozen=True)
class Days:
    """Families reached for the first time on each day from ``first_day`` on, without a gap; and without a day."""

    first_day: date | None
    counts: Numbers
    undated: float = 0.0
    by_long_period: Numbers = field(default_factory=lambda: np.zeros(0))

    def day(self, index: int) -> date:
        """The day at this place in ``counts``."""
        assert self.first_day is not None
        return self.first_day + timedelta(days=index)

    def before(self, end: date | None) -> int:
        """How many of the days lie on or before ``end``."""
        if end is None or self.first_day is None:
            return 0
        return max(0, min(len(self.counts), (end - self.first_day).days + 1))


class Outlook(NamedTuple):
    """Families reached until each day from ``first_day`` on: lowest, middle and highest of the range."""

    first_day: date
    low: Numbers
    middle: Numbers
    high: Numbers


class Finish(NamedTuple):
    """The day on which the target is reached: range and middle; None is more than a year ahead.

    ``in_time`` is the share of runs that finish by the deadline; None without one.
    """

    low: date | None
    middle: date | None
    high: date | None
    in_time: float | None


@dataclass(frozen=True)
class Pace:
    """The pace of now, the pace that is needed, and what may come of it.

    ``per_day`` is over the seven days to ``counted_until``; None where there are fewer, or only long periods to share
    out. ``silent_because`` names why there is no outlook.
    """

    days: Days
    as_of: date | None
    counted_until: date | None
    per_day: float | None
    reached: int
    target: int | None
    deadline: date | None
    silent_because: str | None
    reached_on: date | None = None
    outlook: Outlook | None = None
    finish: Finish | None = None

    @property
    def missing(self) -> int | None:
        """Families still to reach; None without a target."""
        return None if self.target is None else max(0, self.target - self.reached)

    @property
    def days_left(self) -> int | None:
        """Days after the last delivery until the deadline; 0 once it has passed, None without one."""
        if self.deadline is None or self.as_of is None:
            return None
        return max(0, (self.deadline - self.as_of).days)

    @property
    def needed_per_day(self) -> float | None:
        """Families a day from the last delivery to the deadline; None without target or deadline, or after it."""
        if self.missing is None:
            return None
        if self.missing == 0:
            return 0.0
        return self.missing / self.days_left if self.days_left else None


def each_day(spans: Sequence[Span], until: date | None) -> Days:
    """Families of each day from the first to ``until``; those of a period are shared out evenly over its days.

    Days between without a delivery are zero. What was reported before its period had ended was reached by ``until``.
    """
    undated = float(sum(span.households for span in spans if span.last_day is None))
    dated = []
    for start, last, households in spans:
        if last is not None and until is not None:
            end = min(last, until)
            dated.append((min(start or last, end), end, households, start or last, last))
    if not dated or until is None:
        return Days(None, np.zeros(0), undated, np.zeros(0))
    first = min(start for start, *_others in dated)
    counts, of_long = np.zeros((2, (until - first).days + 1))
    for start, end, households, said_first, said_last in dated:
        inside = slice((start - first).days, (end - first).days + 1)
        share = households / (inside.stop - inside.start)
        counts[inside] += share
        if (said_last - said_first).days >= LONGEST_PERIOD:
            of_long[inside] += share
    return Days(first, counts, undated, of_long)


def pace(spans: Sequence[Span], known: Known, target: int | None) -> Pace:
    """The pace of families reached for the first time, and when ``target`` would be reached.

    ``spans`` add up to all families reached. Nothing is foretold where there is too little to say: ``silent_because``
    is then one of this module's reasons.
    """
    reached = round(sum(span.households for span in spans))
    days = each_day(spans, known.as_of)
    until = known.counted_until
    complete = days.counts[: days.before(until)]
    silent_because = _why_silent(days, complete, known, reached, target)
    has_pace = len(complete) >= WEEK and silent_because != PERIODS
    found = Pace(
        days=days,
        as_of=known.as_of,
        counted_until=until,
        per_day=float(complete[-WEEK:].sum()) / WEEK if has_pace else None,
        reached=reached,
        target=target or None,
        deadline=known.deadline,
        silent_because=silent_because,
        reached_on=_reached_on(days, target),
    )
    if found.silent_because or until is None or not target:
        return found
    runs = _reached_in_runs(days, complete)
    first_ahead = until + timedelta(days=1)
    finish = _finish(runs, target, first_ahead, known.deadline)
    last = max(filter(None, (finish.high, known.deadline)), default=first_ahead)
    shown = max(FEWEST_SHOWN, (last - first_ahead).days + 1) if finish.high else runs.shape[1]
    low, middle, high = np.quantile(runs[:, :shown], RANGE, axis=0)
    return replace(found, outlook=Outlook(first_ahead, low, middle, high), finish=finish)


def _why_silent(
    days: Days, complete: Numbers, known: Known, reached: int, target: int | None
) -> str | None:
    recent = slice(max(0, len(complete) - WEEKS_OF_DAYS * WEEK), len(complete))
    families = float(complete[recent].sum())
    by_period = float(days.by_long_period[recent].sum())
    if not days.counts.any():
        return NO_DAYS
    if target and reached >= target:
        return REACHED
    if _stopped(known):
        return STOPPED
    if days.undated > reached / 2:
        return UNDATED
    if by_period > families / 2:
        return PERIODS
    if len(complete) < FEWEST_DAYS:
        return TOO_SHORT
    if not complete[-WEEK:].sum():
        return STANDS_STILL
    if families < FEWEST_FAMILIES:
        return TOO_FEW
    return None if target else NO_TARGET


def _stopped(known: Known) -> bool:
    if known.last_delivery is None or known.last_report is None or known.as_of is None:
        return False
    looks_back = known.as_of < known.last_delivery
    return not looks_back and (known.last_report - known.last_delivery).days > SILENT_DAYS


def _reached_on(days: Days, target: int | None) -> date | None:
    if not target:
        return None
    at_target = np.flatnonzero(days.undated + days.counts.cumsum() >= target - 1e-6)
    return days.day(int(at_target[0])) if len(at_target) else None


def _reached_in_runs(days: Days, complete: Numbers) -> Numbers:
    """Families reached in all until each day ahead, in each run; never fewer than are known already."""
    ahead = draw_runs(complete).cumsum(axis=1)
    ahead += days.undated + complete.sum()
    known = days.undated + days.counts.cumsum()[len(complete) :]
    if len(known):
        lengthened = np.full(ahead.shape[1], known[-1])
        lengthened[: len(known)] = known[: len(lengthened)]
        np.maximum(ahead, lengthened, out=ahead)
    return ahead


def _finish(runs: Numbers, target: int, first_ahead: date, deadline: date | None) -> Finish:
    done = runs >= target - 1e-6
    needed = np.where(done.any(axis=1), done.argmax(axis=1), runs.shape[1])
    low, middle, high = np.quantile(needed, RANGE, method="inverted_cdf")
    in_time = None
    if deadline is not None:
        in_time = float(np.mean(needed <= (deadline - first_ahead).days))

    def moment(index: float) -> date | None:
        return None if index >= runs.shape[1] else first_ahead + timedelta(days=int(index))

    return Finish(moment(low), moment(middle), moment(high), in_time)
