"""Depots and flows: stock movements of one item and unit as arcs, wider the more was moved; and what has no place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pydeck as pdk

from reparto.language import _, day, ngettext, number
from reparto.maps.areas import one_line
from reparto.maps.classes import VALUE, Class, Scale, scale_for
from reparto.maps.ground import Spot
from reparto.maps.measures import MEASURES
from reparto.maps.palette import Palette, rgb

FLOWS, DEPOTS = "flows", "depots"
NO_START, NO_END, UNKNOWN_PLACE, NO_SPOT, WITHIN = (
    "no_start",
    "no_end",
    "unknown_place",
    "no_spot",
    "within",
)
_WIDEST, _THINNEST = 11.0, 1.5
_TILT = 24
_MOST_NAMES = 10
_FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", Arial, sans-serif'

Row = Mapping[str, Any]
Thing = tuple[str, str | None]
"""An item and its unit: quantities of different ones are never added."""


@dataclass(frozen=True)
class Arc:
    """One flow between two places whose positions are known."""

    row: Row
    start: Spot
    end: Spot
    shade: Class


@dataclass(frozen=True)
class Depot:
    """A place where stock began, ended or lies; ``is_store`` where it held stock, not only a partner's share."""

    row: Row
    spot: Spot
    is_store: bool


@dataclass(frozen=True)
class FlowMap:
    """The flows of one item and unit: arcs, depots, and rows that cannot be drawn with the reason why."""

    thing: Thing
    arcs: tuple[Arc, ...]
    depots: tuple[Depot, ...]
    beside: tuple[tuple[str, Row], ...]
    balances: tuple[Row, ...]
    scale: Scale = field(repr=False)

    @property
    def legend(self) -> list[Class]:
        """The classes of quantities with the number of arcs in each."""
        return self.scale.legend([arc.shade.key for arc in self.arcs])

    def shade_of(self, row: Row) -> Class:
        """The class of a flow that is not drawn, by the same scale."""
        return self.scale.class_of(VALUE, row["quantity"])


def things(flows: Sequence[Row], depots: Sequence[Row]) -> list[Thing]:
    """The items and units that movements tell of, those with most rows first."""
    rows: dict[Thing, int] = {}
    for row in (*depots, *flows):
        thing = thing_of(row)
        rows[thing] = rows.get(thing, 0) + int(row["movements"])
    return sorted(rows, key=lambda thing: (-rows[thing], thing[0], thing[1] or ""))


def thing_of(row: Row) -> Thing:
    """The item and unit of a row."""
    return row["item"], text_of(row["unit"]) or None


def text_of(value: Any) -> str:
    """A text of an answer on one line; unknown is empty."""
    return "" if value is None or pd.isna(value) else one_line(str(value))


def spots_of(places: pd.DataFrame) -> dict[str, Spot]:
    """Where each place lies: at its own coordinates, else amid those of its districts."""
    located = places.dropna(subset=["latitude", "longitude"])
    spots: dict[str, Spot] = {}
    for parent in ("department_code", "province_code"):
        middles = located.groupby(parent)[["longitude", "latitude"]].mean()
        spots |= {
            str(code): (round(float(x), 3), round(float(y), 3))
            for code, x, y in middles.itertuples()
        }
    own = zip(located["place_code"], located["longitude"], located["latitude"], strict=True)
    return spots | {code: (round(float(x), 3), round(float(y), 3)) for code, x, y in own}


def flow_map(
    flows: Sequence[Row],
    depots: Sequence[Row],
    spots: Mapping[str, Spot],
    thing: Thing,
    colours: Palette,
) -> FlowMap:
    """The flows and depots of one item and unit; ``spots`` are the positions of places by code."""
    rows = [row for row in flows if thing_of(row) == thing]
    drawn, beside = [], []
    for row in rows:
        if reason := _why_not(row, spots):
            beside.append((reason, row))
        else:
            drawn.append(row)
    scale = scale_for([row["quantity"] for row in drawn], MEASURES["reached"], colours)
    arcs = tuple(
        Arc(
            row,
            spots[row["from_code"]],
            spots[row["to_code"]],
            scale.class_of(VALUE, row["quantity"]),
        )
        for row in drawn
    )
    balances = tuple(row for row in depots if thing_of(row) == thing)
    stores = tuple(
        Depot(row, spots[row["place_code"]], is_store(row))
        for row in balances
        if row["place_code"] in spots
    )
    return FlowMap(thing, arcs, stores, tuple(beside), balances, scale)


def is_store(row: Row) -> bool:
    """Whether a place of ``sites/depots`` ever held stock of its own."""
    return any(row[name] for name in ("received", "came_in", "dispatched", "lost"))


def _why_not(row: Row, spots: Mapping[str, Spot]) -> str | None:
    if not text_of(row["from_place"]):
        return NO_START
    if not text_of(row["to_place"]):
        return NO_END
    if not text_of(row["from_code"]) or not text_of(row["to_code"]):
        return UNKNOWN_PLACE
    if row["from_code"] == row["to_code"]:
        return WITHIN
    if row["from_code"] not in spots or row["to_code"] not in spots:
        return NO_SPOT
    return None


def quantity_of(value: float, unit: str | None) -> str:
    """A quantity with its unit, as the reader writes it."""
    written = number(value, 1)
    return f"{written} {one_line(unit)}" if unit else written


def days_of(row: Row) -> str:
    """The days of a row's movements."""
    first, last = row["first_day"], row["last_day"]
    if first == last:
        return day(first, "medium")
    return _("{first} to {last}").format(first=day(first, "medium"), last=day(last, "medium"))


def flow_layers(shown: FlowMap, colours: Palette) -> list[pdk.Layer]:
    """Arcs, paler where they begin and as wide as their quantity, and over them the depots with their names."""
    largest = max((arc.row["quantity"] for arc in shown.arcs), default=0) or 1
    unit = shown.thing[1]
    arcs = [
        {
            "from": list(arc.start),
            "to": list(arc.end),
            "width": round(max(_THINNEST, _WIDEST * arc.row["quantity"] / largest), 1),
            "begin": [*rgb(arc.shade.colour), 90],
            "end": [*rgb(arc.shade.colour), 240],
            "name": f"{text_of(arc.row['from_place'])} → {text_of(arc.row['to_place'])}",
            "written": quantity_of(arc.row["quantity"], unit),
            "more": days_of(arc.row),
        }
        for arc in sorted(shown.arcs, key=lambda arc: arc.row["quantity"])
    ]
    ordered = sorted(shown.depots, key=lambda depot: depot.is_store)
    depots = [_depot(depot, unit, colours) for depot in ordered]
    return [
        pdk.Layer(
            "ArcLayer",
            arcs,
            id=FLOWS,
            pickable=True,
            get_source_position="from",
            get_target_position="to",
            get_source_color="begin",
            get_target_color="end",
            get_width="width",
            get_tilt=_TILT,
            get_height=0.6,
            auto_highlight=True,
        ),
        pdk.Layer(
            "ScatterplotLayer",
            depots,
            id=DEPOTS,
            pickable=True,
            stroked=True,
            filled=True,
            get_position="position",
            get_radius="radius",
            radius_units=pdk.types.String("pixels"),
            get_fill_color="fill",
            get_line_color=rgb(colours.chosen),
            line_width_min_pixels=1.2,
        ),
        _names([one for one in depots if one["radius"] > 5], colours),
    ]


def _depot(depot: Depot, unit: str | None, colours: Palette) -> dict[str, Any]:
    row = depot.row
    said = (
        _("{quantity} should lie here").format(quantity=quantity_of(row["in_stock"], unit))
        if depot.is_store
        else _("{quantity} handed to partners").format(
            quantity=quantity_of(row["handed_over"], unit)
        )
    )
    count = int(row["movements"])
    return {
        "position": list(depot.spot),
        "radius": 7.5 if depot.is_store else 3.5,
        "fill": rgb(colours.chosen if depot.is_store else colours.nothing),
        "name": text_of(row["place"]),
        "written": said,
        "more": ngettext("{count} movement", "{count} movements", count).format(
            count=number(count)
        ),
    }


def _names(depots: Sequence[Mapping[str, Any]], colours: Palette) -> pdk.Layer:
    """The names of depots, to the west of those that lie there and to the east of the others, lest they meet."""
    ordered = sorted(depots[:_MOST_NAMES], key=lambda one: one["position"][0])
    data = [
        {
            "text": one["name"],
            "position": one["position"],
            "anchor": "end" if at < len(ordered) / 2 else "start",
            "shift": [-13 if at < len(ordered) / 2 else 13, 0],
        }
        for at, one in enumerate(ordered)
    ]
    return pdk.Layer(
        "TextLayer",
        data,
        id="names",
        pickable=False,
        get_text="text",
        get_position="position",
        get_text_anchor="anchor",
        get_pixel_offset="shift",
        get_size=13,
        get_color=rgb(colours.text),
        font_family=pdk.types.String(_FONT),
        font_weight=600,
        character_set=pdk.types.String("auto"),
        background=True,
        get_background_color=[*rgb(colours.nothing), 215],
        background_padding=[4, 1],
    )
