"""What changed between two snapshots, in words: the difference, its causes, why a row changed, and which settings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reparto.language import N_, _, day, listed, ngettext, number
from reparto.metrics import METRICS
from reparto.restating import Cause, Restatement
from reparto.wording.clinic import moment

_CAUSES = {
    "undone": (
        N_("Imports taken back"),
        N_("Rows of files that were taken back, and rows that count again because of it."),
    ),
    "duplicates": (
        N_("Duplicates removed"),
        N_("Rows of two files that are the same report: they count once."),
    ),
    "corrections": (
        N_("Corrections"),
        N_(
            "Cells corrected here, corrected rows that came back, and rows that a newer file brings again: the newest "
            "says what counts."
        ),
    ),
    "places": (
        N_("Places resolved"),
        N_("Rows whose place was found, or is another since."),
    ),
    "late": (
        N_("Late reports"),
        N_("Rows of new files about days before the last day that the earlier snapshot knew."),
    ),
    "new": (
        N_("New reports"),
        N_("Rows of new files about that day, later days, or no day."),
    ),
    "settings": (
        N_("Method or setting changed"),
        N_("What is counted otherwise: the method, settings, lists, names, and rules that let rows in."),
    ),
}  # fmt: skip
_WHYS = {
    "taken_back": N_("Its file was taken back"),
    "counts_again": N_("Counts again: the file that replaced it was taken back"),
    "same_report": N_("Another file is the same report"),
    "not_same_report": N_("Counts again: the other file is not the same report"),
    "corrected": N_("Corrected here"),
    "sent_back": N_("Sent back corrected"),
    "came_in": N_("Was held back; sent again with the same id"),
    "newer": N_("A newer file brings it again"),
    "left_out": N_("The newer file of the same report has it no longer"),
    "place_found": N_("Its place was found"),
    "place_changed": N_("Its place is another"),
    "place_lost": N_("Its place is no longer known"),
    "late": N_("Late report"),
    "new": N_("New report"),
    "accepted_now": N_("Was held back; passes the checks now"),
    "held_now": N_("Is held back now"),
    "read_otherwise": N_("Is read otherwise now"),
}
_SETTINGS = {
    "starts_on": N_("First day"),
    "ends_on": N_("Last day"),
    "day_one": N_("Day one"),
    "country": N_("Country"),
    "demonstration": N_("Demonstration"),
    "households_targeted": N_("Families targeted"),
    "household_size": N_("Persons assumed per family"),
    "household_size_low": N_("Persons assumed per family, at least"),
    "household_size_high": N_("Persons assumed per family, at most"),
    "largest_plausible_row": N_("Largest plausible row"),
    "late_after_days": N_("Days after which a report is late"),
    "approved_is_verified": N_("Approved rows are verified"),
}


def cause_name(cause: str) -> str:
    """What a cause is called."""
    return _(_CAUSES[cause][0])


def cause_meaning(cause: str) -> str:
    """Which rows belong to a cause."""
    return _(_CAUSES[cause][1])


def why(reason: str) -> str:
    """Why one row changed."""
    return _(_WHYS[reason])


def signed(count: int) -> str:
    """A difference with its sign; nothing is 0."""
    sign = {True: "+", False: "−"}[count > 0] if count else ""
    return sign + number(abs(count))


def headline(found: Restatement, measure: str) -> str:
    """The difference in one sentence, as the question is asked: why did this become that."""
    before, after = found.before[measure], found.after[measure]
    said = {
        "before": number(before),
        "after": number(after),
        "change": number(abs(after - before)),
    }
    if before == after:
        same = {
            "households_reached": ngettext(
                "{after} family before and since.", "{after} families before and since.", after
            ),
            "persons_reached": ngettext(
                "{after} person before and since.", "{after} people before and since.", after
            ),
        }[measure]
        return same.format(**said)
    texts = {
        ("households_reached", True): _("{before} families became {after}: {change} more."),
        ("households_reached", False): _("{before} families became {after}: {change} fewer."),
        ("persons_reached", True): _("{before} people became {after}: {change} more."),
        ("persons_reached", False): _("{before} people became {after}: {change} fewer."),
    }
    return texts[measure, after > before].format(**said)


def largest(found: Restatement, measure: str) -> str:
    """Which causes did most of it, the largest first; empty where nothing changed."""
    told = sorted(adding(found, measure), key=lambda one: -abs(one.adds[measure]))
    if not told:
        return (
            _("Rows changed, and the figure did not.")
            if any(one.rows for one in found.causes)
            else _("No row that counts changed.")
        )
    parts = [
        _("{cause} ({change})").format(cause=cause_name(one.name), change=signed(one.adds[measure]))
        for one in told
    ]
    return _("By cause: {causes}. Together they are the difference, to the unit.").format(
        causes=listed(parts)
    )


def adding(found: Restatement, measure: str) -> list[Cause]:
    """The causes that add or take something, in their order."""
    return [one for one in found.causes if one.adds[measure]]


def nothing_from(found: Restatement, measure: str) -> str:
    """The causes that add nothing, in one sentence; empty where every one adds."""
    names = [cause_name(one.name) for one in found.causes if not one.adds[measure]]
    return _("0 each: {causes}.").format(causes=listed(names)) if names else ""


def cause_line(cause: Cause, measure: str) -> str:
    """One cause with what it adds and how many rows are behind it."""
    rows = ngettext("{count} row", "{count} rows", cause.rows).format(count=number(cause.rows))
    return _("{cause}: {change} ({rows})").format(
        cause=cause_name(cause.name), change=signed(cause.adds[measure]), rows=rows
    )


def not_all_rows(cause: Cause) -> str:
    """That only the largest rows are shown; empty where all are."""
    if len(cause.largest_rows) >= cause.rows:
        return ""
    return _("The {shown} rows that changed most, of {rows}.").format(
        shown=number(len(cause.largest_rows)), rows=number(cause.rows)
    )


def table_rows(found: Restatement, measure: str) -> list[dict[str, Any]]:
    """The waterfall as a table: the earlier figure, every cause, the later figure."""
    first = {"what": snapshot_name(found.earlier.number), "change": found.before[measure]}
    last = {"what": snapshot_name(found.later.number), "change": found.after[measure]}
    middle = [
        {"what": cause_name(one.name), "change": one.adds[measure], "rows": one.rows}
        for one in found.causes
    ]
    return [first | {"rows": None}, *middle, last | {"rows": None}]


def snapshot_name(no: int) -> str:
    """What a snapshot is called."""
    return _("Snapshot {number}").format(number=number(no))


def snapshot_choice(no: int, published_at: str) -> str:
    """A snapshot with the moment when it was published."""
    when = moment(published_at)
    if when is None:
        return snapshot_name(no)
    return _("{snapshot} · {day}, {time} UTC").format(
        snapshot=snapshot_name(no), day=day(when.date(), "d MMM"), time=f"{when:%H:%M}"
    )


def setting_lines(changed: Iterable[tuple[str, Any, Any]]) -> list[str]:
    """Each setting that differs, from what to what."""
    return [
        _("{setting}: {old} → {new}").format(
            setting=_(_SETTINGS[name]) if name in _SETTINGS else name, old=_value(old), new=_value(new)
        )
        for name, old, new in changed
    ]  # fmt: skip


def _value(value: Any) -> str:
    if value is None:
        return _("not set")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number(value, 2) if isinstance(value, int | float) else str(value)


def left_out(numbers: Sequence[int]) -> str:
    """Which snapshots cannot be compared; empty where all can."""
    if not numbers:
        return ""
    return ngettext(
        "Snapshot {numbers} is damaged or was written by another version, and is left out.",
        "Snapshots {numbers} are damaged or were written by another version, and are left out.",
        len(numbers),
    ).format(numbers=listed([number(no) for no in numbers]))


def row_cells(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows behind a cause as a table shows them; a row that was not there before says nothing about before."""
    return [dict(row) | {"why": why(row["why"])} for row in rows]


def figure_name(measure: str) -> str:
    """What the figure is called."""
    return METRICS[measure].named()
