"""What the look "sites" of the Map page says: sites, what is not drawn and why, depots and flows."""

from collections.abc import Callable, Sequence

from reparto.language import N_, _, listed, ngettext, number
from reparto.maps.classes import Class
from reparto.maps.flows import (
    NO_END,
    NO_SPOT,
    NO_START,
    UNKNOWN_PLACE,
    WITHIN,
    FlowMap,
    Row,
    is_store,
    quantity_of,
    text_of,
)
from reparto.maps.sites import FEWEST, SiteMap, name_of

_REASONS = {
    "no_coordinates": N_("No coordinates"),
    "half": N_("Only one of two coordinates"),
    "zero": N_("Coordinates are 0, 0"),
    "swapped": N_("Latitude and longitude swapped"),
    "outside": N_("Outside the country"),
    "few": N_("Could be a home: not shown"),
}
_NOT_DRAWN = {
    NO_START: N_("Where it began is not told"),
    NO_END: N_("Where it ended is not told"),
    UNKNOWN_PLACE: N_("An end is no known place"),
    NO_SPOT: N_("An end has no coordinates"),
    WITHIN: N_("Began and ended in one place"),
}


def title() -> str:
    """What the map of sites is called."""
    return _("Distribution sites")


def reason(key: str) -> str:
    """Why deliveries are not on the map of sites."""
    return _(_REASONS[key])


def why_not_drawn(key: str) -> str:
    """Why a flow is no arc."""
    return _(_NOT_DRAWN[key])


def families(row: Row) -> str:
    """The families of a row, or that nobody says how many."""
    if not row["is_households_known"]:
        return _("number of families not reported")
    count = int(row["households_reached"])
    return ngettext("{count} family", "{count} families", count).format(count=number(count))


def summary(shown: SiteMap) -> list[str]:
    """Two sentences: how many sites there are and which reached most, and what is beside the map."""
    if not shown.rows:
        return [_no_sites(shown), needs()] if shown.beside else []
    known = [row for row in shown.rows if row["is_households_known"]]
    count = len(shown.rows)
    if known:
        most = max(known, key=lambda row: row["households_reached"])
        first = ngettext(
            "{count} distribution site has coordinates; most families were reached at {site}: {families}.",
            "{count} distribution sites have coordinates; most families were reached at {site}: {families}.",
            count,
        ).format(
            count=number(count),
            site=name_of(most),
            families=number(int(most["households_reached"])),
        )
    else:
        first = ngettext(
            "{count} distribution site has coordinates; no row says how many families came there.",
            "{count} distribution sites have coordinates; no row says how many families came there.",
            count,
        ).format(count=number(count))
    if not shown.beside:
        return [first, _("Every delivery of this view is at a site of the map.")]
    return [first, _("Counted, but not on the map: {places}.").format(places=_beside(shown))]


def _no_sites(shown: SiteMap) -> str:
    if [row["reason"] for row in shown.beside] == ["no_coordinates"]:
        return _("No delivery of this view has coordinates: {families}.").format(
            families=families(shown.beside[0])
        )
    return _("No delivery of this view is at a site that can be shown: {places}.").format(
        places=_beside(shown)
    )


def _beside(shown: SiteMap) -> str:
    return "; ".join(f"{reason(row['reason'])} ({families(row)})" for row in shown.beside)


def needs() -> str:
    """What the exports would need for a map of sites."""
    return _(
        "A map of sites needs the columns latitude and longitude in the exports (degrees, WGS 84), and site for the names."
    )


def rules(smallest: int) -> str:
    """Which coordinates are drawn, and how exactly."""
    return _(
        "A home is never drawn: a coordinate is a site where at least {count} families share it, or where it belongs to a "
        "site that is named and nobody is listed by household. Positions are rounded to about 110 m."
    ).format(count=number(max(smallest, FEWEST)))


def counted() -> str:
    """How the families of sites relate to the headline."""
    return _(
        "Families are counted at each site by the chosen counting method: a family that was reached at two sites counts at both."
    )


def put_together() -> str:
    """What hexagons are, where there are many sites."""
    return _("Each hexagon puts together the sites inside it, with their families added up.")


def alternative(shown: SiteMap) -> str:
    """The map of sites in words, for those who do not see it."""
    classes = "; ".join(f"{line.label}: {number(line.count)}" for line in shown.legend)
    words = (
        _(
            "Map of hexagons with distribution sites. Hexagons in each class of families: {classes}. {summary}"
        )
        if shown.is_hexagons
        else _("Map of distribution sites. Sites in each class of families: {classes}. {summary}")
    )
    return words.format(classes=classes, summary=" ".join(summary(shown)))


def legend_alternative(lines: Sequence[Class]) -> str:
    """A legend in words."""
    classes = "; ".join(f"{line.label}: {number(line.count)}" for line in lines)
    return _("Legend, with the number of marks in each class: {classes}").format(classes=classes)


def beside_alternative(shown: SiteMap) -> str:
    """The box beside the map in words."""
    return _("Counted, but not on the map: {places}.").format(places=_beside(shown))


def flows_title(item: str) -> str:
    """What the map of flows is called."""
    return _("Depots and flows: {item}").format(item=item)


def thing_name(item: str, unit: str | None) -> str:
    """An item with its unit, as the select box names it."""
    return f"{item} ({text_of(unit)})" if unit else _("{item} (unit not told)").format(item=item)


def no_movements() -> str:
    """What a map of depots and flows would need."""
    return _(
        "There are no stock movements: import a file stock_movements.csv with the columns lot, item, quantity, from_place, "
        "to_place, moved_on and kind to see depots and flows."
    )


def no_movements_here() -> str:
    """Nothing was moved within the filters."""
    return _("No stock movement matches these dates, items, donors and places.")


def flow_summary(shown: FlowMap, item_name: Callable[[str], str]) -> list[str]:
    """Two sentences: what came in and lies in depots, and where most of it went."""
    item, unit = shown.thing
    stores = [row for row in shown.balances if is_store(row)]
    received = sum(row["received"] for row in stores)
    in_stock = sum(row["in_stock"] for row in stores)
    first = ngettext(
        "{item}: {received} came from outside to {count} depot, and {left} should still lie there.",
        "{item}: {received} came from outside to {count} depots, and {left} should still lie there.",
        len(stores),
    ).format(
        item=item_name(item),
        received=quantity_of(received, unit),
        count=number(len(stores)),
        left=quantity_of(in_stock, unit),
    )
    return [first, _moved(shown)]


def _moved(shown: FlowMap) -> str:
    unit = shown.thing[1]
    if not shown.arcs and not shown.beside:
        return no_movements_here()
    parts = []
    if shown.arcs:
        most = max(shown.arcs, key=lambda arc: arc.row["quantity"]).row
        parts.append(
            ngettext(
                "{count} flow is drawn, the largest from {start} to {end}: {quantity}",
                "{count} flows are drawn, the largest from {start} to {end}: {quantity}",
                len(shown.arcs),
            ).format(
                count=number(len(shown.arcs)),
                start=text_of(most["from_place"]),
                end=text_of(most["to_place"]),
                quantity=quantity_of(most["quantity"], unit),
            )
        )
    if shown.beside:
        apart = sum(row["quantity"] for _reason, row in shown.beside)
        parts.append(
            _("{quantity} moved that no arc can show").format(quantity=quantity_of(apart, unit))
        )
    return "; ".join(parts) + "."


def flow_alternative(shown: FlowMap, item_name: Callable[[str], str]) -> str:
    """The map of flows in words, for those who do not see it."""
    classes = "; ".join(f"{line.label}: {number(line.count)}" for line in shown.legend)
    return _(
        "Map of depots and flows. Arcs in each class of quantity: {classes}. {summary}"
    ).format(classes=classes, summary=" ".join(flow_summary(shown, item_name)))


def flow_beside(shown: FlowMap) -> str:
    """What is moved and not drawn, in words."""
    unit = shown.thing[1]
    rows = [
        f"{why_not_drawn(key)}: {flow_name(row)}, {quantity_of(row['quantity'], unit)}"
        for key, row in shown.beside
    ]
    return _("Moved, but not on the map: {places}.").format(places="; ".join(rows))


def flow_name(row: Row) -> str:
    """From where to where."""
    start, end = text_of(row["from_place"]) or "?", text_of(row["to_place"]) or "?"
    return f"{start} → {end}"


def flow_rules() -> str:
    """How arcs and dots are read, and which filters narrow them."""
    return _(
        "An arc is wider the more was moved, and paler where it began. Large dots are depots, which held stock; small ones are "
        "places where partners took it over. Ends are drawn at the coordinates of their places, not at the door of a store."
    )


def below_zero(names: Sequence[str]) -> str | None:
    """Depots from which more went out than is known to have come in."""
    if not names:
        return None
    return _(
        "More left than came in, so an arrival was not written down or the end of the dates cuts it off: {places}."
    ).format(places=listed([text_of(name) for name in names]))
