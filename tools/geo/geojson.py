"""Outlines as files: the neighbours that come ready-made, and GeoJSON that is small and exact."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely import Geometry
from shapely.geometry import Polygon, mapping, shape

from geo.outlines import GRID, Areas, polygons
from geo.packages import WORLD, BuildError, member

NEIGHBOURS = {
    "068": "BO",
    "076": "BR",
    "152": "CL",
    "170": "CO",
    "218": "EC",
    "604": "PE",
    "862": "VE",
}
COUNTRY_NAMES = {
    "BO": "Bolivia",
    "BR": "Brazil",
    "CL": "Chile",
    "CO": "Colombia",
    "EC": "Ecuador",
    "PE": "Peru",
    "VE": "Venezuela",
}
CONTEXT_WINDOW = (-84.0, -20.0, -66.0, 2.0)


def context(cache: Path) -> Areas:
    """Peru and its neighbours in a window; chosen by id, for Fiji would leave a sliver in it."""
    with member(cache, WORLD, "package/countries-50m.json") as file:
        topology = json.load(file)
    window = shapely.box(*CONTEXT_WINDOW)
    areas = {
        NEIGHBOURS[country["id"]]: shapely.set_precision(
            shapely.make_valid(_decode(topology, country)).intersection(window), GRID
        )
        for country in topology["objects"]["countries"]["geometries"]
        if country.get("id") in NEIGHBOURS
    }
    if len(areas) != len(NEIGHBOURS):
        raise BuildError("world-atlas lacks one of Peru's neighbours.")
    return dict(sorted(areas.items()))


def write_geojson(areas: Areas, names: dict[str, str], path: Path) -> None:
    """One feature to a line: small, and a changed outline is one changed line."""
    lines = []
    for code in sorted(areas):
        geometry = mapping(shapely.orient_polygons(shapely.normalize(_polygons_only(areas[code]))))
        feature = {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "name": names[code]},
            "geometry": {
                "type": geometry["type"],
                "coordinates": _rounded(geometry["coordinates"]),
            },
        }
        if not shape(feature["geometry"]).is_valid:
            raise BuildError(f"The outline of {code} for {path.name} crosses itself.")
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _polygons_only(geometry: Geometry) -> Geometry:
    parts = polygons(geometry)
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _rounded(coordinates: Iterable[Any]) -> list[Any]:
    return [
        _rounded(item) if isinstance(item, tuple | list) else round(item, 4) for item in coordinates
    ]


def _decode(topology: dict[str, Any], country: dict[str, Any]) -> Geometry:
    """One TopoJSON object: arcs are shared, quantized and delta-coded; ~n is arc n backwards."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]

    def points(index: int) -> list[tuple[float, float]]:
        x = y = 0
        line = []
        for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        return line if index >= 0 else line[::-1]

    def ring(arcs: list[int]) -> list[tuple[float, float]]:
        line: list[tuple[float, float]] = []
        for index in arcs:
            line += points(index)[1 if line else 0 :]
        return line

    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return shapely.MultiPolygon(
        [Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in polygons]
    )
