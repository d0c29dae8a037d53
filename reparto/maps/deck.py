"""Decks: a picture becomes layers for pydeck, with no tile server behind it and little to send."""

import json
import math
from typing import Any

import pydeck as pdk

from reparto.maps.areas import Area, Picture, families_of_target
from reparto.maps.atlas import Sheet
from reparto.maps.looking import COUNTRY
from reparto.maps.outlines import Polygons, bounds_of, middle_of
from reparto.maps.palette import DARK, Palette, rgb

AREAS = "areas"
# A map has to fit a phone: 358 pixels across, less its margin.
WIDTH, HEIGHT = 346, 540
_LARGEST_SYMBOL = 26
# Names: how many at most, the width of a letter in pixels, and the share of the map that carries one.
_MOST_LABELS, _LETTER, _SMALL = 26, 6.6, 0.004
_FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", Arial, sans-serif'
# The neighbours' land is cut at the eastern edge of the file; beyond it is land as well.
_CUT_EAST, _FAR_EAST = -66.0, -48.0


class CompactDeck(pdk.Deck):
    """A deck that is sent without the indentation that pydeck puts between numbers."""

    def to_json(self) -> str:
        """The deck as JSON on one line."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)


def deck(sheet: Sheet, picture: Picture, colours: Palette, *, basemap: bool = False) -> CompactDeck:
    """The deck of a sheet with outlines or symbols; the layer that answers clicks has the id ``areas``.

    Nothing is asked of another host, unless the operation wants a ``basemap``.
    """
    layers = [_context(sheet, colours)] if sheet.context and not basemap else []
    layers += (
        [_symbols(sheet, picture, colours)]
        if sheet.points
        else [_outlines(sheet, picture, colours)]
    )
    layers += [_labels(sheet, picture, colours)]
    return CompactDeck(
        layers=layers,
        initial_view_state=_view(sheet),
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        **_background(colours, basemap),
        height=HEIGHT,
        tooltip={"text": "{name}\n{written}\n{more}"},
    )


def _background(colours: Palette, basemap: bool) -> dict[str, Any]:
    if not basemap:
        return {"map_provider": None}
    return {"map_provider": "carto", "map_style": "dark" if colours is DARK else "light"}


def size_of(made: pdk.Deck) -> int:
    """The bytes that a deck takes on the way to the browser, before compression."""
    return len(made.to_json().encode())


def _context(sheet: Sheet, colours: Palette) -> pdk.Layer:
    shapes = (
        [_to_the_edge(shape) for shape in sheet.context] if sheet.view == COUNTRY else sheet.context
    )
    line = colours.context if sheet.view == COUNTRY else colours.faint
    return pdk.Layer(
        "GeoJsonLayer",
        [_feature(shape, {}) for shape in shapes],
        id="context",
        pickable=False,
        stroked=True,
        filled=True,
        get_fill_color=rgb(colours.context),
        get_line_color=rgb(line),
        line_width_min_pixels=1,
    )


def _outlines(sheet: Sheet, picture: Picture, colours: Palette) -> pdk.Layer:
    ordered = sorted(picture.drawn, key=lambda area: (area.is_chosen, area.row is not None))
    features = [
        _feature(sheet.shapes[area.code], _properties(area, colours))
        for area in ordered
        if area.code
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        features,
        id=AREAS,
        pickable=True,
        stroked=True,
        filled=True,
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
        auto_highlight=True,
        highlight_color=[*rgb(colours.chosen), 60],
    )


def _symbols(sheet: Sheet, picture: Picture, colours: Palette) -> pdk.Layer:
    """Circles whose area follows the families reached; a place without any keeps a dot."""
    sizes = {a.code: float((a.row or {}).get("households_reached") or 0) for a in picture.drawn}
    largest = max(sizes.values(), default=0) or 1.0
    data = [
        _properties(area, colours)
        | {
            "position": list(sheet.points[area.code]),
            "radius": round(max(4.0, _LARGEST_SYMBOL * math.sqrt(sizes[area.code] / largest)), 1),
        }
        for area in sorted(picture.drawn, key=lambda area: -sizes[area.code])
        if area.code
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        data,
        id=AREAS,
        pickable=True,
        stroked=True,
        filled=True,
        get_position="position",
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="fill",
        get_line_color="line",
        get_line_width="width",
        line_width_units=pdk.types.String("pixels"),
        auto_highlight=True,
        highlight_color=[*rgb(colours.chosen), 60],
    )


def _labels(sheet: Sheet, picture: Picture, colours: Palette) -> pdk.Layer:
    """The names and values of the areas with data, while there are few enough to be read."""
    view = _view(sheet)
    scale = 512 * 2**view.zoom / 360
    edge = view.longitude * scale - WIDTH / 2
    taken: list[tuple[float, float, float, float]] = []
    data = []
    shown = picture.reported if len(picture.reported) <= _MOST_LABELS else []
    for area in shown:
        text = f"{area.name} {area.written}"
        west, x, y = _label_spot(sheet, area.code or "")
        half = len(text) * _LETTER / 2 + 4
        across = (west * scale - 8 - half) if west is not None else x * scale
        up = mercator(y) * scale
        if (
            across - half < edge
        ):  # a phone would cut it off: as far west as it can be read, above its place
            across, up = edge + half, up + (22 if west is not None else 0)
        shift = next(
            (s for s in (0, -20, 20, -40, 40) if not _is_taken(taken, across, up - s, half)), 0
        )
        taken.append((across - half, across + half, up - shift - 10, up - shift + 10))
        data.append(
            {
                "text": text,
                "position": [round(x, 3), round(y, 3)],
                "shift": [round(across - x * scale), round(mercator(y) * scale - up + shift)],
            }
        )
    return pdk.Layer(
        "TextLayer",
        data,
        id="labels",
        pickable=False,
        get_text="text",
        get_position="position",
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


def _label_spot(sheet: Sheet, code: str) -> tuple[float | None, float, float]:
    """Where a name stands: on its area, or to the west of one too small to carry it."""
    if sheet.points:
        x, y = sheet.points[code]
        return None, x, y
    west, south, east, north = _bounds(sheet)
    x, y, size = middle_of(sheet.shapes[code])
    own = bounds_of([sheet.shapes[code]])
    is_small = size < (east - west) * (north - south) * _SMALL
    return (own[0] if own and is_small else None), x, y


def _is_taken(
    taken: list[tuple[float, float, float, float]], across: float, up: float, half: float
) -> bool:
    return any(
        across - half < right and across + half > left and up - 10 < top and up + 10 > bottom
        for left, right, bottom, top in taken
    )


def _properties(area: Area, colours: Palette) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name,
        "written": f"{area.written} · {area.shade.label}" if area.written == "—" else area.written,
        "more": families_of_target(area.row) if area.row is not None else "",
        "fill": rgb(area.shade.colour),
        "line": rgb(_line_of(area, colours)),
        "width": 3.5 if area.is_chosen else 1.2 if area.row is not None else 0.8,
    }


def _line_of(area: Area, colours: Palette) -> str:
    if area.is_chosen:
        return colours.chosen
    return colours.outline if area.row is not None else colours.faint


def _feature(polygons: Polygons, properties: dict[str, Any]) -> dict[str, Any]:
    geometry: dict[str, Any] = {"type": "MultiPolygon", "coordinates": polygons}
    if len(polygons) == 1:
        geometry = {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _to_the_edge(polygons: Polygons) -> Polygons:
    return [
        [
            [[_FAR_EAST if x >= _CUT_EAST else round(x, 2), round(y, 2)] for x, y in ring]
            for ring in rings
        ]
        for rings in polygons
    ]


def _bounds(sheet: Sheet) -> tuple[float, float, float, float]:
    if sheet.points:
        across = [x for x, _y in sheet.points.values()]
        up = [y for _x, y in sheet.points.values()]
        margin = max(max(across) - min(across), max(up) - min(up), 0.05) * 0.12
        return min(across) - margin, min(up) - margin, max(across) + margin, max(up) + margin
    return bounds_of(sheet.shapes.values()) or (-180.0, -60.0, 180.0, 75.0)


def _view(sheet: Sheet) -> pdk.ViewState:
    """The view that fits the sheet into a phone's width; a wider screen sees more of the surroundings."""
    west, south, east, north = _bounds(sheet)
    top, bottom = mercator(north), mercator(south)
    across = max(east - west, 1e-4)
    up = max(top - bottom, 1e-4)
    zoom = min(math.log2(WIDTH * 360 / (512 * across)), math.log2((HEIGHT - 16) * 360 / (512 * up)))
    middle = math.degrees(2 * math.atan(math.exp(math.radians((top + bottom) / 2))) - math.pi / 2)
    return pdk.ViewState(
        longitude=round((west + east) / 2, 4),
        latitude=round(middle, 4),
        zoom=round(zoom, 3),
        min_zoom=round(zoom - 0.5, 3),
        max_zoom=round(zoom + 5, 3),
        pitch=0,
        bearing=0,
    )


def mercator(latitude: float) -> float:
    """A latitude on the map, in degrees at the equator's scale."""
    bounded = math.radians(max(min(latitude, 85.0), -85.0))
    return math.degrees(math.log(math.tan(math.pi / 4 + bounded / 2)))
