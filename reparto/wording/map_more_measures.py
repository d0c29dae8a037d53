"""One sentence for each measure of the map that has a question of its own: days of need, verified share, overlap."""

from reparto.language import _, ngettext, number, percent
from reparto.maps.areas import Area


def food(areas: list[Area], _level: str) -> str:
    """For how many days the food was enough, where most and where least."""
    found = _extremes(areas, "days_food_per_person")
    if found is None:
        return _(
            "No delivery here has food whose contents are known, so its days cannot be told: choose another measure."
        )
    most, least, count = found
    if count == 1:
        return _("The food delivered lasts the people reached {days} days in {name}.").format(
            days=most[1], name=most[0]
        )
    return _(
        "The food delivered lasts the people reached {most_days} days in {most}, the most, and {least_days} in {least}, the least."
    ).format(most_days=most[1], most=most[0], least_days=least[1], least=least[0])


def water(areas: list[Area], _level: str) -> str:
    """For how many days the water was enough, where most and where least."""
    found = _extremes(areas, "days_water_per_person")
    if found is None:
        return _(
            "No delivery here has water whose contents are known, so its days cannot be told: choose another measure."
        )
    most, least, count = found
    if count == 1:
        return _("The water delivered lasts the people reached {days} days in {name}.").format(
            days=most[1], name=most[0]
        )
    return _(
        "The water delivered lasts the people reached {most_days} days in {most}, the most, and {least_days} in {least}, the least."
    ).format(most_days=most[1], most=most[0], least_days=least[1], least=least[0])


def _extremes(
    areas: list[Area], column: str
) -> tuple[tuple[str, str], tuple[str, str], int] | None:
    """The place with most and the one with least among those with deliveries, and how many there are."""
    served = [area for area in areas if (area.row or {}).get("deliveries")]
    if not served:
        return None
    most = max(served, key=lambda area: (area.row or {})[column])
    least = min(served, key=lambda area: (area.row or {})[column])
    return (
        (most.name, number((most.row or {})[column], 1)),
        (least.name, number((least.row or {})[column], 1)),
        len(served),
    )


def verified(areas: list[Area], _level: str) -> str:
    """How much of what was delivered is verified."""
    if not areas:
        return _("No delivery here is finished, so nothing can be verified yet.")
    rows = sum(int((area.row or {})["rows_settled"]) for area in areas)
    done = [area for area in areas if (area.row or {})["verified_rate"] > 0]
    if not done:
        return ngettext(
            "The {count} row delivered here is not verified.",
            "None of the {count} rows delivered here is verified.",
            rows,
        ).format(count=number(rows))
    least = min(areas, key=lambda area: (area.row or {})["verified_rate"])
    most = max(areas, key=lambda area: (area.row or {})["verified_rate"])
    if least is most:
        return _("In {name} {rate} of the rows delivered are verified.").format(
            name=most.name, rate=percent((most.row or {})["verified_rate"])
        )
    return _(
        "{most_rate} of the rows delivered are verified in {most}, the most, and {least_rate} in {least}, the least."
    ).format(
        most_rate=percent((most.row or {})["verified_rate"]),
        most=most.name,
        least_rate=percent((least.row or {})["verified_rate"]),
        least=least.name,
    )


def overlap(areas: list[Area], _level: str) -> str:
    """Where families were served twice, among those that can be told apart."""
    if not areas:
        return _(
            "No family here is known one by one, so it cannot be told whether two partners served the same: choose another "
            "measure."
        )
    twice = [area for area in areas if (area.row or {})["households_overlap"] > 0]
    if not twice:
        return _(
            "No family that is known one by one received the same item from two partners within fifteen days."
        )
    most = max(twice, key=lambda area: (area.row or {})["households_overlap"])
    count = int((most.row or {})["households_overlap"])
    keyed = number((most.row or {})["households_keyed"])
    words = ngettext(
        "{count} of the {keyed} families known one by one in {name} received the same item from two partners within fifteen "
        "days, the most of {places}.",
        "{count} of the {keyed} families known one by one in {name} received the same item from two partners within fifteen "
        "days, the most of {places}.",
        count,
    )
    places = ngettext("{count} place", "{count} places", len(areas)).format(
        count=number(len(areas))
    )
    return words.format(count=number(count), keyed=keyed, name=most.name, places=places)
