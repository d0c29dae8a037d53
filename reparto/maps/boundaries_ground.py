"""The ground of each place in metres: rings made whole, one area for each code, each level without overlaps or slits."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from reparto.errors import OperationProblem
from reparto.language import _
from reparto.maps.boundaries_parts import Place, RawPolygons

# Of the smaller of two areas: more than this under one code is one place drawn twice.
_TWICE = 0.01
# Metres: a slit between neighbours that is narrower comes from drawing, not from the ground.
SLIT = 50.0
# Of an area: a change by more than this, where overlaps and slits were cleared, is told.
_TOLD = 0.05
# Of an area: a wider place that differs by less from what its districts make is drawn from them.
_SAME = 0.005
_RADIUS = 6_371_008.8

Ground = dict[str, Geometry]


@dataclass
class Found:
    """The ground by level and code in metres, and what was done to it on the way."""

    levels: dict[str, Ground] = field(default_factory=dict)
    repaired: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    overlapping: list[str] = field(default_factory=list)


def in_metres(points: np.ndarray) -> np.ndarray:
    """Degrees to metres in a sinusoidal projection: areas are true everywhere."""
    up = np.radians(points[:, 1])
    across = np.radians(points[:, 0]) * np.maximum(np.cos(up), 1e-6)
    return np.column_stack([across, up]) * _RADIUS


def in_degrees(points: np.ndarray) -> np.ndarray:
    """Metres of ``in_metres`` back to degrees."""
    up = points[:, 1] / _RADIUS
    across = points[:, 0] / _RADIUS / np.maximum(np.cos(up), 1e-6)
    return np.degrees(np.column_stack([across, up]))


def ground_of(
    shapes: Mapping[str, Mapping[str, list[RawPolygons]]], label: Callable[[str], str]
) -> Found:
    """The ground of all matched areas.

    A place whose rings enclose nothing is left out and told. Raises OperationProblem when none is left, or when a
    code is drawn twice over the same ground.
    """
    found = Found()
    for level, by_code in shapes.items():
        drawn = {
            code: _one_ground(code, features, label, found) for code, features in by_code.items()
        }
        ground = {code: area for code, area in drawn.items() if area is not None}
        found.broken += [code for code, area in drawn.items() if area is None]
        if ground:
            found.levels[level] = _cleared(ground, found)
    if not found.levels:
        raise OperationProblem(
            _("Export the boundaries again as areas whose rings close."),
            title=_("The outlines are broken: the rings of {place} enclose nothing.").format(
                place=label(found.broken[0])
            ),
        )
    return found


def _one_ground(
    code: str, features: list[RawPolygons], label: Callable[[str], str], found: Found
) -> Geometry | None:
    drawn: list[Geometry] = []
    for polygons in features:
        area, is_whole = _geometry(polygons)
        if area.is_empty:
            continue
        if not is_whole and code not in found.repaired:
            found.repaired.append(code)
        for other in drawn:
            shared = shapely.intersection(other, area).area
            if shared > _TWICE * min(other.area, area.area):
                raise OperationProblem(
                    _("Keep one outline for each code and add the file again."),
                    title=_("The code {code} is drawn twice over the same ground.").format(
                        code=label(code)
                    ),
                )
        drawn.append(area)
    if len(drawn) > 1:
        return shapely.union_all(drawn)
    return drawn[0] if drawn else None


def _geometry(polygons: RawPolygons) -> tuple[Geometry, bool]:
    """The polygons of one feature in metres, and whether their rings needed no repair."""
    made: list[Polygon] = []
    is_whole = True
    for outer, *holes in (rings for rings in polygons if rings):
        shell = _closed(outer)
        is_whole = is_whole and len(outer) > 0 and bool((outer[0] == outer[-1]).all())
        if len(shell) < 4:
            is_whole = False
            continue
        inner = [closed for hole in holes if len(closed := _closed(hole)) >= 4]
        is_whole = is_whole and len(inner) == len(holes)
        made.append(Polygon(in_metres(shell), [in_metres(hole) for hole in inner]))
    area: Geometry = MultiPolygon(made)
    if not shapely.is_valid(area):
        is_whole = False
        area = _only_areas(shapely.union_all([shapely.make_valid(one) for one in made]))
    return area, is_whole


def _closed(ring: np.ndarray) -> np.ndarray:
    """The ring without points that repeat, ending where it began."""
    if len(ring) < 3:
        return ring[:0]
    keep = np.append(True, (np.diff(ring, axis=0) != 0).any(axis=1))
    ring = ring[keep]
    return ring if (ring[0] == ring[-1]).all() else np.vstack([ring, ring[:1]])


def _only_areas(geometry: Geometry) -> Geometry:
    """The polygons of whatever repairing made."""
    parts = [part for part in _parts(geometry) if isinstance(part, Polygon) and part.area > 0]
    return MultiPolygon(parts)


def _parts(geometry: Geometry) -> list[Geometry]:
    pieces: list[Geometry] = []
    for part in shapely.get_parts(geometry):
        pieces += _parts(part) if part.geom_type.startswith(("Multi", "Geometry")) else [part]
    return pieces


def _cleared(ground: Ground, found: Found) -> Ground:
    """Neighbours that meet exactly: enclosed slits closed, overlaps given to one of the two."""
    areas = np.array(list(ground.values()), dtype=object)
    if shapely.coverage_is_valid(areas, gap_width=SLIT):
        return ground
    # Overlaps go to the smaller one: an enclave for which its surroundings have no hole keeps its ground.
    cleared = shapely.coverage_clean(areas, gap_width=SLIT, merge_strategy="min_area")
    kept: Ground = {}
    for code, before, after in zip(ground, areas, cleared, strict=True):
        if after.is_empty or abs(after.area - before.area) > _TOLD * before.area:
            found.overlapping.append(code)
        if not after.is_empty:
            kept[code] = after
    return kept


def dissolved(narrow: Ground, parent: Mapping[str, str | None], codes: Collection[str]) -> Ground:
    """The wider areas that these make together, for the codes asked for."""
    groups: dict[str, list[Geometry]] = {}
    for code, area in narrow.items():
        wider = parent.get(code)
        if wider is not None and wider in codes:
            groups.setdefault(wider, []).append(area)
    return {code: _together(areas) for code, areas in groups.items()}


def _together(areas: list[Geometry]) -> Geometry:
    try:
        return shapely.coverage_union_all(areas)
    except shapely.GEOSException:  # neighbours that do not meet exactly
        return shapely.union_all(areas)


def is_complete(places: Iterable[Place], drawn: Collection[str], whole: Geometry) -> bool:
    """Whether the places that make up a wider one are all drawn, or lie by their coordinates inside its ground.

    The second is a district that was cut out of its neighbour after the file was drawn.
    """
    for place in places:
        if place.code in drawn:
            continue
        if place.latitude is None or place.longitude is None:
            return False
        spot = in_metres(np.array([[place.longitude, place.latitude]]))[0]
        if not shapely.contains_xy(whole, *spot):
            return False
    return True


def is_same(one: Geometry, other: Geometry) -> bool:
    """Whether two areas are the same ground, but for what drawing them twice differs by."""
    if abs(one.area - other.area) > _SAME * one.area:
        return False
    try:
        return bool(shapely.symmetric_difference(one, other).area <= _SAME * one.area)
    except shapely.GEOSException:
        return False
