"""Outlines: GeoJSON read, matched to place codes and thinned to what a screen can show.

This reads the outlines that Reparto ships. Those that an operation brings come prepared from ``boundaries``.
"""

import json
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from reparto.errors import OperationProblem
from reparto.language import _

Ring = list[list[float]]
Polygons = list[list[Ring]]

# Where feature codes are looked for; of two that match as many places, the earlier wins.
CODE_KEYS = ("ubigeo", "place_code", "code", "pcode", "iddist", "idprov", "iddpto")
_LEVEL_KEYS = tuple(f"adm{level}_pcode" for level in (4, 3, 2, 1))
# A screen shows a country on about 550 pixels: a quarter of a pixel is plenty.
_STEPS_ACROSS = 2200


@dataclass(frozen=True)
class Outline:
    """One feature: every text that may be its code, and its polygons."""

    names: tuple[tuple[str, str], ...]
    polygons: Polygons

    def text(self, key: str) -> str | None:
        """What the feature calls itself under a key."""
        return dict(self.names).get(key)


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """The polygons of a GeoJSON file, read again only when the file changes.

    Raises OperationProblem when the file is no GeoJSON in degrees.
    """
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise OperationProblem(
            _("Put it back, or remove the setting that names it."),
            title=_("{path} cannot be read.").format(path=path.name),
        ) from error
    return _read(path, stamp)


@lru_cache(maxsize=12)
def _read(path: Path, _stamp: int) -> tuple[Outline, ...]:
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        outlines = tuple(_outline(feature) for feature in features)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OperationProblem(
            _("Save the boundaries as GeoJSON (a FeatureCollection of polygons, in UTF-8)."),
            title=_("{path} is not GeoJSON.").format(path=path.name),
        ) from error
    drawn = tuple(outline for outline in outlines if outline.polygons)
    for x, y in _points(outline.polygons for outline in drawn):
        if not (abs(x) <= 360 and abs(y) <= 90):
            raise OperationProblem(
                _("Save the boundaries in longitude and latitude (WGS 84, EPSG:4326)."),
                title=_("{path} is not in degrees.").format(path=path.name),
            )
    return drawn


def _outline(feature: dict[str, Any]) -> Outline:
    geometry = feature.get("geometry") or {}
    kind = geometry.get("type")
    polygons: Polygons = []
    if kind == "Polygon":
        polygons = [geometry["coordinates"]]
    elif kind == "MultiPolygon":
        polygons = geometry["coordinates"]
    polygons = [
        [[[float(x), float(y)] for x, y, *_rest in ring] for ring in one] for one in polygons
    ]
    found = {"id": feature.get("id")} | {
        str(key).casefold(): value for key, value in (feature.get("properties") or {}).items()
    }
    names = {
        key: str(value).strip() for key, value in found.items() if isinstance(value, str | int)
    }
    return Outline(tuple(names.items()), polygons)


def _points(shapes: Iterable[Polygons]) -> Iterable[tuple[float, float]]:
    for polygons in shapes:
        for rings in polygons:
            for ring in rings:
                yield from ((x, y) for x, y in ring)


def match_places(
    outlines: Collection[Outline], codes: Collection[str], country: str
) -> dict[str, Polygons]:
    """The outlines by place code; the key that names most places is taken for all features."""
    known = {_plain_code(code, country): code for code in codes}
    keys = dict.fromkeys(("id", *CODE_KEYS, *_LEVEL_KEYS))
    best: dict[str, Polygons] = {}
    for key in keys:
        found: dict[str, Polygons] = {}
        for outline in outlines:
            text = outline.text(key)
            code = known.get(_plain_code(text, country)) if text else None
            if code:
                found.setdefault(code, []).extend(outline.polygons)
        if len(found) > len(best):
            best = found
    return best


def _plain_code(code: str, country: str) -> str:
    """A code without its country's letters: PE150132 and 150132 are one place."""
    plain = code.strip().upper()
    rest = plain.removeprefix(country.upper())
    return rest if rest and rest != plain and rest[0].isdigit() else plain


def bounds_of(shapes: Iterable[Polygons]) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the shapes; None of nothing."""
    points = list(_points(shapes))
    if not points:
        return None
    across = [x for x, _y in points]
    up = [y for _x, y in points]
    return min(across), min(up), max(across), max(up)


def thinned(shapes: dict[str, Polygons]) -> dict[str, Polygons]:
    """The shapes on a grid as fine as the screen, so that neighbours still meet and little is sent."""
    bounds = bounds_of(shapes.values())
    if bounds is None:
        return {}
    west, south, east, north = bounds
    step = max(max(east - west, north - south) / _STEPS_ACROSS, 1e-5)
    digits = max(0, math.ceil(-math.log10(step)))
    return {code: _on_grid(polygons, step, digits) for code, polygons in shapes.items()}


def _on_grid(polygons: Polygons, step: float, digits: int) -> Polygons:
    kept: Polygons = []
    for rings in polygons:
        coarse = [ring for ring in (_ring_on_grid(ring, step, digits) for ring in rings) if ring]
        if coarse and _ring_on_grid(rings[0], step, digits):
            kept.append(coarse)
    if kept or not polygons:
        return kept
    return [max(polygons, key=lambda rings: len(rings[0]))]  # too small for the grid: as it is


def _ring_on_grid(ring: Ring, step: float, digits: int) -> Ring:
    coarse: Ring = []
    for x, y in ring:
        point = [round(round(x / step) * step, digits), round(round(y / step) * step, digits)]
        if not coarse or coarse[-1] != point:
            coarse.append(point)
    return coarse if len(coarse) >= 4 else []


def middle_of(polygons: Polygons) -> tuple[float, float, float]:
    """A point to write at, in the largest part, and that part's area in square degrees."""
    best = (0.0, 0.0, 0.0)
    for rings in polygons:
        area = across = up = 0.0
        for (x1, y1), (x2, y2) in pairwise(rings[0]):
            cross = x1 * y2 - x2 * y1
            area += cross / 2
            across += (x1 + x2) * cross
            up += (y1 + y2) * cross
        if abs(area) > best[2] and area:
            best = (across / (6 * area), up / (6 * area), abs(area))
    return best
