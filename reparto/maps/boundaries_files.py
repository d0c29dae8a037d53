"""Files of boundaries, GeoJSON or TopoJSON, read into layers of areas or refused with what to do about it."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from reparto.errors import OperationProblem
from reparto.language import _, number
from reparto.maps.areas import one_line
from reparto.maps.boundaries_parts import Area, Layer, Part, RawPolygons
from reparto.maps.boundaries_topojson import topojson_layers

ENDINGS = (".geojson", ".topojson", ".json")
# A file of this size takes about a gigabyte of memory to understand.
LARGEST_FILE = 200_000_000
# Coordinate systems whose numbers are degrees that differ by less than a screen shows.
_DEGREES = re.compile(r"(CRS:?:?84|EPSG:.*:?(4326|4258|4269|5373|4979))$", re.IGNORECASE)
_BROKEN = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError,
)  # fmt: skip


def files_of(path: Path) -> list[Path]:
    """The file itself, or the GeoJSON and TopoJSON files of a folder in the order of their names.

    Raises OperationProblem when there is nothing to read.
    """
    if not path.exists():
        raise OperationProblem(
            _("Give the path of a GeoJSON or TopoJSON file, or of a folder that holds some."),
            title=_("{path} does not exist.").format(path=path),
        )
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS)
    if not found:
        raise OperationProblem(
            _("Put the boundaries into it as .geojson, .topojson or .json."),
            title=_("The folder {path} holds no GeoJSON and no TopoJSON.").format(path=path),
        )
    return found


def read_layers(path: Path, *, needs_areas: bool = True) -> list[Layer]:
    """The layers of one file that have areas; unless it ``needs_areas``, a file of points or lines has none.

    Raises OperationProblem when the file cannot be used; nothing is guessed about coordinates.
    """
    document, encoding = _document(path)
    try:
        parts = _layers_in(document)
    except _BROKEN as error:
        raise _no_boundaries(path) from error
    every = [part for layer in parts.values() for part in layer]
    if not any(part.kind for part in every):
        raise OperationProblem(
            _("Export the boundaries again, with all areas of the country."),
            title=_("{file} is empty: it holds no area.").format(file=path.name),
        )
    if not any(part.polygons for part in every):
        if not needs_areas:
            return []
        kinds = sorted({one_line(part.kind) for part in every if part.kind})
        raise OperationProblem(
            _("Choose the file of areas (polygons) of the same source."),
            title=_("{file} holds no areas, only {kinds}.").format(
                file=path.name, kinds=", ".join(kinds)
            ),
        )
    _refuse_other_coordinates(document, every, path)
    return [
        Layer(
            path.name,
            name,
            tuple(Area(_texts(part), part.polygons) for part in layer if part.polygons),
            encoding,
        )
        for name, layer in parts.items()
        if any(part.polygons for part in layer)
    ]


def _document(path: Path) -> tuple[Any, str]:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise OperationProblem(
                _("Simplify it to about 20 metres first, for example with mapshaper or QGIS."),
                title=_("{file} has {size} megabytes; up to {most} megabytes can be read.").format(
                    file=path.name,
                    size=number(math.ceil(size / 1e6)),
                    most=number(LARGEST_FILE // 1_000_000),
                ),
            )
        data = path.read_bytes()
    except OSError as error:
        raise OperationProblem(
            _("Check that the file is there and that you may read it."),
            title=_("{file} cannot be read.").format(file=path.name),
        ) from error
    if not data.strip():
        raise OperationProblem(
            _("Export the boundaries again, with all areas of the country."),
            title=_("{file} is empty: it holds no area.").format(file=path.name),
        )
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            document = json.loads(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        except (ValueError, RecursionError) as error:
            raise _no_boundaries(path) from error
        return document, "" if encoding == "utf-8-sig" else encoding
    raise _no_boundaries(path)


def _no_boundaries(path: Path) -> OperationProblem:
    return OperationProblem(
        _(
            "Save the boundaries as GeoJSON or TopoJSON; a shapefile or a zip can be exported as GeoJSON with QGIS or mapshaper."
        ),
        title=_("{file} is no GeoJSON and no TopoJSON that can be read.").format(file=path.name),
    )


def _layers_in(document: Any) -> dict[str, list[Part]]:
    kind = document["type"]
    if kind == "Topology":
        return topojson_layers(document)
    if kind == "FeatureCollection":
        return {"": [_part(feature) for feature in document["features"]]}
    if kind == "Feature":
        return {"": [_part(document)]}
    raise ValueError(kind)


def _part(feature: Mapping[str, Any]) -> Part:
    geometry = feature.get("geometry") or {}
    return Part(
        feature.get("id"),
        feature.get("properties") or {},
        geometry.get("type"),
        _polygons(geometry),
    )


def _polygons(geometry: Mapping[str, Any]) -> RawPolygons:
    kind = geometry.get("type")
    if kind == "Polygon":
        return [[_ring(ring) for ring in geometry["coordinates"]]]
    if kind == "MultiPolygon":
        return [[_ring(ring) for ring in polygon] for polygon in geometry["coordinates"]]
    if kind == "GeometryCollection":
        return [one for inner in geometry["geometries"] for one in _polygons(inner)]
    return []


def _ring(points: list[list[float]]) -> np.ndarray:
    """A ring without heights. Raises ValueError or TypeError when it is no list of points."""
    ring = np.asarray([point[:2] for point in points], dtype=float)
    if ring.ndim != 2 or ring.shape[1] != 2:
        raise ValueError("a ring is no list of points")
    return ring


def _refuse_other_coordinates(document: Any, parts: Iterable[Part], path: Path) -> None:
    """Raise OperationProblem unless every coordinate is a degree."""
    properties = (document.get("crs") or {}).get("properties") or {}
    named = str(properties.get("name") or "") if isinstance(properties, dict) else ""
    rings = [ring for part in parts for polygon in part.polygons for ring in polygon if len(ring)]
    points = np.concatenate(rings) if rings else np.zeros((0, 2))
    if not np.isfinite(points).all():
        raise OperationProblem(
            _("Export the boundaries again; every point needs a longitude and a latitude."),
            title=_("{file} has a coordinate that is no number.").format(file=path.name),
        )
    far = bool(len(points)) and (abs(points[:, 0]).max() > 360 or abs(points[:, 1]).max() > 90)
    if far or (named and not _DEGREES.search(named)):
        raise OperationProblem(
            _("Save the boundaries in longitude and latitude (WGS 84, EPSG:4326)."),
            title=_("{file} is not in degrees.").format(file=path.name),
        )


def _texts(part: Part) -> dict[str, str]:
    """What the area says of itself, by key in lower case; whole numbers lose their decimals."""
    found = {"id": part.id} | {str(k).strip().casefold(): v for k, v in part.properties.items()}
    if part.id is not None:
        found["id"] = part.id
    texts = {}
    for key, value in found.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        whole = isinstance(value, float) and math.isfinite(value) and value == int(value)
        text = one_line(int(value) if whole else value)
        if text:
            texts[key] = text
    return texts
