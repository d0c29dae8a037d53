"""Ground drawn for a screen: simplified to a tolerance that is stated, with the borders that neighbours share kept."""

import math
from collections.abc import Collection, Mapping

import numpy as np
import shapely
from shapely import Geometry, Polygon

from reparto.maps.boundaries_ground import Ground, dissolved, in_degrees
from reparto.maps.boundaries_parts import DEPARTMENT, LEVELS, Place
from reparto.maps.boundaries_report import CLOSE, FAR, Drawing
from reparto.maps.outlines import Polygons

# Metres; the smallest of these is taken that keeps to the budget.
_STEPS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
# The finest detail of each scale as a share of the longer side of what is drawn.
_FINEST = {FAR: 1 / 2000, CLOSE: 1 / 40_000}
# Points: of all districts at the scale of the country, and of one department's at the close one.
_BUDGET = {FAR: 40_000, CLOSE: 9000}
_DIGITS = {FAR: 4, CLOSE: 5}


def draw(
    levels: Mapping[str, Ground],
    made_of: Mapping[str, Mapping[str, str]],
    places: Collection[Place],
    scale: str,
    at_most: int = _STEPS[-1],
) -> Drawing:
    """Draw the ground at a scale, to a tolerance of ``at_most`` so many metres.

    ``made_of`` gives, for each level and code that is put together from a narrower level, that level: it is dissolved
    after the narrower level was simplified, so that the two nest exactly.
    """
    by_code = {place.code: place for place in places}
    tolerance = _first_step(levels, scale)
    simple = dict(levels)
    while True:
        simple = {level: _simplified(ground, tolerance) for level, ground in simple.items()}
        larger = next((step for step in _STEPS if tolerance < step <= at_most), None)
        if larger is None or _most_points(simple, by_code, scale) <= _BUDGET[scale]:
            break
        tolerance = larger
    for level, codes in made_of.items():
        for below in set(codes.values()):
            parent = {code: parent_of(by_code[code], level) for code in simple[below]}
            wanted = {code for code, source in codes.items() if source == below}
            made = dissolved(simple[below], parent, wanted)
            simple[level] = simple.get(level, {}) | made
    return Drawing(
        tolerance,
        {
            level: {
                code: _polygons(area, tolerance, _DIGITS[scale])
                for code, area in sorted(simple[level].items())
            }
            for level in LEVELS
            if simple.get(level)
        },
    )


def parent_of(place: Place, level: str) -> str | None:
    """The code of the place's department or province."""
    return place.department_code if level == DEPARTMENT else place.province_code


def _first_step(levels: Mapping[str, Ground], scale: str) -> int:
    """The step of tolerances nearest below what a screen can show of the whole."""
    areas = np.array([area for ground in levels.values() for area in ground.values()], dtype=object)
    west, south, east, north = shapely.total_bounds(areas)
    finest = max(east - west, north - south) * _FINEST[scale] * 1.05
    return max((step for step in _STEPS if step <= finest), default=_STEPS[0])


def _simplified(ground: Ground, tolerance: int) -> Ground:
    areas = np.array(list(ground.values()), dtype=object)
    return dict(zip(ground, shapely.coverage_simplify(areas, tolerance), strict=True))


def _most_points(levels: Mapping[str, Ground], places: Mapping[str, Place], scale: str) -> int:
    """The points of the heaviest level, or of its heaviest department."""
    most = 0
    for ground in levels.values():
        counts: dict[str | None, int] = {}
        for code, area in ground.items():
            group = places[code].department_code if scale == CLOSE else None
            counts[group] = counts.get(group, 0) + int(shapely.get_num_coordinates(area))
        most = max(most, *counts.values())
    return most


def _polygons(area: Geometry, tolerance: int, digits: int) -> Polygons:
    """The area in degrees, without islands and holes that the tolerance would swallow; the largest part stays."""
    parts = sorted(
        (part for part in shapely.get_parts(area) if isinstance(part, Polygon)),
        key=lambda part: -part.area,
    )
    kept = [part for part in parts if part.area >= tolerance**2] or parts[:1]
    return [_rings(part, tolerance, digits) for part in kept]


def _rings(part: Polygon, tolerance: int, digits: int) -> list[list[list[float]]]:
    holes = [hole for hole in part.interiors if Polygon(hole).area >= tolerance**2]
    return [_ring(ring, digits) for ring in (part.exterior, *holes)]


def _ring(ring: Geometry, digits: int) -> list[list[float]]:
    """Rounded points without repetition; a ring that would vanish keeps its exact points."""
    points = in_degrees(shapely.get_coordinates(ring))
    coarse = points.round(digits)
    kept = coarse[np.append(True, (np.diff(coarse, axis=0) != 0).any(axis=1))]
    exact = kept if len(kept) >= 4 else points.round(7)
    return [[_plain(x), _plain(y)] for x, y in exact.tolist()]


def _plain(value: float) -> float:
    return 0.0 if math.isclose(value, 0.0, abs_tol=1e-12) else value
