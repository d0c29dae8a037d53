"""What a file of boundaries is taken apart into: parts with their properties, and layers of areas that can be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

RawPolygons = list[list[np.ndarray]]
"""Polygons of rings; a ring is an array of points by (longitude, latitude), as the file gives it."""

DEPARTMENT, PROVINCE, DISTRICT = "department", "province", "district"
LEVELS = (DEPARTMENT, PROVINCE, DISTRICT)


@dataclass(frozen=True)
class Part:
    """One geometry of a file, before anything is known of it."""

    id: Any
    properties: Mapping[str, Any]
    kind: str | None
    polygons: RawPolygons


@dataclass(frozen=True)
class Area:
    """One area of a file: every text that it carries, by its key in lower case, and its polygons in degrees."""

    texts: Mapping[str, str]
    polygons: RawPolygons


@dataclass(frozen=True)
class Layer:
    """The areas that stand together in a file: all of a GeoJSON, one object of a TopoJSON.

    ``encoding`` is how the bytes were read where that was not UTF-8.
    """

    file: str
    name: str
    areas: tuple[Area, ...]
    encoding: str = ""


@dataclass(frozen=True)
class Place:
    """One place of the operation: ``level`` is department, province or district."""

    code: str
    level: str
    name: str
    department_code: str | None = None
    province_code: str | None = None
    department: str | None = None
    province: str | None = None
    latitude: float | None = None
    longitude: float | None = None
