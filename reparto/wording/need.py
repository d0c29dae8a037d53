"""Days of need in words: for how many days families received food and water, and who received both."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reparto.language import _, day, ngettext, number, percent
from reparto.wording.overview import some, whole


def days(value: float) -> str:
    """A number of days with one decimal: "7.6 days"; some, but less than a tenth of a day, is said so."""
    shown = round(float(value), 1)
    if value > 0 and not shown:
        return _("less than {count} days").format(count=number(0.1, 1))
    return ngettext("{count} day", "{count} days", 1 if shown == 1 else 2).format(
        count=number(shown, 1)
    )


def headline(row: Mapping[str, Any]) -> str:
    """For how many days food and water were delivered for each person reached, in one sentence."""
    food, water = row["days_food_per_person"], row["days_water_per_person"]
    if food is not None and water is not None:
        return _("On average {food} of food and {water} of water for each person reached.").format(
            food=days(food), water=days(water)
        )
    if food is not None:
        return _("On average {food} of food for each person reached; water is not known.").format(
            food=days(food)
        )
    if water is not None:
        return _("On average {water} of water for each person reached; food is not known.").format(
            water=days(water)
        )
    return _("For how many days food and water were delivered is not known.")


def whose_days(row: Mapping[str, Any]) -> str:
    """Over whom the average is taken."""
    families, people = whole(row["households_reached"]), whole(row["persons_reached"])
    if not people:
        return _("No number of people is known here, so there is no average for each person.")
    said = ngettext("{count} family", "{count} families", families).format(count=number(families))
    return ngettext(
        "{families} reached, {people} person: all that was delivered, shared out evenly over them.",
        "{families} reached, {people} people: all that was delivered, shared out evenly over them.",
        people,
    ).format(families=said, people=number(people))


def food_note(row: Mapping[str, Any]) -> str:
    """What the days of food are reckoned from, or what they would need."""
    if row["person_days_food"] is None:
        return what_it_needs(row, "food")
    return _("{days} person-days at {kcal} kcal").format(
        days=number(row["person_days_food"]), kcal=number(row["kcal_person_day"])
    )


def water_note(row: Mapping[str, Any]) -> str:
    """What the days of water are reckoned from, and the days at the floor for survival; or what they would need."""
    if row["person_days_water"] is None:
        return what_it_needs(row, "water")
    note = _("{days} person-days at {litres} litres").format(
        days=number(row["person_days_water"]), litres=number(row["water_litres_person_day"], 1)
    )
    if row["days_water_floor_per_person"] is None:
        return note
    return _("{note}; {floor_days} at the floor of {floor} litres").format(
        note=note,
        floor_days=days(row["days_water_floor_per_person"]),
        floor=number(row["water_litres_floor"], 1),
    )


def what_it_needs(row: Mapping[str, Any], what: str) -> str:
    """Why days of food or water are unknown, and what would tell them."""
    if what == "food" and not row["tells_food"]:
        return _("Needs the kcal of an item in the operation's kits.csv")
    if what == "water" and not row["tells_water"]:
        return _("Needs the litres of an item in the operation's kits.csv")
    return _("Needs quantities of items that the kit list knows, in the kit's unit")


def covered_note(row: Mapping[str, Any], items_chosen: bool) -> str:
    """How the covered families are known, or what would tell them."""
    if row["households_covered"] is None:
        if items_chosen:
            return _("Cannot be seen through a filter on items without both food and water")
        return _("Needs an item with kcal and one with litres in the operation's kits.csv")
    return _("{keyed} known one by one, {unkeyed} as counts").format(
        keyed=number(row["households_covered_keyed"]),
        unkeyed=number(row["households_covered_unkeyed"]),
    )


def package_note(row: Mapping[str, Any]) -> str:
    """Of how many families it is unknown whether they received a package of the government."""
    if not row["rows_told"]:
        return _("Needs a column that says whether a family also received a government package")
    reached = whole(row["households_reached"])
    unknown = whole(row["households_package_unknown"])
    return _("{rate} of families unknown").format(
        rate=percent(unknown / reached if reached else None)
    )


def packages(row: Mapping[str, Any]) -> str:
    """How many of the families reached also received a package of the government; unknown is not no."""
    if not row["rows_told"]:
        return _(
            "No row says whether the family also received a government package. That would need a column for it "
            "(government_package: yes or no) in the files of the partners."
        )
    reached, count = whole(row["households_reached"]), whole(row["households_with_package"])
    unknown = whole(row["households_package_unknown"])
    return " ".join(
        [
            ngettext(
                "The operation serves those whom the government's own assistance left out: {count} family of the {reached} "
                "reached ({rate}) also received a government package.",
                "The operation serves those whom the government's own assistance left out: {count} families of the "
                "{reached} reached ({rate}) also received a government package.",
                count,
            ).format(
                count=number(count),
                reached=number(reached),
                rate=percent(row["government_package_rate"]),
            ),
            ngettext(
                "Of {count} family the rows do not say.",
                "Of {count} families the rows do not say.",
                unknown,
            ).format(count=number(unknown))
            if unknown
            else _("The rows say it of every family."),
        ]
    )


def both(row: Mapping[str, Any], items_chosen: bool) -> str:
    """Families with food and water against families with one of them, and how it is known."""
    if row["households_covered"] is None:
        if items_chosen:
            return _(
                "Who received both food and water cannot be seen through a filter on items that leaves one of them out."
            )
        return _(
            "Who received both food and water is not known: the operation's kits.csv would need an item with kcal and an "
            "item with litres."
        )
    covered, reached = row["households_covered"], row["households_reached"]
    one = row["households_food_only"] + row["households_water_only"]
    sentence = ngettext(
        "{count} family of the {reached} reached received food and water, {one} only one of them.",
        "{count} families of the {reached} reached received food and water, {one} only one of them.",
        covered,
    ).format(count=number(covered), reached=number(reached), one=number(one))
    if row["households_covered_unkeyed"]:
        sentence += " " + ngettext(
            "{keyed} is known one by one; of the {unkeyed} known as counts, food and water are taken to have gone to the "
            "same families as far as they can.",
            "{keyed} are known one by one; of the {unkeyed} known as counts, food and water are taken to have gone to the "
            "same families as far as they can.",
            row["households_covered_keyed"],
        ).format(
            keyed=number(row["households_covered_keyed"]),
            unkeyed=number(row["households_covered_unkeyed"]),
        )
    if row["households_contents_unknown"]:
        sentence += " " + ngettext(
            "{count} more received items of unknown content, so it may be more.",
            "{count} more received items of unknown content, so it may be more.",
            row["households_contents_unknown"],
        ).format(count=number(row["households_contents_unknown"]))
    return sentence


def rates(row: Mapping[str, Any]) -> str:
    """Reached and covered out of the target, and reached out of the need, of all that is looked at."""
    parts = []
    if row["households_targeted"]:
        values = {
            "target": number(row["households_targeted"]),
            "reached": percent(row["coverage_rate"]),
            "covered": percent(row["covered_rate"]),
        }
        if row["households_covered"] is None:
            parts.append(
                _("Of {target} families targeted, {reached} were reached.").format(**values)
            )
        else:
            parts.append(
                _(
                    "Of {target} families targeted, {reached} were reached and {covered} covered, with food and water."
                ).format(**values)
            )
    if row["households_in_need"] and not row["need_is_partial"]:
        parts.append(
            _("Of {need} families in need, {rate} were reached.").format(
                need=number(row["households_in_need"]), rate=percent(row["need_rate"])
            )
        )
    elif row["households_in_need"]:
        parts.append(
            _(
                "Need is told of some of the places with a target only, so there is no share of need for all together."
            )
        )
    else:
        parts.append(
            _("No need is set: that would take families in need in a file of targets.")
            if parts
            else _(
                "No target and no need is set, so there is nothing to measure against. That would take a file of targets "
                "with families targeted and families in need."
            )
        )
    return " ".join(parts)


def no_rates(row: Mapping[str, Any]) -> str:
    """Why no place can be held against a target or a need, though all together perhaps can."""
    if row["households_targeted"] or row["households_in_need"]:
        return _(
            "The target here is for wider places than these, so they cannot be held against it. That would take a file of "
            "targets with the families targeted and the families in need of each place."
        )
    return _(
        "No place here has a target or a need. That would take a file of targets with the families targeted and the "
        "families in need of each place."
    )


def above_all(names: list[str], old: Mapping[str, date] | None = None) -> str | None:
    """Why shares above 100 % are shown as they are, and where; None where there are none.

    ``old`` gives the day of those places' targets that are older than the deliveries there.
    """
    if not names:
        return None
    said = _(
        "Above 100 % in {names}: families outside the target, families that moved there, or a target older than the need. "
        "It is shown as it is."
    ).format(names=some(names))
    days = sorted(set((old or {}).values()))
    if not days:
        return said
    if set(old or {}) == set(names) and len(days) == 1:
        dated = ngettext(
            "The target there is of {day}, older than the last delivery.",
            "The targets there are of {day}, older than the last deliveries.",
            len(names),
        ).format(day=day(days[0]))
    else:
        dated = _("Targets older than the last delivery: {places}.").format(
            places=some(
                [
                    _("{place} ({day})").format(place=place, day=day(of, "medium"))
                    for place, of in (old or {}).items()
                ]
            )
        )
    return f"{said} {dated}"
