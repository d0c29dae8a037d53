"""What is said about reports expected and received: the marks, the rates, and who is silent."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from reparto.language import N_, _, day, ngettext, number, percent
from reparto.reporting import Cell, Line, reporting_rate, reports_on_time_rate
from reparto.rhythms import Window
from reparto.wording.words import shortly

MARKS = {
    "on_time": ("●", N_("reported on time")),
    "late": ("▲", N_("reported late")),
    "zero": ("○", N_("reported zero")),
    "zero_late": ("△", N_("reported zero, late")),
    "suppressed": ("■", N_("suppressed")),
    "none": ("✕", N_("no report")),
    "day_unknown": ("◇", N_("reported, day of the report unknown")),
    "part": ("⊗", N_("reported in part")),
    "not_due": ("·", N_("not due yet")),
    "not_expected": ("–", N_("not expected")),
}
"""Each mark's sign, and what it says."""

ALWAYS_TOLD = ("on_time", "late", "zero", "suppressed", "none", "not_expected")
RHYTHMS = {
    "daily": N_("daily"),
    "weekly": N_("weekly"),
    "fortnightly": N_("every two weeks"),
    "monthly": N_("monthly"),
}
SILENT_REPORTS = 2
"""Missing reports in a row from which a partner is named."""


AUDIENCES = {
    "analyst": N_("Analysts"),
    "partner": N_("Partners"),
    "donor": N_("Donors"),
    "public": N_("The public"),
}
"""Who looks, by the names under which an operation sets its smallest counts."""


def audience_name(audience: str) -> str:
    """Who looks, in the reader's language; an operation's own audience is called as it is written there."""
    return _(AUDIENCES[audience]) if audience in AUDIENCES else audience


def mark_name(mark: str) -> str:
    """What a mark says."""
    return _(MARKS[mark][1])


def rhythm_name(rhythm: str) -> str:
    """A rhythm in the reader's language."""
    return _(RHYTHMS[rhythm])


def needs() -> str:
    """What the matrix needs where no report is expected of anybody."""
    return _(
        "To tell silence from zero, write daily, weekly, fortnightly or monthly into the column expected_reporting of "
        "partners.csv for each partner that should report, and publish again."
    )


def nothing_dated() -> str:
    """What is said where no row has a date, or no day lies in the chosen dates."""
    return _("No report is dated within these days, so nobody can be said to be silent.")


def totals(lines: Iterable[Line]) -> dict[str, Any]:
    """The counts of all partners together, and their two rates."""
    found = list(lines)
    expected = sum(line.expected for line in found)
    received = sum(line.received for line in found)
    on_time = sum(line.on_time for line in found)
    day_unknown = sum(line.day_unknown for line in found)
    return {
        "expected": expected,
        "received": received,
        "on_time": on_time,
        "day_unknown": day_unknown,
        "reporting_rate": reporting_rate(received, expected),
        "reports_on_time_rate": reports_on_time_rate(on_time, expected, day_unknown),
    }


def headline(lines: Sequence[Line]) -> list[str]:
    """How many of the expected reports came, and who is silent, in paragraphs."""
    all_of = totals(lines)
    if not all_of["expected"]:
        return [_("No report is due yet.")]
    came = ngettext(
        "{received} of {count} expected report came ({rate}), {on_time} of them on time.",
        "{received} of {count} expected reports came ({rate}), {on_time} of them on time.",
        all_of["expected"],
    ).format(
        received=number(all_of["received"]),
        count=number(all_of["expected"]),
        rate=percent(all_of["reporting_rate"]),
        on_time=number(all_of["on_time"]),
    )
    sentences = [came]
    if all_of["day_unknown"]:
        sentences.append(
            ngettext(
                "Nobody knows when {count} of them came: it is neither on time nor late.",
                "Nobody knows when {count} of them came: they are neither on time nor late.",
                all_of["day_unknown"],
            ).format(count=number(all_of["day_unknown"]))
        )
    return [" ".join(sentences), " ".join([*_silent(lines), *_weeks_of_nobody(lines)])]


def _silent(lines: Sequence[Line]) -> list[str]:
    silent = [line for line in lines if line.missing_in_a_row >= SILENT_REPORTS]
    if not silent:
        return [_("Nobody misses two reports or more in a row now.")]
    names = [
        ngettext("{name} ({count} report)", "{name} ({count} reports)", line.missing_in_a_row).format(
            name=line.partner, count=number(line.missing_in_a_row)
        )
        for line in silent
    ]  # fmt: skip
    return [
        ngettext(
            "{count} partner misses its last two reports or more: {names}.",
            "{count} partners miss their last two reports or more: {names}.",
            len(silent),
        ).format(count=number(len(silent)), names=shortly(names))
    ]


def _weeks_of_nobody(lines: Sequence[Line]) -> list[str]:
    if len(lines) < 2:
        return []
    weeks = [
        column[0].week
        for column in zip(*(line.cells for line in lines), strict=True)
        if any(cell.mark == "none" for cell in column)
        and all(cell.mark in ("none", "not_expected") for cell in column)
    ]
    if not weeks:
        return []
    return [
        ngettext(
            "Nobody reported about the week of {weeks}: nothing was delivered then, or an export is missing.",
            "Nobody reported about the weeks of {weeks}: nothing was delivered then, or an export is missing.",
            len(weeks),
        ).format(weeks=shortly([day(week) for week in weeks]))
    ]


def legend(marks: Collection[str]) -> str:
    """The signs and what they say: the main ones always, the others where they occur."""
    return " · ".join(
        f"{sign} {_(words)}"
        for mark, (sign, words) in MARKS.items()
        if mark in ALWAYS_TOLD or mark in marks
    )


def rules(window: Window) -> str:
    """How the marks are told."""
    limit = ngettext(
        "Late: the first of them came more than {count} day after the end of the period.",
        "Late: the first of them came more than {count} days after the end of the period.",
        window.late_after_days,
    ).format(count=number(window.late_after_days))
    return " ".join(
        [
            _(
                "A report is any row of the partner about days of the week, whatever it is about and whether it counts "
                "or not; rows that are only planned or on their way are none."
            ),
            limit,
            _("The exports speak until {day}.").format(day=day(window.known_until)),
        ]
    )


def left_out(without: int, not_understood: Sequence[tuple[str, str]], undated: int) -> list[str]:
    """Whom and what the matrix does not show: partners without a rhythm, words that are none, rows without a date."""
    said = []
    if without:
        said.append(
            ngettext(
                "{count} partner without an expected rhythm is not shown.",
                "{count} partners without an expected rhythm are not shown.",
                without,
            ).format(count=number(without))
        )
    if not_understood:
        pairs = [
            _("“{word}” ({name})").format(word=word, name=name) for name, word in not_understood
        ]
        said.append(
            _(
                "Not understood in expected_reporting: {words}; write daily, weekly, fortnightly or monthly."
            ).format(words=shortly(pairs))
        )
    if undated:
        said.append(
            ngettext(
                "{count} row without a date belongs to no week.",
                "{count} rows without a date belong to no week.",
                undated,
            ).format(count=number(undated))
        )
    return said


def suppression(smallest: int) -> str:
    """Which weeks are suppressed."""
    return _("Suppressed: weeks with some families, but fewer than {count}. Zero is shown.").format(
        count=number(smallest)
    )


def week_name(week: date) -> str:
    """A week by its first day, short, for the head of a column."""
    return day(week, "d MMM")


def weeks_name(first: date, last: date) -> str:
    """A run of weeks, from the Monday of its first to the Sunday of its last."""
    return _("{first} to {last}").format(
        first=day(first, "medium"), last=day(last + timedelta(days=6), "medium")
    )


def cell_words(line: Line, cell: Cell) -> list[str]:
    """One partner's week in a few words each: the week, the mark, and what it rests on."""
    words = [
        _("Week of {day}").format(day=day(cell.week)),
        f"{MARKS[cell.mark][0]} {mark_name(cell.mark)}",
    ]
    if cell.rows:
        words.append(
            ngettext("{count} row", "{count} rows", cell.rows).format(count=number(cell.rows))
        )
        if cell.households is None:
            words.append(_("families unknown"))
        else:
            words.append(
                ngettext("{count} family", "{count} families", cell.households).format(
                    count=number(cell.households)
                )
            )
    if line.rhythm == "daily" and cell.expected:
        words.append(
            _("{received} of {expected} daily reports").format(
                received=number(cell.received), expected=number(cell.expected)
            )
        )
    if cell.reported_on is not None:
        words.append(_("first reported on {day}").format(day=day(cell.reported_on)))
    return words
