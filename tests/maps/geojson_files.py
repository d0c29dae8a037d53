"""Files of boundaries for tests: squares with the properties and the faults that a test asks for."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Ring = list[list[float]]


def ring(west: float, south: float, size: float = 1.0) -> Ring:
    """A square's corners, the first one again at the end."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def area(west: float, south: float, size: float = 1.0, **properties: Any) -> dict[str, Any]:
    """A square as a feature; ``fid`` becomes its id."""
    fid = properties.pop("fid", None)
    made = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring(west, south, size)]},
    }
    return made if fid is None else made | {"id": fid}


def drawn(outline: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    """A feature with a geometry as it is given."""
    geometry = {"type": kind, "coordinates": outline}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def saved(path: Path, features: Iterable[dict[str, Any]], **members: Any) -> Path:
    """A FeatureCollection in a file."""
    document = {"type": "FeatureCollection", "features": list(features)} | members
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
