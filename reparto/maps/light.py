"""The light map: one SVG of a few kilobytes with its legend, for a slow line, for paper and for slides."""

from collections.abc import Iterable
from html import escape

from reparto.language import number
from reparto.maps.areas import Area, Picture, families_of_target
from reparto.maps.atlas import HEXAGONS, Sheet
from reparto.maps.deck import mercator
from reparto.maps.outlines import Polygons, middle_of
from reparto.maps.palette import Palette, ink_on
from reparto.maps.tiles import lima_callao_tiles, short_lines

WIDTH = 380
_HIGHEST = 560
_LINE = 21
# How near points of an outline may be, in pixels; an area of fewer corners than these is drawn as fine as all.
_FINEST, _CORNERS = 0.7, 5
_LABELS = 14
_FONT = "font-family='sans-serif'"


def light_map(sheet: Sheet, picture: Picture, colours: Palette) -> str:
    """The map of a sheet and, below it, the legend and what stands beside; names are escaped."""
    shapes, height = map_shapes(sheet, picture, colours)
    rows = [(line.label, number(line.count), line.colour) for line in picture.legend]
    rows += [(area.name, _said(area), area.shade.colour) for area in picture.beside]
    legend = "".join(
        _legend_row(row, height + 18 + at * _LINE, colours) for at, row in enumerate(rows)
    )
    whole = height + 14 + _LINE * len(rows)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {whole:.0f}' "
        f"width='{WIDTH}' height='{whole:.0f}' {_FONT}>{shapes}{legend}</svg>"
    )


def map_shapes(
    sheet: Sheet,
    picture: Picture,
    colours: Palette,
    *,
    has_names: bool = True,
    largest: float | None = None,
    coarseness: float = _FINEST,
) -> tuple[str, float]:
    """The areas alone as SVG elements, WIDTH pixels wide, and their height; ``largest`` is the number of families
    that the largest circle stands for, where several maps share it; ``coarseness`` is how near two points of an outline
    may be, in pixels.
    """
    if sheet.how == HEXAGONS:
        return _hexagons(picture, colours, has_names)
    if sheet.points:
        return _circles(sheet, picture, colours, largest)
    return _outlines(sheet, picture, colours, has_names, coarseness)


def _said(area: Area) -> str:
    return families_of_target(area.row or {}) if area.written == "—" else area.written


def _legend_row(row: tuple[str, str, str], up: float, colours: Palette) -> str:
    label, written, colour = row
    return (
        f"<rect x='4' y='{up - 11:.0f}' width='14' height='14' fill='{colour}' stroke='{colours.outline}'/>"
        f"<text x='26' y='{up:.0f}' font-size='13' fill='{colours.text}'>{escape(label[:48])}</text>"
        f"<text x='{WIDTH - 4}' y='{up:.0f}' font-size='13' text-anchor='end' "
        f"fill='{colours.text}'>{escape(written)}</text>"
    )


def _hexagons(picture: Picture, colours: Palette, has_names: bool) -> tuple[str, float]:
    tiles = lima_callao_tiles()
    areas = [area for area in picture.drawn if area.code in tiles]
    spots = {area.code: tiles[area.code] for area in areas if area.code}
    west = min(spot.x for spot in spots.values()) - 0.55
    north = max(spot.y for spot in spots.values()) + 0.6
    scale = WIDTH / (max(spot.x for spot in spots.values()) + 0.55 - west)
    height = (north - min(spot.y for spot in spots.values()) + 0.6) * scale
    made = []
    for area in _chosen_last(areas):
        spot = spots[area.code or ""]
        corners = " ".join(
            f"{(x - west) * scale:.1f},{(north - y) * scale:.1f}" for x, y in spot.corners()
        )
        made.append(f"<polygon points='{corners}' {_paint(area, colours)}/>")
        ink = colours.text if area.shade.is_hollow else ink_on(area.shade.colour)
        lines = short_lines(area.code or "", area.name) if has_names else []
        for at, line in enumerate(lines):
            up = (north - spot.y) * scale + (at - (len(lines) - 1) / 2) * 8.4 + 2.8
            made.append(
                f"<text x='{(spot.x - west) * scale:.1f}' y='{up:.1f}' font-size='7.6' "
                f"text-anchor='middle' fill='{ink}'>{escape(line)}</text>"
            )
    return "".join(made), height


def _circles(
    sheet: Sheet, picture: Picture, colours: Palette, most: float | None
) -> tuple[str, float]:
    frame = _Frame([(x, mercator(y)) for x, y in sheet.points.values()], margin=0.1)
    sizes = {a.code: float((a.row or {}).get("households_reached") or 0) for a in picture.drawn}
    largest = most or max(sizes.values(), default=0) or 1.0
    made = []
    for area in sorted(picture.drawn, key=lambda area: -sizes[area.code]):
        if area.code and area.code in sheet.points:
            x, y = sheet.points[area.code]
            across, up = frame.at(x, mercator(y))
            radius = max(3.0, 20 * (sizes[area.code] / largest) ** 0.5)
            made.append(
                f"<circle cx='{across:.1f}' cy='{up:.1f}' r='{radius:.1f}' {_paint(area, colours)}/>"
            )
    return "".join(made), frame.height


def _outlines(
    sheet: Sheet, picture: Picture, colours: Palette, has_names: bool, coarseness: float
) -> tuple[str, float]:
    points = [
        (x, mercator(y))
        for shape in sheet.shapes.values()
        for rings in shape
        for ring in rings
        for x, y in ring
    ]
    frame = _Frame(points, margin=0.02)
    made = [
        f"<path d='{_path(sheet.shapes[area.code], frame, coarseness)}' fill-rule='evenodd' {_paint(area, colours)}/>"
        for area in _chosen_last(picture.drawn)
        if area.code and area.code in sheet.shapes
    ]
    is_named = has_names and len(picture.reported) <= _LABELS
    shown = picture.reported if is_named else []
    made += _labels(shown, sheet, frame, colours)
    return "".join(made), frame.height


def _labels(shown: list[Area], sheet: Sheet, frame: "_Frame", colours: Palette) -> list[str]:
    """Names and values inside the picture, the largest areas first; one that would cover another is left to the table."""
    made: list[str] = []
    taken: list[tuple[float, float, float]] = []
    named = [(area, sheet.shapes[area.code]) for area in shown if area.code]
    for area, shape in sorted(named, key=lambda one: -middle_of(one[1])[2]):
        x, y, _size = middle_of(shape)
        across, up = frame.at(x, mercator(y))
        text = f"{area.name} {area.written}"
        half = len(text) * 2.9 + 3
        across = min(max(across, half), WIDTH - half)
        if any(abs(across - x) < half + w and abs(up - y) < 13 for x, y, w in taken):
            continue
        taken.append((across, up, half))
        made.append(
            f"<rect x='{across - half:.0f}' y='{up - 10:.0f}' width='{2 * half:.0f}' height='13' rx='2' "
            f"fill='{colours.nothing}' fill-opacity='0.85'/>"
            f"<text x='{across:.0f}' y='{up:.0f}' font-size='10.5' text-anchor='middle' "
            f"fill='{colours.text}'>{escape(text)}</text>"
        )
    return made


class _Frame:
    """Where points stand on the picture, in pixels from the top left."""

    def __init__(self, points: list[tuple[float, float]], margin: float) -> None:
        across, up = [x for x, _y in points] or [0.0], [y for _x, y in points] or [0.0]
        wide = max(max(across) - min(across), 1e-4) * (1 + 2 * margin)
        high = max(max(up) - min(up), 1e-4) * (1 + 2 * margin)
        self._scale = min(WIDTH / wide, _HIGHEST / high)
        self._west = (max(across) + min(across)) / 2 - WIDTH / self._scale / 2
        self._north = (max(up) + min(up)) / 2 + high / 2
        self.height = high * self._scale

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Pixels of a longitude and a latitude that is already projected."""
        return (x - self._west) * self._scale, (self._north - y) * self._scale


def _path(polygons: Polygons, frame: _Frame, coarseness: float) -> str:
    """The rings as a path; points that are nearer than ``coarseness`` pixels to the one before are left out."""
    digits = 0 if coarseness > 2 * _FINEST else 1
    parts = []
    for rings in polygons:
        for ring in rings:
            spots = [frame.at(x, mercator(y)) for x, y in ring]
            kept = _apart(spots, coarseness)
            if len(kept) < _CORNERS:
                kept = _apart(spots, _FINEST)
            if len(kept) > 2:
                parts.append(
                    "M" + "L".join(f"{x:.{digits}f} {y:.{digits}f}" for x, y in kept) + "Z"
                )
    return "".join(parts)


def _apart(spots: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for across, up in spots:
        if not kept or abs(across - kept[-1][0]) + abs(up - kept[-1][1]) >= least:
            kept.append((across, up))
    return kept


def _paint(area: Area, colours: Palette) -> str:
    line, width = (
        (colours.chosen, 2.5)
        if area.is_chosen
        else (colours.outline, 0.8)
        if area.row is not None
        else (colours.faint, 0.5)
    )
    return f"fill='{area.shade.colour}' stroke='{line}' stroke-width='{width}'"


def _chosen_last(areas: Iterable[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: (area.is_chosen, area.row is not None))
