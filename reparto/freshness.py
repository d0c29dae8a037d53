"""How old the data may be: the ages of HDX for an operation's rhythm, and what an old last report means.

While an operation runs its last report is up to date, due, overdue or delinquent. Once it has ended, or nobody has
reported for a year, nobody is late any more: its data are old, and that is all.
"""

from dataclasses import dataclass
from datetime import date

from reparto.rhythms import is_over, rhythm_of

AGES = {
    "daily": (1, 2, 3),
    "weekly": (7, 14, 21),
    "fortnightly": (14, 21, 28),
    "monthly": (30, 44, 60),
}
"""Days since the last report from which it is due, overdue and delinquent (HDX)."""

ASLEEP_AFTER = 365
"""Days without a report after which an operation without an end is taken to have ended without saying so."""


@dataclass(frozen=True)
class Freshness:
    """The state of an operation's data on a day, and the days since its last report (None where there is none).

    ``state`` is up_to_date, due, overdue, delinquent, ended, asleep, not_begun, nothing_yet, or no_rhythm.
    """

    state: str
    age: int | None
    last_report: date | None
    ends_on: date | None = None
    rhythm: str | None = None


def freshness(
    last_report: date | None,
    *,
    rhythm: str,
    starts_on: date | None,
    ends_on: date | None,
    late_after_days: int,
    today: date,
) -> Freshness:
    """How fresh the data are today; ``rhythm`` is the operation's own word, which may be none that is known.

    A last report in the future (a wrong clock) is of age 0.
    """
    known = rhythm_of(rhythm)
    age = None if last_report is None else max((today - last_report).days, 0)
    return Freshness(
        _state(age, known, starts_on, is_over(ends_on, late_after_days, today), today),
        age,
        last_report,
        ends_on,
        known,
    )


def _state(
    age: int | None, rhythm: str | None, starts_on: date | None, over: bool, today: date
) -> str:
    if over:
        return "ended"
    if age is None:
        return "not_begun" if starts_on is not None and starts_on > today else "nothing_yet"
    if age > ASLEEP_AFTER:
        return "asleep"
    if rhythm is None:
        return "no_rhythm"
    due, overdue, delinquent = AGES[rhythm]
    if age >= delinquent:
        return "delinquent"
    if age >= overdue:
        return "overdue"
    return "due" if age >= due else "up_to_date"
