"""What the days of the map say: when it began where, how a day is written, and why there may be nothing to play."""

from datetime import date
from typing import Any

import pandas as pd

from reparto.language import _, day, listed, ngettext, number
from reparto.maps.days import MOST_NUMBERS, AreaDays, MapDays
from reparto.operation import Operation
from reparto.wording.overview import day_number

_NAMED = 3


def no_days() -> str:
    """Why there is nothing to play: no delivery says when it was."""
    return _("No delivery here has a day, so there are no days to show. “Now” shows all of them.")


def one_day(days: MapDays, operation: Operation) -> str:
    """Why there is nothing to play: everything was on one day."""
    return _(
        "Every delivery here that has a day was on {day}, so there is nothing to play."
    ).format(day=written(days.steps[0], operation))


def other_measure(days: MapDays) -> str:
    """Which measure is shown where the one chosen is not known day by day."""
    return _(
        "Day by day, the map can show coverage, families and people reached; here it shows: {measure}."
    ).format(measure=days.measure.named())


def title(days: MapDays, operation: Operation) -> str:
    """What the map of days is called."""
    return _("{measure}, day by day, from {first} to {last}").format(
        measure=days.measure.named(),
        first=written(days.first, operation),
        last=written(days.steps[-1], operation),
    )


def written(moment: date, operation: Operation) -> str:
    """A day with its number in the operation's own count ("9 April 2020 (day 25)")."""
    counted = day_number(moment, operation)
    return f"{day(moment)} ({counted})" if counted else day(moment)


def counted_from(operation: Operation) -> str | None:
    """What the numbers of days count."""
    if operation.day_one is None:
        return None
    return _("Day 1 is {day}, the first {name}.").format(
        day=day(operation.day_one), name=operation.day_label
    )


def first_deliveries(days: MapDays, operation: Operation) -> str:
    """Where the deliveries began, and where they came last."""
    found = days.in_order
    if not found:
        return _("No delivery that has a day is on the map; what is counted stands beside it.")
    first = [area for area in found if area.order == found[0].order]
    words = _("The first deliveries went to {places} on {day}.").format(
        places=_some(first), day=written(first[0].first or date.min, operation)
    )
    last = [area for area in found if area.first == found[-1].first]
    if last[0].first == first[0].first:
        return words
    return (
        words
        + " "
        + ngettext(
            "Of {count} place with deliveries, {places} came last, on {day}.",
            "Of {count} places with deliveries, {places} came last, on {day}.",
            len(found),
        ).format(
            count=number(len(found)),
            places=_some(last),
            day=written(last[0].first or date.min, operation),
        )
    )


def _some(areas: list[AreaDays]) -> str:
    names = [area.name for area in areas]
    if len(names) <= _NAMED:
        return listed(names)
    more = _("{count} more").format(count=number(len(names) - _NAMED))
    return listed([*names[:_NAMED], more])


def circles() -> str:
    """How large the circles are while the days change."""
    return _("The circles keep the size of the last day.")


def steps(days: MapDays) -> str | None:
    """What a step is, where it is not a day."""
    if days.days_in_a_step == 1:
        return None
    return _("Each step is {count} days; a place stands as on the last of them.").format(
        count=number(days.days_in_a_step)
    )


def numbers(days: MapDays) -> str | None:
    """What the numbers on the places are, where there are few enough to be written."""
    if len(days.in_order) > MOST_NUMBERS:
        return None
    return _("The numbers tell in which order the places got their first delivery.")


def one_scale() -> str:
    """How the colours of the days compare."""
    return _("The classes are those of the last day and stay the same on every day.")


def undated(days: pd.DataFrame) -> str | None:
    """The families that are on no day."""
    count = int(days[days["day"].isna()]["households_reached_new"].sum())
    if not count:
        return None
    return ngettext(
        "{count} family without a usable date is on no day.",
        "{count} families without a usable date are on no day.",
        count,
    ).format(count=number(count))


def periods(days: pd.DataFrame) -> str | None:
    """The families that are known by a period only."""
    count = int(days["households_reached_new_period"].fillna(0).sum())
    if not count:
        return None
    return ngettext(
        "{count} family is known by its reporting period only and stands on the period's last day.",
        "{count} families are known by their reporting period only and stand on the period's last day.",
        count,
    ).format(count=number(count))


def totals(days: MapDays, by_day: pd.DataFrame) -> list[str]:
    """How many were reached until each step, everywhere in the view."""
    is_people = days.measure.key == "people"
    column = "persons_reached_cumulative" if is_people else "households_reached_cumulative"
    dated = by_day[by_day["day"].notna()]
    made = []
    for moment in days.steps:
        until = dated[dated["day"] <= moment][column]
        count = int(until.iloc[-1]) if len(until) else 0
        words = (
            ngettext(
                "{count} person reached until here", "{count} people reached until here", count
            )
            if is_people
            else ngettext(
                "{count} family reached until here", "{count} families reached until here", count
            )
        )
        made.append(words.format(count=number(count)))
    return made


def alternative(days: MapDays, operation: Operation, reached: list[str]) -> str:
    """The map through the days in words: the classes on the first, the middle and the last of them."""
    last = len(days.steps) - 1
    told = [
        _("On {day}: {reached}; {classes}.").format(
            day=written(days.steps[step], operation),
            reached=reached[step],
            classes="; ".join(
                f"{line.label}: {number(count)}" for line, count in days.counts_at(step)
            ),
        )
        for step in sorted({0, last // 2, last})
    ]
    return _("Map with a slider of days: {title}. Areas in each class. {days}").format(
        title=title(days, operation), days=" ".join(told)
    )


def words() -> dict[str, Any]:
    """The words on the buttons and boxes of the map of days."""
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "slider": _("Day"),
        "places": _("Places"),
        "beside": _("Counted, but not on the map"),
        "first": _("First delivery on {day}, as number {number}"),
        "none": _("No delivery yet"),
    }
