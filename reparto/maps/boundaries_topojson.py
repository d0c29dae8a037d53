"""TopoJSON decoded: arcs that areas share, stored as differences on a grid, become rings in degrees."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from reparto.maps.boundaries_parts import Part, RawPolygons

# Arcs may be named again and again: a small file could unfold to more than memory holds.
MOST_POINTS = 20_000_000


def topojson_layers(document: dict[str, Any]) -> dict[str, list[Part]]:
    """The objects of a topology by name: of each its geometries, with their properties and id.

    Raises ValueError, KeyError, IndexError or TypeError when the topology is broken.
    """
    arcs = _arcs(document)
    lengths = [len(arc) for arc in arcs]
    unfolded = sum(lengths[i] for i in _named(list(dict(document["objects"]).values())))
    if unfolded > MOST_POINTS:
        raise ValueError("the topology unfolds to too many points")
    return {
        str(name): list(_parts(geometry, arcs))
        for name, geometry in dict(document["objects"]).items()
    }


def _named(geometry: Any) -> Iterator[int]:
    """Every arc that is named in whatever is nested in geometries, once for each time."""
    if isinstance(geometry, bool):
        return
    if isinstance(geometry, int):
        yield ~geometry if geometry < 0 else geometry
    elif isinstance(geometry, list):
        for inner in geometry:
            yield from _named(inner)
    elif isinstance(geometry, dict):
        yield from _named([geometry.get("arcs", []), geometry.get("geometries", [])])


def _arcs(document: dict[str, Any]) -> list[np.ndarray]:
    transform = document.get("transform")
    arcs = [_line(arc) for arc in document["arcs"]]
    if not transform:
        return arcs
    scale = np.asarray(transform["scale"], dtype=float)[:2]
    move = np.asarray(transform["translate"], dtype=float)[:2]
    return [np.cumsum(arc, axis=0) * scale + move for arc in arcs]


def _line(points: list[list[float]]) -> np.ndarray:
    line = np.asarray(points, dtype=float)
    if line.ndim != 2 or line.shape[1] < 2:
        raise ValueError("an arc is no list of points")
    return line[:, :2]


def _parts(geometry: dict[str, Any], arcs: list[np.ndarray]) -> Iterator[Part]:
    kind = geometry.get("type")
    if kind == "GeometryCollection" and not geometry.get("properties"):
        for inner in geometry["geometries"]:
            yield from _parts(inner, arcs)
        return
    yield Part(
        geometry.get("id"), geometry.get("properties") or {}, kind, _polygons(geometry, arcs)
    )


def _polygons(geometry: dict[str, Any], arcs: list[np.ndarray]) -> RawPolygons:
    kind = geometry.get("type")
    if kind == "Polygon":
        return [[_ring(ring, arcs) for ring in geometry["arcs"]]]
    if kind == "MultiPolygon":
        return [[_ring(ring, arcs) for ring in polygon] for polygon in geometry["arcs"]]
    if kind == "GeometryCollection":
        return [one for inner in geometry["geometries"] for one in _polygons(inner, arcs)]
    return []


def _ring(indices: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """The arcs one after the other; each begins where the one before it ends, and ~i is arc i backwards."""
    lines = [arcs[~index][::-1] if index < 0 else arcs[index] for index in indices]
    return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])
