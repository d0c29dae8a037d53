"""Reports expected and reports received: a mark for each partner and week, and two rates.

A report is any row of a partner about days of a reporting period. Nothing here depends on what is looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from reparto.rhythms import RHYTHMS, Calendar, Period, Window, calendar_of, spoken_for

MARKS = (
    "none",
    "part",
    "late",
    "zero",
    "zero_late",
    "on_time",
    "day_unknown",
    "suppressed",
    "not_due",
    "not_expected",
)


@dataclass(frozen=True)
class Report:
    """What a partner's rows say of the days from ``first_day`` to ``last_day``: a row of ``reports/received``."""

    partner: str
    first_day: date
    last_day: date
    rows: int = 1
    rows_of_nothing: int = 0
    rows_without_report_day: int = 0
    reported_on: date | None = None
    known_by: date | None = None

    def timing(self, deadline: date) -> str:
        """Whether it came by the deadline: on_time, late, or day_unknown where nothing tells."""
        if self.known_by is not None and self.known_by <= deadline:
            return "on_time"
        return "day_unknown" if self.rows_without_report_day else "late"


@dataclass(frozen=True)
class Cell:
    """One partner's week: its mark, and what it rests on. What is suppressed gives neither rows nor families."""

    week: date
    mark: str
    rows: int | None = 0
    households: int | None = None
    reported_on: date | None = None
    expected: int = 0
    received: int = 0


@dataclass(frozen=True)
class Line:
    """One partner's weeks and its counts: reports expected and due, received, on time, and of unknown day."""

    partner: str
    rhythm: str
    cells: tuple[Cell, ...]
    expected: int
    received: int
    on_time: int
    day_unknown: int
    missing_in_a_row: int
    days_missing: int

    @property
    def reporting_rate(self) -> float | None:
        """Reports received out of reports expected; None where none is expected."""
        return reporting_rate(self.received, self.expected)

    @property
    def reports_on_time_rate(self) -> float | None:
        """Reports received on time out of reports expected; None where none can be judged."""
        return reports_on_time_rate(self.on_time, self.expected, self.day_unknown)


def reporting_rate(received: int, expected: int) -> float | None:
    """Reports received out of reports expected, as DHIS2 counts them; None where none is expected."""
    return received / expected if expected else None


def reports_on_time_rate(on_time: int, expected: int, day_unknown: int) -> float | None:
    """Reports received on time out of reports expected, as DHIS2 counts them.

    Reports of which nobody knows when they came are taken out; None where no other is expected.
    """
    judged = expected - day_unknown
    return on_time / judged if judged > 0 else None


Families = Mapping[tuple[str, date], Sequence[int | None]]


def families_of(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, date], list[int | None]]:
    """The parts of each partner's week in families, from the rows of ``reports/families_by_week``."""
    found: dict[tuple[str, date], list[int | None]] = {}
    for row in rows:
        count = row["households"]
        known = None if count is None or count != count else int(count)
        week = row["first_week"]
        while week <= row["last_week"]:
            found.setdefault((row["partner"], week), []).append(known)
            week += timedelta(weeks=1)
    return found


def lines(
    partners: Iterable[tuple[str, str]],
    reports: Iterable[Report],
    families: Families,
    window: Window,
    smallest: int = 0,
) -> list[Line]:
    """Each partner (with its rhythm) with its weeks; whoever needs a call first comes first.

    Weeks with more than 0 and fewer than ``smallest`` families are suppressed. First comes who has been silent for
    most days in a row until now, then who reported least, then who was least on time.
    """
    by_partner: dict[str, list[Report]] = {}
    for report in reports:
        by_partner.setdefault(report.partner, []).append(report)
    calendars = {rhythm: calendar_of(rhythm, window) for rhythm in RHYTHMS}
    found = [
        _line(partner, rhythm, by_partner.get(partner, []), families, calendars[rhythm], smallest)
        for partner, rhythm in partners
    ]
    return sorted(found, key=_urgency)


def _urgency(line: Line) -> tuple[Any, ...]:
    rates = (line.reporting_rate, line.reports_on_time_rate)
    return (-line.days_missing, *(2.0 if rate is None else rate for rate in rates), line.partner)


def _line(
    partner: str,
    rhythm: str,
    reports: Sequence[Report],
    families: Families,
    calendar: Calendar,
    smallest: int,
) -> Line:
    window, own = calendar.window, calendar.periods
    timings: list[list[str]] = [[] for _ in own]
    by_week: list[list[Report]] = [[] for _ in calendar.weeks]
    for report in reports:
        for index in spoken_for(report.first_day, report.last_day, own):
            timings[index].append(report.timing(window.deadline(own[index])))
        for index in spoken_for(report.first_day, report.last_day, calendar.weeks):
            by_week[index].append(report)
    due, waited_for = calendar.due, calendar.waited_for
    missing = [own[i].days for i in takewhile(lambda i: not timings[i], sorted(due)[::-1])]
    cells = []
    for week, closing, found in zip(calendar.weeks, calendar.closing, by_week, strict=True):
        expected = [index for index in closing if index in due]
        cells.append(
            _cell(
                week,
                found,
                _together([_timing(report, week, calendar) for report in found]),
                families.get((partner, week.first), ()),
                smallest,
                expected=len(expected),
                received=sum(bool(timings[index]) for index in expected),
                waits=any(index in waited_for and not timings[index] for index in closing),
            )
        )
    judged = [_together(timings[index]) for index in due if timings[index]]
    return Line(
        partner,
        rhythm,
        tuple(cells),
        expected=len(due),
        received=len(judged),
        on_time=judged.count("on_time"),
        day_unknown=judged.count("day_unknown"),
        missing_in_a_row=len(missing),
        days_missing=sum(missing),
    )


def _timing(report: Report, week: Period, calendar: Calendar) -> str:
    return report.timing(calendar.deadline_of(min(report.last_day, week.last), week))


def _together(timings: Sequence[str]) -> str:
    """The timing of a report that came in parts: that of its first part."""
    return next((one for one in ("on_time", "day_unknown") if one in timings), "late")


def _cell(
    week: Period,
    reports: Sequence[Report],
    timing: str,
    parts: Sequence[int | None],
    smallest: int,
    *,
    expected: int,
    received: int,
    waits: bool,
) -> Cell:
    if not reports:
        mark = "none" if received < expected else "not_due" if waits else "not_expected"
        return Cell(week.first, mark, expected=expected, received=received)
    known = [part for part in parts if part is not None]
    days = [report.reported_on for report in reports if report.reported_on is not None]
    reported_on = min(days, default=None)
    if any(0 < part < smallest for part in known):
        return Cell(week.first, "suppressed", None, None, reported_on, expected, received)
    households = sum(known) if known else None
    rows = sum(report.rows for report in reports)
    if rows == sum(report.rows_of_nothing for report in reports):
        households, mark = 0, "zero_late" if timing == "late" else "zero"
    else:
        mark = "part" if received < expected else timing
    return Cell(week.first, mark, rows, households, reported_on, expected, received)
