"""Districts in sentences: where the target is far, and what one district's numbers say."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from reparto.language import _, day, listed, ngettext, number, percent

NAMED = 4


def where_it_stands(summary: Mapping[str, Any], worst: list[tuple[str, float]]) -> list[str]:
    """The answer of the page: how many districts are at their target, which are furthest, and what stands beside.

    ``worst`` are the districts below half of their target, worst first, with their coverage.
    """
    return [
        line for line in (_against_target(summary), _far_below(worst), _missing(summary)) if line
    ]


def _against_target(summary: Mapping[str, Any]) -> str:
    targeted, at_target = summary["districts_targeted"], summary["districts_at_target"]
    if not targeted:
        reached = summary["districts"]
        if not reached:
            return _("Nothing here is known by district.")
        return ngettext(
            "{count} district was reached. It has no target, so there is no coverage to show.",
            "{count} districts were reached. None has a target, so there is no coverage to show.",
            reached,
        ).format(count=number(reached))
    if targeted == 1:
        return (
            _("The one district with a target has reached it.")
            if at_target
            else _("The one district with a target has not reached it yet.")
        )
    if not at_target:
        return _("None of the {total} districts with a target has reached it yet.").format(
            total=number(targeted)
        )
    return ngettext(
        "{count} of {total} districts with a target has reached it.",
        "{count} of {total} districts with a target have reached it.",
        at_target,
    ).format(count=number(at_target), total=number(targeted))


def _far_below(worst: list[tuple[str, float]]) -> str:
    if not worst:
        return ""
    names = listed(
        [
            _("{place} ({rate})").format(place=name, rate=percent(rate))
            for name, rate in worst[:NAMED]
        ]
    )
    if len(worst) > NAMED:
        return _("{count} are below half of it, furthest {names}.").format(
            count=number(len(worst)), names=names
        )
    return ngettext(
        "{count} is below half of it: {names}.",
        "{count} are below half of it: {names}.",
        len(worst),
    ).format(count=number(len(worst)), names=names)


def _missing(summary: Mapping[str, Any]) -> str:
    if not summary["districts_targeted"] or not summary["households_gap"]:
        return ""
    return ngettext(
        "In the districts below their target, {count} family is still to be reached.",
        "In the districts below their target, {count} families are still to be reached.",
        summary["households_gap"],
    ).format(count=number(summary["households_gap"]))


def beside_the_districts(summary: Mapping[str, Any]) -> list[str]:
    """What belongs to no district's coverage: wider places, rows without a place, districts without a target."""
    lines = []
    if summary["places_above_district"]:
        families, places = summary["households_above_district"], summary["places_above_district"]
        lines.append(
            ngettext(
                "{count} family is known only by a department or province, not by a district.",
                "{count} families are known only by a department or province, not by a district.",
                families,
            ).format(count=number(families))
            if families
            else ngettext(
                "{count} place with deliveries is known only as a department or province.",
                "{count} places with deliveries are known only as departments or provinces.",
                places,
            ).format(count=number(places))
        )
    if summary["households_not_located"]:
        families = summary["households_not_located"]
        lines.append(
            ngettext(
                "{count} family is not located at all.",
                "{count} families are not located at all.",
                families,
            ).format(count=number(families))
        )
    if summary["districts_targeted"] and summary["districts_without_target"]:
        untargeted = summary["districts_without_target"]
        lines.append(
            ngettext(
                "{count} district was reached without having a target.",
                "{count} districts were reached without having a target.",
                untargeted,
            ).format(count=number(untargeted))
        )
    return lines


def place_name(
    level: str, district: str | None, province: str | None, department: str | None
) -> str:
    """What a row of the table is called; wider places and rows without a place are named as such."""
    if level == "district" and district:
        return district
    if level == "province" and province:
        return _("{place} (only the province is known)").format(place=province)
    if level == "department" and department:
        return _("{place} (only the department is known)").format(place=department)
    if level == "country":
        return _("The whole country (no department known)")
    return _("Not located") if level == "none" else _("A place without a name")


def how_far(place: Mapping[str, Any], partners: pd.DataFrame) -> str:
    """One place against its target, in a sentence; rows that give no families are not zero families."""
    reached, target = place["households_reached"], place["households_targeted"]
    if not reached and not partners.empty and partners["households_reached"].isna().all():
        return _("Deliveries are reported here, but no number of families.")
    families = ngettext("{count} family", "{count} families", reached).format(count=number(reached))
    if target is None:
        return _("{families} reached. No target is set here, so there is no coverage.").format(
            families=families
        )
    if not target:
        return _("{families} reached. The target here is zero, so there is no coverage.").format(
            families=families
        )
    if not reached:
        return ngettext(
            "Nobody has been reached yet; the target is {count} family.",
            "Nobody has been reached yet; the target is {count} families.",
            target,
        ).format(count=number(target))
    values = {
        "families": families,
        "target": number(target),
        "rate": percent(place["coverage_rate"]),
    }
    if place["households_gap"]:
        return ngettext(
            "{families} reached of {target} targeted ({rate}); {gap} is still to be reached.",
            "{families} reached of {target} targeted ({rate}); {gap} are still to be reached.",
            place["households_gap"],
        ).format(gap=number(place["households_gap"]), **values)
    if reached == target:
        return _("{families} reached: exactly the target.").format(**values)
    return _(
        "{families} reached of {target} targeted ({rate}): more than the target, as when families moved here or the target is old."
    ).format(**values)


def who_delivered(partners: pd.DataFrame) -> str:
    """Who works in one place, the one with most families first."""
    named = partners[partners["partner"].notna()]
    if named.empty:
        return (
            _("No partner has delivered here yet.")
            if partners.empty
            else _("The rows name no partner.")
        )
    first = named.iloc[0]
    if pd.isna(first["households_reached"]):
        return ngettext(
            "{count} partner delivered here; its rows give no number of families.",
            "{count} partners delivered here; their rows give no number of families.",
            len(named),
        ).format(count=number(len(named)))
    values = {
        "partner": first["partner"],
        "families": ngettext(
            "{count} family", "{count} families", int(first["households_reached"])
        ).format(count=number(int(first["households_reached"]))),
    }
    if len(named) == 1:
        return _("{partner} delivered here and reached {families}.").format(**values)
    return _(
        "{count} partners delivered here; none reached more families than {partner}: {families}."
    ).format(count=number(len(named)), **values)


def what_was_delivered(items: pd.DataFrame, item_name: Callable[[str], str]) -> str:
    """The items of one place with their quantities; quantities of different units stand apart."""
    if items.empty:
        return ""
    amounts = []
    for row in items.head(NAMED).itertuples(index=False):
        name = item_name(row.item) if isinstance(row.item, str) else _("no item named")
        amounts.append(amount(name, row.quantity, row.unit))
    more = len(items) - NAMED
    if more > 0:
        amounts.append(
            ngettext("{count} more item", "{count} more items", more).format(count=number(more))
        )
    return _("Delivered: {amounts}.").format(amounts=listed(amounts))


def amount(name: str, quantity: float | None, unit: str | None) -> str:
    """A quantity of an item; kits and single things are counted, other units are named."""
    if quantity is None or quantity != quantity:
        return _("{item} (quantity unknown)").format(item=name)
    if not isinstance(unit, str) or unit.casefold() in {"kit", "kits", "unit", "units"}:
        return _("{quantity} × {item}").format(quantity=number(quantity, 1), item=name)
    return _("{item}: {quantity} {unit}").format(quantity=number(quantity, 1), item=name, unit=unit)


def when_delivered(partners: pd.DataFrame, days: pd.DataFrame) -> str:
    """The first and the last day of deliveries in one place."""
    firsts = [value for value in partners["first_delivery"] if pd.notna(value)]
    lasts = [value for value in partners["last_delivery"] if pd.notna(value)]
    if not firsts or not lasts:
        return "" if partners.empty else _("The rows give no usable day.")
    first, last = min(firsts), max(lasts)
    undated = days[days["day"].isna()]["households_reached_new"].tolist()
    line = (
        _("Everything was delivered on {day}.").format(day=day(first))
        if first == last
        else _("First delivery on {first}, last on {last}.").format(
            first=day(first), last=day(last)
        )
    )
    if undated and undated[0]:
        note = ngettext(
            "{count} family is reached by rows without a usable day.",
            "{count} families are reached by rows without a usable day.",
            int(undated[0]),
        ).format(count=number(int(undated[0])))
        return f"{line} {note}"
    return line


def what_is_coming(waiting: pd.DataFrame, gap: float | None) -> str:
    """Whether anything that is planned or on its way answers the gap of one place."""
    coming = waiting[waiting["status"].isin(["planned", "in_transit"])]
    rows = coming["rows"].tolist()
    if rows:
        return ngettext(
            "{count} row is planned or in transit for this place; it does not count yet.",
            "{count} rows are planned or in transit for this place; they do not count yet.",
            sum(rows),
        ).format(count=number(sum(rows)))
    if gap:
        return _("Nothing is planned or in transit for this place in the exports.")
    return ""


def coverage_in_words(shown: int, total: int) -> str:
    """What the chart of coverage shows, and how much of it."""
    if shown < total:
        return _(
            "The {shown} places furthest from their target, of {total}. The dotted line is 100 % of the target."
        ).format(shown=number(shown), total=number(total))
    return ngettext(
        "The place with a target. The dotted line is 100 % of the target.",
        "All {count} places with a target, the furthest from it first. The dotted line is 100 % of the target.",
        total,
    ).format(count=number(total))


def days_in_words(days: pd.DataFrame, target: float | None) -> str:
    """What the chart of one place's days shows."""
    last = days[days["day"].notna()].iloc[-1]
    values = {
        "families": number(int(last["households_reached_cumulative"])),
        "day": day(last["day"]),
        "target": number(target),
    }
    if target:
        return _("{families} until {day}; the dotted line is the target of {target}.").format(
            **values
        )
    return _("{families} until {day}.").format(**values)
