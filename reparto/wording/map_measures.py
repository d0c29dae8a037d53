"""One sentence for each measure of the map: how many places, and which stands out."""

from reparto.language import _, ngettext, number, percent
from reparto.maps.areas import Area, Picture, families_of_target
from reparto.maps.classes import UNKNOWN
from reparto.maps.measures import Measure
from reparto.wording.map_more_measures import food, overlap, verified, water


def what_it_shows(picture: Picture, *, level: str) -> str:
    """What the map shows of its measure."""
    found = picture.reported or picture.beside
    areas = [a for a in found if a.shade.key.startswith(("class", "zero"))]
    if picture.measure.asks is None and not areas and any(a.shade.key == UNKNOWN for a in found):
        return _("No row here says how many were reached: choose another measure.")
    sentence = {
        "coverage": _coverage,
        "reached": _reached,
        "people": _people,
        "gap": _gap,
        "food": food,
        "water": water,
        "verified": verified,
        "overlap": overlap,
        "partners": _partners,
        "last": _last,
    }[picture.measure.key]
    return sentence(areas, level)


def _coverage(areas: list[Area], level: str) -> str:
    if not areas:
        return {
            "department": _(
                "No department here has a target, so there is no coverage: choose another measure."
            ),
            "province": _(
                "No province here has a target, so there is no coverage: choose another measure."
            ),
            "district": _(
                "No district here has a target, so there is no coverage: choose another measure."
            ),
        }[level]
    met = sum(1 for area in areas if (area.row or {})["coverage_rate"] >= 1)
    lowest = min(areas, key=lambda area: (area.row or {})["coverage_rate"])
    words = {
        "department": ngettext(
            "The target is reached in {met} of {count} department; coverage is lowest in {name}, {rate} ({families}).",
            "The target is reached in {met} of {count} departments; coverage is lowest in {name}, {rate} ({families}).",
            len(areas),
        ),
        "province": ngettext(
            "The target is reached in {met} of {count} province; coverage is lowest in {name}, {rate} ({families}).",
            "The target is reached in {met} of {count} provinces; coverage is lowest in {name}, {rate} ({families}).",
            len(areas),
        ),
        "district": ngettext(
            "The target is reached in {met} of {count} district; coverage is lowest in {name}, {rate} ({families}).",
            "The target is reached in {met} of {count} districts; coverage is lowest in {name}, {rate} ({families}).",
            len(areas),
        ),
    }[level]
    return words.format(
        met=number(met),
        count=number(len(areas)),
        name=lowest.name,
        rate=percent((lowest.row or {})["coverage_rate"]),
        families=families_of_target(lowest.row or {}),
    )


def _reached(areas: list[Area], level: str) -> str:
    served = [area for area in areas if (area.row or {})["households_reached"] > 0]
    if not served:
        return _("Nobody has been reached in these places yet.")
    most = max(served, key=lambda area: (area.row or {})["households_reached"])
    words = {
        "department": ngettext(
            "Families were reached in {count} department: {households} in {name}.",
            "Families were reached in {count} departments, most of them in {name}: {households}.",
            len(served),
        ),
        "province": ngettext(
            "Families were reached in {count} province: {households} in {name}.",
            "Families were reached in {count} provinces, most of them in {name}: {households}.",
            len(served),
        ),
        "district": ngettext(
            "Families were reached in {count} district: {households} in {name}.",
            "Families were reached in {count} districts, most of them in {name}: {households}.",
            len(served),
        ),
    }[level]
    return words.format(
        count=number(len(served)),
        name=most.name,
        households=number((most.row or {})["households_reached"]),
    )


def _people(areas: list[Area], level: str) -> str:
    served = [area for area in areas if (area.row or {})["persons_reached"] > 0]
    if not served:
        return _("Nobody has been reached in these places yet.")
    most = max(served, key=lambda area: (area.row or {})["persons_reached"])
    words = {
        "department": ngettext(
            "People were reached in {count} department: {persons} in {name}.",
            "People were reached in {count} departments, most of them in {name}: {persons}.",
            len(served),
        ),
        "province": ngettext(
            "People were reached in {count} province: {persons} in {name}.",
            "People were reached in {count} provinces, most of them in {name}: {persons}.",
            len(served),
        ),
        "district": ngettext(
            "People were reached in {count} district: {persons} in {name}.",
            "People were reached in {count} districts, most of them in {name}: {persons}.",
            len(served),
        ),
    }[level]
    return words.format(
        count=number(len(served)),
        name=most.name,
        persons=number((most.row or {})["persons_reached"]),
    )


def _gap(areas: list[Area], level: str) -> str:
    if not areas:
        return {
            "department": _(
                "No department here has a target, so there is no gap to show: choose another measure."
            ),
            "province": _(
                "No province here has a target, so there is no gap to show: choose another measure."
            ),
            "district": _(
                "No district here has a target, so there is no gap to show: choose another measure."
            ),
        }[level]
    short = [area for area in areas if (area.row or {})["households_gap"] > 0]
    if not short:
        return _("Every place with a target has reached it.")
    most = max(short, key=lambda area: (area.row or {})["households_gap"])
    words = {
        "department": ngettext(
            "{count} department is short of its target: {name}, by {gap} of {targeted} families.",
            "{count} departments are short of their target, most of all {name}, by {gap} of {targeted} families.",
            len(short),
        ),
        "province": ngettext(
            "{count} province is short of its target: {name}, by {gap} of {targeted} families.",
            "{count} provinces are short of their target, most of all {name}, by {gap} of {targeted} families.",
            len(short),
        ),
        "district": ngettext(
            "{count} district is short of its target: {name}, by {gap} of {targeted} families.",
            "{count} districts are short of their target, most of all {name}, by {gap} of {targeted} families.",
            len(short),
        ),
    }[level]
    row = most.row or {}
    return words.format(
        count=number(len(short)),
        name=most.name,
        gap=number(row["households_gap"]),
        targeted=number(row["households_targeted"]),
    )


def _partners(areas: list[Area], level: str) -> str:
    served = [area for area in areas if (area.row or {})["partners_active"] > 0]
    if not served:
        return _("No partner has delivered in these places yet.")
    most = max(served, key=lambda area: (area.row or {})["partners_active"])
    alone = sum(1 for area in served if (area.row or {})["partners_active"] == 1)
    words = {
        "department": ngettext(
            "Partners deliver in {count} department, most of them in {name} ({most}); places with a single partner: {alone}.",
            "Partners deliver in {count} departments, most of them in {name} ({most}); places with a single partner: {alone}.",
            len(served),
        ),
        "province": ngettext(
            "Partners deliver in {count} province, most of them in {name} ({most}); places with a single partner: {alone}.",
            "Partners deliver in {count} provinces, most of them in {name} ({most}); places with a single partner: {alone}.",
            len(served),
        ),
        "district": ngettext(
            "Partners deliver in {count} district, most of them in {name} ({most}); places with a single partner: {alone}.",
            "Partners deliver in {count} districts, most of them in {name} ({most}); places with a single partner: {alone}.",
            len(served),
        ),
    }[level]
    return words.format(
        count=number(len(served)),
        name=most.name,
        most=number((most.row or {})["partners_active"]),
        alone=number(alone),
    )


def _last(areas: list[Area], _level: str) -> str:
    dated = [area for area in areas if area.shade.key.startswith("class")]
    if not dated:
        return _("No delivery in these places has a day.")
    latest = max(dated, key=lambda area: (area.row or {})["last_delivery"])
    longest = min(dated, key=lambda area: (area.row or {})["last_delivery"])
    if (latest.row or {})["last_delivery"] == (longest.row or {})["last_delivery"]:
        return _("Everywhere the latest delivery was on {day}.").format(day=latest.written)
    return _("The latest delivery was on {day}; {name} has waited longest, since {since}.").format(
        day=latest.written, name=longest.name, since=longest.written
    )


def of_area(measure: Measure, area: Area) -> str:
    """The families of an area against its target, or its people where the map shows people."""
    if measure.column != "persons_reached":
        return families_of_target(area.row or {})
    row = area.row or {}
    if not row.get("is_persons_known"):
        return _("number of people not reported")
    count = int(row["persons_reached"])
    return ngettext("{count} person", "{count} people", count).format(count=number(count))
