"""The Overview in words where rows say how many people were reached, and no row says how many families."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reparto.language import _, day, ngettext, number
from reparto.wording.overview import known_how, whole

_FAMILIES = (
    "households_reached",
    "households_reached_keyed",
    "households_reached_unkeyed",
    "coverage_rate",
)


def lacks_families(headline: Mapping[str, Any]) -> bool:
    """Whether something was delivered, and no row gives a number of families: then that number is unknown."""
    is_known = headline.get("is_households_known")
    return is_known is not None and not pd.isna(is_known) and not is_known


def as_known(headline: Mapping[str, Any]) -> dict[str, Any]:
    """The headline with its families unknown, not zero, where no row gives them."""
    unknown = dict.fromkeys(_FAMILIES) if lacks_families(headline) else {}
    return dict(headline) | unknown


def people_first(headline: Mapping[str, Any]) -> str:
    """How many people were reached, in one sentence."""
    people = whole(headline["persons_reached"])
    if not people:
        return ngettext(
            "{count} delivered row says neither how many families nor how many people it reached.",
            "{count} delivered rows say neither how many families nor how many people they reached.",
            headline["deliveries"],
        ).format(count=number(headline["deliveries"]))
    return ngettext(
        "{count} person reached; no row says how many families.",
        "{count} people reached; no row says how many families.",
        people,
    ).format(count=number(people))


def families(headline: Mapping[str, Any]) -> str:
    """What stands under the figure of families: how they are known, or that they are not."""
    if lacks_families(headline):
        return _("No row gives a number of families")
    return known_how(headline)


def people(headline: Mapping[str, Any], said: str) -> str:
    """What stands under the figure of people: ``said``, or that no row gives any."""
    if lacks_families(headline) and not whole(headline["persons_reached"]):
        return _("No row gives a number of people")
    return said


def until(days: pd.DataFrame) -> str:
    """How many people were reached until the last day."""
    last = days[days["day"].notna()].iloc[-1]
    count = whole(last["persons_reached_cumulative"])
    return ngettext(
        "Until {day}, {count} person was reached.",
        "Until {day}, {count} people were reached.",
        count,
    ).format(day=day(last["day"]), count=number(count))


def most(places: pd.DataFrame) -> str:
    """Where most people were reached; ``places`` are in that order."""
    first = places.iloc[0]
    count = whole(first["persons_reached"])
    return ngettext(
        "Most people were reached in {place}: {count} person.",
        "Most people were reached in {place}: {count} people.",
        count,
    ).format(place=first["place"], count=number(count))
