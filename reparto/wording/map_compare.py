"""What the Map page says where it compares: two dates, two items, or partners."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reparto.language import _, day, ngettext, number, percent
from reparto.maps.areas import Picture
from reparto.maps.atlas import RANKING, Sheet
from reparto.maps.classes import Class
from reparto.maps.compare import Compared
from reparto.maps.measures import Measure
from reparto.wording import map as wording
from reparto.wording.people import lacks_families


def until(last: date) -> str:
    """What a side of two dates is called."""
    return _("Until {day}").format(day=day(last, "medium"))


def changed_most(measure: Measure, places: Sequence[Compared], first: date, second: date) -> str:
    """Which place changed most between two days; ``places`` begin with it."""
    days = {"first_day": day(first, "medium"), "second_day": day(second, "medium")}
    if not places or places[0].difference is None:
        return _no_place_has_both()
    most = places[0]
    if most.difference == 0:
        return _("No place changed between {first_day} and {second_day}.").format(**days)
    return _(
        "Between {first_day} and {second_day}, {place} changed most: from {first} to {second}."
    ).format(
        **days,
        place=most.name,
        first=measure.written(most.first),
        second=measure.written(most.second),
    )


def furthest_apart(measure: Measure, places: Sequence[Compared], first: str, second: str) -> str:
    """In which place two items are furthest apart; ``places`` begin with it."""
    items = {"first_item": first, "second_item": second}
    if not places or places[0].difference is None:
        return _no_place_has_both()
    most = places[0]
    if most.difference == 0:
        return _("{first_item} and {second_item} are alike in every place.").format(**items)
    return _(
        "{first_item} and {second_item} are furthest apart in {place}: {first} and {second}."
    ).format(
        **items,
        place=most.name,
        first=measure.written(most.first),
        second=measure.written(most.second),
    )


def _no_place_has_both() -> str:
    return _(
        "No place can be compared, because no value is known on both sides: choose another measure."
    )


def total(measure: Measure, headline: Mapping[str, Any]) -> str:
    """All that one side reached: families of those targeted, or people where the map shows people."""
    if measure.column == "persons_reached" or lacks_families(headline):
        people = int(headline["persons_reached"] or 0)
        return ngettext("{count} person", "{count} people", people).format(count=number(people))
    reached, targeted = int(headline["households_reached"] or 0), headline["households_targeted"]
    if not targeted:
        return ngettext("{count} family", "{count} families", reached).format(count=number(reached))
    return ngettext(
        "{count} of {targeted} family ({rate})",
        "{count} of {targeted} families ({rate})",
        int(targeted),
    ).format(
        count=number(reached), targeted=number(targeted), rate=percent(headline["coverage_rate"])
    )


def totals_of_dates(totals: Sequence[str], days: Sequence[date]) -> str:
    """Both totals of two dates; the totals are in words already."""
    return _("In all {first} until {first_day}, and {second} until {second_day}.").format(
        first=totals[0],
        second=totals[1],
        first_day=day(days[0], "medium"),
        second_day=day(days[1], "medium"),
    )


def totals_of_items(totals: Sequence[str], items: Sequence[str]) -> str:
    """Both totals of two items; the totals are in words already."""
    return _(
        "In all {first} with {first_item}, and {second} with {second_item}. Who received both counts on each side."
    ).format(first=totals[0], second=totals[1], first_item=items[0], second_item=items[1])


def in_neither(apart: Mapping[str, Any]) -> str | None:
    """Which rows stand on no side of two dates."""
    undated = int(apart["rows_without_day"] or 0)
    if not undated:
        return None
    return ngettext(
        "{count} row has no usable date and counts on neither side.",
        "{count} rows have no usable date and count on neither side.",
        undated,
    ).format(count=number(undated))


def nothing_until(last: date) -> str:
    """That a side of two dates is empty."""
    return _("Nothing had been delivered until {day}.").format(day=day(last, "medium"))


def nothing_of(item: str) -> str:
    """That a side of two items is empty."""
    return _("Nothing of {item} was delivered in this view.").format(item=item)


def same_dates() -> str:
    """That both days are the same."""
    return _("Both days are the same, so there is nothing to compare: choose another day.")


def same_items() -> str:
    """That both items are the same."""
    return _("Both items are the same, so there is nothing to compare: choose another item.")


def too_few_days(only: date | None) -> str:
    """Why two dates cannot be compared."""
    if only is None:
        return _("No delivery in this view has a day, so there are no two dates to compare.")
    return _(
        "Every delivery in this view is of one day, {day}, so there are no two dates to compare."
    ).format(day=day(only, "medium"))


def too_few_items(only: str | None) -> str:
    """Why two items cannot be compared."""
    if only is None:
        return _("No delivery in this view names an item, so there are no two items to compare.")
    return _("This view has one item, {item}, so there are no two items to compare.").format(
        item=only
    )


def too_few_partners(only: str | None) -> str:
    """Why partners cannot be compared."""
    if only is None:
        return _("No partner has delivered in this view, so there are none to compare.")
    return _("This view has one partner, {partner}, so there are none to compare.").format(
        partner=only
    )


def no_map() -> str:
    """That there are no maps to compare, where places cannot be drawn."""
    return _(
        "There are no maps to compare, because these places cannot be drawn; the table below compares them."
    )


def partners(shown: int, known: int) -> str:
    """How many partners are shown of those that delivered, and in which order."""
    if shown < known:
        words = _(
            "The {shown} partners with most families, of {known} that delivered in this view; the one that reached most "
            "comes first."
        )
    else:
        words = _(
            "All {known} partners that delivered in this view; the one that reached most comes first."
        )
    return " ".join(
        [
            words.format(shown=number(shown), known=number(known)),
            _("A family that two partners reached counts with each."),
        ]
    )


def no_values() -> str:
    """That no map of a series has a value."""
    return _("None of these maps has a value of this measure: choose another measure.")


def one_scale(count: int) -> str:
    """That the classes are those of all the maps."""
    if count == 2:
        return _("Both maps have one scale: a colour means the same on both.")
    return _("All maps have one scale: a colour means the same on each.")


def alternative(sheet: Sheet, picture: Picture, name: str) -> str:
    """One of the maps in words, with its numbers."""
    return f"{name}. {wording.alternative(sheet, picture)}"


def legend_alternative(lines: Sequence[tuple[Class, Sequence[int]]], headers: Sequence[str]) -> str:
    """The legend in words, with the number of areas on each side."""
    classes = "; ".join(
        "{label}: {counts}".format(
            label=line.label,
            counts=", ".join(
                f"{header} {number(count)}" for header, count in zip(headers, counts, strict=True)
            ),
        )
        for line, counts in lines
    )
    return _("Legend, with the number of areas in each class: {classes}").format(classes=classes)


def difference_label(measure: Measure) -> str:
    """What the column with the difference is called, with its unit where the values do not tell it."""
    if measure.kind in ("rate", "share"):
        return _("Difference in points")
    return _("Difference in days") if measure.kind in ("day", "need") else _("Difference")


def table_title(sheet: Sheet, picture: Picture, names: Sequence[str]) -> str:
    """What the table is called for those who do not see it."""
    return f"{wording.title(sheet, picture)}: {'; '.join(names)}"


def has_map(sheet: Sheet) -> bool:
    """Whether places can be drawn at all."""
    return sheet.how != RANKING


def more_partners(count: int) -> str:
    """The button that shows more partners."""
    return ngettext("Show {count} more partner", "Show {count} more partners", count).format(
        count=number(count)
    )
