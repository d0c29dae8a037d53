"""The ground that points and arcs are drawn on: quiet outlines, or the dots of known places, and the view that fits."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pydeck as pdk

from reparto.maps.atlas import OUTLINES, RANKING, Sheet
from reparto.maps.deck import HEIGHT, WIDTH, CompactDeck, mercator
from reparto.maps.outlines import Polygons, bounds_of, match_places, read_outlines, thinned
from reparto.maps.palette import Palette, rgb
from reparto.operation import REFERENCE, Operation

Spot = tuple[float, float]
"""Longitude and latitude."""

# The closest that a view goes by itself, in degrees across; a reader may zoom in from there.
_CLOSEST = 0.12


@dataclass(frozen=True)
class Ground:
    """What lies under the marks; ``sheet`` says how good its lines are, for the note below the map."""

    sheet: Sheet
    shapes: tuple[Polygons, ...] = ()
    around: tuple[Polygons, ...] = ()
    dots: tuple[Spot, ...] = ()


def ground_of(
    sheet: Sheet, operation: Operation, departments: Collection[str], codes: Collection[str]
) -> Ground:
    """The ground of a sheet; where it has neither outlines nor points, the provinces of Peru's ``departments``
    amid the others.

    ``codes`` are those of the provinces and departments that the operation knows.
    """
    if sheet.shapes:
        return Ground(sheet, tuple(sheet.shapes.values()), tuple(sheet.context))
    if sheet.points:
        return Ground(replace(sheet, how=RANKING), dots=tuple(sheet.points.values()))
    if operation.country == "PE" and departments:
        inside = _of_peru("provinces", [code for code in codes if code[:2] in set(departments)])
        around = _of_peru("departments", [code for code in codes if code not in set(departments)])
        noted = replace(sheet, how=OUTLINES, level="province", quality="")
        return Ground(noted, inside, around)
    return Ground(replace(sheet, how=RANKING))


def _of_peru(name: str, codes: Sequence[str]) -> tuple[Polygons, ...]:
    found = match_places(read_outlines(REFERENCE / f"{name}.geojson"), codes, "PE")
    return tuple(thinned(found).values())


def deck_over(
    ground: Ground, layers: Sequence[pdk.Layer], spots: Collection[Spot], colours: Palette
) -> CompactDeck:
    """A deck with ``layers`` on the ground, fitted to ``spots``; it asks no server for anything."""
    return CompactDeck(
        layers=[*_layers(ground, colours), *layers],
        initial_view_state=_view(spots, ground),
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        map_provider=None,
        height=HEIGHT,
        tooltip={"text": "{name}\n{written}\n{more}"},
    )


def _layers(ground: Ground, colours: Palette) -> list[pdk.Layer]:
    made = []
    for name, shapes, fill, line in (
        ("around", ground.around, colours.context, colours.faint),
        ("outlines", ground.shapes, colours.nothing, colours.outline),
    ):
        if shapes:
            made.append(_outlines(name, shapes, rgb(fill), [*rgb(line), 140]))
    if ground.dots:
        made.append(
            pdk.Layer(
                "ScatterplotLayer",
                [{"position": [round(x, 3), round(y, 3)]} for x, y in ground.dots],
                id="known_places",
                pickable=False,
                get_position="position",
                get_radius=2,
                radius_units=pdk.types.String("pixels"),
                get_fill_color=rgb(colours.faint),
            )
        )
    return made


def _outlines(name: str, shapes: Sequence[Polygons], fill: list[int], line: list[int]) -> pdk.Layer:
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiPolygon", "coordinates": shape},
            "properties": {},
        }
        for shape in shapes
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        features,
        id=name,
        pickable=False,
        stroked=True,
        filled=True,
        get_fill_color=fill,
        get_line_color=line,
        line_width_min_pixels=0.8,
    )


def latitude_of(up: float) -> float:
    """The latitude at a height on the map: ``mercator`` the other way round."""
    return math.degrees(2 * math.atan(math.exp(math.radians(up))) - math.pi / 2)


def _view(spots: Collection[Spot], ground: Ground) -> pdk.ViewState:
    """The view that fits the marks into a phone's width; without marks the ground."""
    west, south, east, north = _bounds(spots, ground)
    bottom, top = mercator(south), mercator(north)
    across = max((east - west) * 1.16, _CLOSEST)
    up = max((top - bottom) * 1.16, _CLOSEST)
    zoom = min(math.log2(WIDTH * 360 / (512 * across)), math.log2(HEIGHT * 360 / (512 * up)))
    return pdk.ViewState(
        longitude=round((west + east) / 2, 4),
        latitude=round(latitude_of((bottom + top) / 2), 4),
        zoom=round(zoom, 3),
        min_zoom=round(min(zoom - 0.5, 3.5), 3),
        max_zoom=round(zoom + 5, 3),
        pitch=0,
        bearing=0,
    )


def _bounds(spots: Collection[Spot], ground: Ground) -> tuple[float, float, float, float]:
    found = list(spots) or list(ground.dots)
    if found:
        across = [x for x, _y in found]
        up = [y for _x, y in found]
        return min(across), min(up), max(across), max(up)
    return bounds_of(ground.shapes) or (-180.0, -60.0, 180.0, 75.0)
