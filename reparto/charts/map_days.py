"""The map through the days as data for the browser: shapes once, and for each area only its changes."""

from collections.abc import Sequence
from typing import Any

from reparto.charts.look import cut
from reparto.language import day as written_day
from reparto.maps.areas import families_of_target
from reparto.maps.atlas import HEXAGONS, Sheet
from reparto.maps.days import MOST_NUMBERS, AreaDays, Change, MapDays
from reparto.maps.deck import mercator
from reparto.maps.outlines import Polygons, middle_of
from reparto.maps.palette import Palette, ink_on
from reparto.maps.tiles import lima_callao_tiles, short_lines

# The picture is this many units wide; a shape's corners are whole units.
WIDE = 1000
_MARGIN = 12
# Where there is no map, so many of the largest places have a bar; the table has all.
_MOST_LISTED = 30
_LARGEST_SYMBOL, _SMALLEST_SYMBOL = 60, 10


def payload(sheet: Sheet, days: MapDays, colours: Palette, said: dict[str, Any]) -> dict[str, Any]:
    """Everything that the browser needs to show any day: ``said`` are the words and what is written at each step."""
    places = {line.key: at for at, line in enumerate(days.classes)}
    shapes, height = _shapes(sheet, days)
    has_numbers = len(days.in_order) <= MOST_NUMBERS
    ordered = sorted(days.drawn, key=lambda area: (area.is_chosen, area.order is not None))
    listed: list[AreaDays] = []
    if not shapes:
        known = [area for area in days.drawn if area.changes[-1].row]
        listed = sorted(known, key=lambda area: -_size(area.changes[-1], days))[:_MOST_LISTED]
    return {
        "size": [WIDE, height],
        "areas": [
            _area(area, shapes.get(area.code, {}), places)
            for area in ordered
            if area.code in shapes or not shapes
        ],
        "listed": _bars(listed, days, places),
        "beside": _bars(days.beside, days, places),
        "classes": [
            {
                "label": line.label,
                "colour": line.colour,
                "ink": colours.text if line.is_hollow else ink_on(line.colour),
            }
            for line in days.classes
        ],
        "colours": {
            "line": colours.outline,
            "faint": colours.faint,
            "chosen": colours.chosen,
            "halo": colours.nothing,
            "text": colours.text,
        },
        "has_numbers": has_numbers,
    } | said


def _bars(areas: Sequence[AreaDays], days: MapDays, places: dict[str, int]) -> list[dict[str, Any]]:
    """Rows with a bar: what is written on each day, and how long the bar is beside the longest of the last day."""
    largest = max((_size(area.changes[-1], days) for area in areas), default=0) or 1
    return [
        {
            "name": cut(area.name, 40),
            "changes": [
                [*_change(change, places), _said(change), round(_size(change, days) / largest, 3)]
                for change in area.changes
            ],
        }
        for area in areas
    ]


def _area(area: AreaDays, shape: dict[str, Any], places: dict[str, int]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": area.name,
        "changes": [
            [*_change(change, places), families_of_target(change.row) if change.row else ""]
            for change in area.changes
        ],
    } | shape
    if area.first is not None:
        made |= {"order": area.order, "first": written_day(area.first)}
        made |= {"begins": next(c.step for c in area.changes if (c.row or {}).get("deliveries"))}
    return made | ({"chosen": 1} if area.is_chosen else {})


def _change(change: Change, places: dict[str, int]) -> list[Any]:
    return [change.step, places[change.shade.key], change.written]


def _said(change: Change) -> str:
    if change.written != "—" or change.row is None:
        return change.written
    return families_of_target(change.row)


def _size(change: Change, days: MapDays) -> float:
    """How many families, or people where these are shown, a bar or a circle stands for."""
    row = change.row or {}
    is_people = days.measure.key == "people"
    return float(row.get("persons_reached" if is_people else "households_reached") or 0)


def _shapes(sheet: Sheet, days: MapDays) -> tuple[dict[str | None, dict[str, Any]], int]:
    if sheet.how == HEXAGONS:
        return _hexagons(days)
    if sheet.points:
        return _circles(sheet, days)
    return _outlines(sheet) if sheet.shapes else ({}, 0)


class _Frame:
    """Where longitudes and projected latitudes stand on the picture."""

    def __init__(self, points: Sequence[tuple[float, float]], margin: float = _MARGIN) -> None:
        across, up = [x for x, _y in points], [y for _x, y in points]
        wide, high = max(max(across) - min(across), 1e-4), max(max(up) - min(up), 1e-4)
        self._scale = (WIDE - 2 * margin) / max(wide, high * 0.7)
        self._west = (min(across) + max(across)) / 2 - WIDE / 2 / self._scale
        self._north = max(up) + margin / self._scale
        self.height = round(high * self._scale + 2 * margin)

    def at(self, x: float, y: float) -> tuple[int, int]:
        return round((x - self._west) * self._scale), round((self._north - y) * self._scale)


def _outlines(sheet: Sheet) -> tuple[dict[str | None, dict[str, Any]], int]:
    frame = _Frame(
        [
            (x, mercator(y))
            for shape in sheet.shapes.values()
            for rings in shape
            for ring in rings
            for x, y in ring
        ]
    )
    made: dict[str | None, dict[str, Any]] = {}
    for code, shape in sheet.shapes.items():
        x, y, _area_in_degrees = middle_of(shape)
        made[code] = {"path": _path(shape, frame), "at": frame.at(x, mercator(y))}
    return made, frame.height


def _path(polygons: Polygons, frame: _Frame) -> str:
    """The rings as a path of steps from point to point, which compress well."""
    parts = []
    for rings in polygons:
        for ring in rings:
            points = [frame.at(x, mercator(y)) for x, y in ring]
            x, y = points[0]
            steps = []
            for across, down in points[1:]:
                if (across, down) != (x, y):
                    steps.append(f"{across - x} {down - y}")
                    x, y = across, down
            if len(steps) > 1:
                parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z")
    return "".join(parts)


def _circles(sheet: Sheet, days: MapDays) -> tuple[dict[str | None, dict[str, Any]], int]:
    """Circles whose area follows the families, or the people, of the last day."""
    frame = _Frame([(x, mercator(y)) for x, y in sheet.points.values()], 80)
    sizes = {area.code: _size(area.changes[-1], days) for area in days.drawn}
    largest = max(sizes.values(), default=0) or 1
    made: dict[str | None, dict[str, Any]] = {}
    for code, (x, y) in sheet.points.items():
        radius = max(_SMALLEST_SYMBOL, _LARGEST_SYMBOL * (sizes.get(code, 0) / largest) ** 0.5)
        made[code] = {"radius": round(radius), "at": frame.at(x, mercator(y))}
    return made, frame.height


def _hexagons(days: MapDays) -> tuple[dict[str | None, dict[str, Any]], int]:
    tiles = {area.code: lima_callao_tiles()[area.code] for area in days.drawn if area.code}
    corners = [corner for tile in tiles.values() for corner in tile.corners()]
    frame = _Frame(corners)
    names = {area.code: area.name for area in days.drawn}
    made: dict[str | None, dict[str, Any]] = {}
    for code, tile in tiles.items():
        points = [frame.at(x, y) for x, y in tile.corners()]
        path = "M" + "L".join(f"{x} {y}" for x, y in points) + "z"
        lines = [line[:11] for line in short_lines(code, names[code])]
        made[code] = {"path": path, "at": frame.at(tile.x, tile.y), "lines": lines}
    return made, frame.height
