"""Equity in words: who got how much of what was delivered, and what was compared."""

import pandas as pd

from reparto.equity import FIFTHS, Comparison
from reparto.language import _, ngettext, number, percent
from reparto.wording.overview import some


def what_it_needs(comparison: Comparison, targets_elsewhere: bool = False) -> str | None:
    """Why there are no fifths to compare, or None where there are; with few districts, what can be said of them.

    ``targets_elsewhere`` says that targets exist for wider places than districts.
    """
    places = comparison.places
    if comparison.base is None:
        if targets_elsewhere:
            return _(
                "The targets here are for wider places than districts, so districts cannot be compared. That would need "
                "families in need or families targeted for each district."
            )
        return _(
            "No district here has families in need or a target, so districts cannot be compared. That would need a file "
            "of targets with families in need or families targeted for each district."
        )
    if not comparison.served:
        return ngettext(
            "Nobody has been reached yet in the {count} district that can be compared, so there is nothing to share out.",
            "Nobody has been reached yet in the {count} districts that can be compared, so there is nothing to share out.",
            len(places),
        ).format(count=number(len(places)))
    if len(places) == 1:
        return _(
            "Only {place} can be compared ({rate}). Fifths need at least {fewest} districts with need or a target."
        ).format(place=places["place"][0], rate=percent(places["rate"][0]), fewest=number(FIFTHS))
    if not comparison.has_fifths:
        return _(
            "{count} districts are too few for fifths, which need at least {fewest}. Furthest behind is {low} ({low_rate}), "
            "furthest ahead {high} ({high_rate})."
        ).format(
            count=number(len(places)),
            fewest=number(FIFTHS),
            low=places["place"].iloc[0],
            low_rate=percent(places["rate"].iloc[0]),
            high=places["place"].iloc[-1],
            high_rate=percent(places["rate"].iloc[-1]),
        )
    return None


def share_of_the_worst(comparison: Comparison) -> str:
    """What the worst-served fifth got of all that was delivered, and what the best-served fifth got."""
    worst, *_middle, best = comparison.fifths
    if comparison.is_equal:
        return {
            "need": _(
                "Every district stands at the same share of its need ({rate}): each fifth got a fifth of what was delivered."
            ),
            "target": _(
                "Every district stands at the same share of its target ({rate}): each fifth got a fifth of what was "
                "delivered."
            ),
        }[comparison.base or "need"].format(rate=percent(comparison.rate))
    return {
        "need": _(
            "The worst-served fifth of need got {low} of what was delivered, the best-served fifth {high}."
        ),
        "target": _(
            "The worst-served fifth of the target got {low} of what was delivered, the best-served fifth {high}."
        ),
    }[comparison.base or "need"].format(low=percent(worst.share), high=percent(best.share))


def gap(comparison: Comparison) -> str:
    """How far the worst-served fifth is behind the best-served one, in points."""
    worst, *_middle, best = comparison.fifths
    points = round(100 * best.rate) - round(100 * worst.rate)
    return {
        "need": ngettext(
            "Of the families in need, {low} were reached in the worst-served fifth and {high} in the best-served: a gap of "
            "{count} point.",
            "Of the families in need, {low} were reached in the worst-served fifth and {high} in the best-served: a gap of "
            "{count} points.",
            points,
        ),
        "target": ngettext(
            "Of the families targeted, {low} were reached in the worst-served fifth and {high} in the best-served: a gap "
            "of {count} point.",
            "Of the families targeted, {low} were reached in the worst-served fifth and {high} in the best-served: a gap "
            "of {count} points.",
            points,
        ),
    }[comparison.base or "need"].format(
        low=percent(worst.rate), high=percent(best.rate), count=number(points)
    )


def coefficient(comparison: Comparison) -> str:
    """Gini's coefficient with what its ends mean."""
    return _(
        "Gini coefficient {value}: 0 would be the same coverage in every district, 1 everything in one place."
    ).format(value=number(round(comparison.gini or 0.0, 2), 2))


def weighed_by(comparison: Comparison) -> str:
    """What the districts are weighed by, and why where it is not need."""
    count = number(len(comparison.places))
    if comparison.base == "need":
        return _("{count} districts, each with the weight of its families in need.").format(
            count=count
        )
    if comparison.without_need:
        return _(
            "{count} districts, each with the weight of its targeted families, because need is unknown in {names}."
        ).format(count=count, names=some(comparison.without_need))
    return _(
        "{count} districts, each with the weight of its targeted families, because the targets do not give families in "
        "need."
    ).format(count=count)


def beside(comparison: Comparison) -> list[str]:
    """What stands above 100 %, and what could not be compared."""
    lines = []
    above = comparison.places[comparison.places["rate"] > 1]
    if len(above):
        names = [f"{row.place} ({percent(row.rate)})" for row in above[::-1].itertuples()]
        lines.append(
            ngettext(
                "{names} stands above 100 %: it counts with all families reached, which makes up for nothing elsewhere.",
                "{names} stand above 100 %: they count with all families reached, which makes up for nothing elsewhere.",
                len(above),
            ).format(names=some(names))
        )
    if len(comparison.not_weighed):
        lines.append(
            ngettext(
                "{count} district is left out for want of need or a target: {names}.",
                "{count} districts are left out for want of need or a target: {names}.",
                len(comparison.not_weighed),
            ).format(
                count=number(len(comparison.not_weighed)),
                names=some(list(comparison.not_weighed["place"])),
            )
        )
    if comparison.households_elsewhere:
        lines.append(
            ngettext(
                "{count} family whose district is unknown is left out.",
                "{count} families whose district is unknown are left out.",
                comparison.households_elsewhere,
            ).format(count=number(comparison.households_elsewhere))
        )
    return lines


def fifth_names() -> list[str]:
    """The five parts of the need, worst served first."""
    return [_("Worst-served fifth"), _("Second"), _("Third"), _("Fourth"), _("Best-served fifth")]


def worst_served(comparison: Comparison) -> pd.DataFrame:
    """The districts to look at first: those of the worst-served fifth, or all where there are too few for fifths.

    Only those below 100 %, and below the best: where all are equal nobody is worst served.
    """
    places = comparison.places
    if comparison.is_equal and comparison.served:
        return places[:0]
    if comparison.has_fifths:
        places = places[comparison.fifths[0].parts > 1e-9]
    return places[places["rate"] < 1].reset_index(drop=True)
