"""Distribution sites as marks of a map: circles, or hexagons where there are many; and what stands beside it.

Which coordinates are sites at all is decided where they are asked for (queries/marts/delivery_sites.sql); no other is here.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import pydeck as pdk

from reparto.language import _, day, ngettext, number
from reparto.maps.areas import one_line
from reparto.maps.classes import UNKNOWN, VALUE, ZERO, Class, Scale, scale_for
from reparto.maps.deck import mercator
from reparto.maps.ground import Spot, latitude_of
from reparto.maps.measures import MEASURES
from reparto.maps.palette import Palette, rgb

MANY = 200
"""Above this number of sites hexagons are drawn in place of circles."""
FEWEST = 5
"""The families that make an unnamed coordinate a site, whatever smaller count an operation sets."""
SITES = "sites"
FEW = "few"
_LARGEST, _SMALLEST = 17.0, 4.0
# Hexagons across the wider side of what is shown; their size is a power of two, so that filters seldom change it.
_ACROSS = 30
_MEASURE = MEASURES["reached"]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """One circle or hexagon: its middle, the families of its sites (None where no row gives them), its class."""

    name: str
    spot: Spot
    families: int | None
    shade: Class
    rows: tuple[Row, ...]
    corners: tuple[Spot, ...] = ()

    @property
    def written(self) -> str:
        """The families in words, or that nobody says how many."""
        if self.families is None:
            return _("number of families not reported")
        words = ngettext("{count} family", "{count} families", self.families)
        return words.format(count=number(self.families))


@dataclass(frozen=True)
class SiteMap:
    """What is drawn and what is not: ``beside`` are rows of sites/beside, ``rows`` those of sites/points."""

    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    beside: tuple[Row, ...]
    scale: Scale = field(repr=False)

    @property
    def is_hexagons(self) -> bool:
        """Whether sites are put together to hexagons."""
        return any(mark.corners for mark in self.marks)

    @property
    def legend(self) -> list[Class]:
        """The classes with the number of marks in each."""
        return self.scale.legend([mark.shade.key for mark in self.marks])

    def shade_of(self, row: Row) -> Class:
        """The class of what stands beside the map, by the same scale."""
        return _shade(self.scale, _families(row))


def site_map(
    points: Sequence[Row], beside: Sequence[Row], smallest: int, colours: Palette
) -> SiteMap:
    """Put the sites on marks; unnamed ones that fewer than ``smallest`` families share go to those left out."""
    needed = max(smallest, FEWEST)
    shown = [row for row in points if row["is_named"] or row["households_sharing"] >= needed]
    hidden = [row for row in points if not (row["is_named"] or row["households_sharing"] >= needed)]
    drafts = _hexagons(shown) if len(shown) > MANY else _circles(shown)
    values = [families for _n, _s, families, _r, _c in drafts if families]
    scale = scale_for(values, _MEASURE, colours)
    marks = tuple(
        Mark(name, spot, families, _shade(scale, families), rows, corners)
        for name, spot, families, rows, corners in drafts
    )
    return SiteMap(tuple(shown), marks, tuple(_with_hidden(beside, hidden)), scale)


def name_of(row: Row) -> str:
    """What a site is called: by its name, else by its place."""
    name = one_line(_text(row.get("site")))
    if name:
        others = int(row["sites"]) - 1
        if others:
            words = ngettext(
                "{site} and {count} other name", "{site} and {count} other names", others
            )
            return words.format(site=name, count=number(others))
        return name
    place = one_line(_text(row.get("place")))
    return _("Unnamed site in {place}").format(place=place) if place else _("Unnamed site")


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _families(row: Row) -> int | None:
    return int(row["households_reached"]) if row["is_households_known"] else None


def _shade(scale: Scale, families: int | None) -> Class:
    state = UNKNOWN if families is None else VALUE if families else ZERO
    return scale.class_of(state, families)


def _with_hidden(beside: Sequence[Row], hidden: Sequence[Row]) -> list[Row]:
    """The rows beside the map, with sites that this operation's smallest count closes among the few."""
    if not hidden:
        return list(beside)
    found = {row["reason"]: dict(row) for row in beside}
    few = found.setdefault(
        FEW,
        {
            "reason": FEW,
            "deliveries": 0,
            "households_reached": 0,
            "is_households_known": False,
            "partners": None,
            "sites": 0,
            "last_delivery": None,
        },
    )
    for name in ("deliveries", "households_reached", "sites"):
        few[name] += sum(int(row[name]) for row in hidden)
    few["is_households_known"] |= any(row["is_households_known"] for row in hidden)
    few["last_delivery"] = latest([row["last_delivery"] for row in (few, *hidden)])
    # Who worked at several of these coordinates is not told apart here.
    few["partners"] = None
    return sorted(found.values(), key=lambda row: (-row["deliveries"], row["reason"]))


Draft = tuple[str, Spot, int | None, tuple[Row, ...], tuple[Spot, ...]]


def _circles(rows: Sequence[Row]) -> list[Draft]:
    return [
        (name_of(row), (row["site_longitude"], row["site_latitude"]), _families(row), (row,), ())
        for row in rows
    ]


def _hexagons(rows: Sequence[Row]) -> list[Draft]:
    """Sites in hexagons of one size on the map; their families are added up."""
    size = hexagon_size([(row["site_longitude"], row["site_latitude"]) for row in rows])
    inside: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        inside[hexagon_at((row["site_longitude"], row["site_latitude"]), size)].append(row)
    drafts: list[Draft] = []
    for (q, r), found in sorted(inside.items()):
        known = [families for row in found if (families := _families(row)) is not None]
        name = ngettext("{count} site", "{count} sites", len(found)).format(
            count=number(len(found))
        )
        middle, corners = _hexagon(q, r, size)
        drafts.append((name, middle, sum(known) if known else None, tuple(found), corners))
    return drafts


def hexagon_size(spots: Sequence[Spot]) -> float:
    """The side of hexagons that suit these spots, in degrees at the equator's scale."""
    across = [x for x, _y in spots]
    up = [mercator(y) for _x, y in spots]
    extent = max(max(across) - min(across), max(up) - min(up), 0.01)
    return float(2.0 ** round(math.log2(extent / (math.sqrt(3) * _ACROSS))))


def hexagon_at(spot: Spot, size: float) -> tuple[int, int]:
    """The axial coordinates of the hexagon (a point upwards) in which a spot lies."""
    x, y = spot[0], mercator(spot[1])
    q, r = (math.sqrt(3) / 3 * x - y / 3) / size, 2 / 3 * y / size
    whole_q, whole_r, whole_s = round(q), round(r), round(-q - r)
    off_q, off_r, off_s = abs(whole_q - q), abs(whole_r - r), abs(whole_s + q + r)
    if off_q > off_r and off_q > off_s:
        return -whole_r - whole_s, whole_r
    if off_r > off_s:
        return whole_q, -whole_q - whole_s
    return whole_q, whole_r


def _hexagon(q: int, r: int, size: float) -> tuple[Spot, tuple[Spot, ...]]:
    x, y = size * math.sqrt(3) * (q + r / 2), size * 1.5 * r
    turns = [math.radians(60 * at + 30) for at in range(6)]
    corners = tuple(
        (
            round(x + size * math.cos(turn), 4),
            round(latitude_of(y + size * math.sin(turn)), 4),
        )
        for turn in turns
    )
    return (round(x, 4), round(latitude_of(y), 4)), corners


def site_layer(shown: SiteMap, colours: Palette) -> pdk.Layer:
    """The marks as one layer for pydeck: hexagons filled by their class, or circles whose area follows the families."""
    if shown.is_hexagons:
        return pdk.Layer(
            "PolygonLayer",
            [
                _said(mark) | {"corners": [list(c) for c in mark.corners], "fill": _fill(mark, 215)}
                for mark in shown.marks
            ],
            id=SITES,
            pickable=True,
            get_polygon="corners",
            get_fill_color="fill",
            get_line_color=rgb(colours.outline),
            line_width_min_pixels=0.8,
            auto_highlight=True,
        )
    largest = max((mark.families or 0 for mark in shown.marks), default=0) or 1
    ordered = sorted(shown.marks, key=lambda mark: -(mark.families or 0))
    return pdk.Layer(
        "ScatterplotLayer",
        [
            _said(mark)
            | {
                "position": list(mark.spot),
                "radius": round(
                    max(_SMALLEST, _LARGEST * math.sqrt((mark.families or 0) / largest)), 1
                ),
                "fill": _fill(mark, 225),
            }
            for mark in ordered
        ],
        id=SITES,
        pickable=True,
        stroked=True,
        filled=True,
        get_position="position",
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="fill",
        get_line_color=rgb(colours.outline),
        line_width_min_pixels=1.2,
        auto_highlight=True,
    )


def _fill(mark: Mark, alpha: int) -> list[int]:
    return [*rgb(mark.shade.colour), alpha]


def _said(mark: Mark) -> dict[str, str]:
    last = latest([row["last_delivery"] for row in mark.rows])
    more = _("last delivery {day}").format(day=day(last, "medium")) if last else ""
    return {"name": mark.name, "written": mark.written, "more": more}


def latest(days: Sequence[date | None]) -> date | None:
    """The latest of the days that are known."""
    return max((one for one in days if one is not None and not pd.isna(one)), default=None)
