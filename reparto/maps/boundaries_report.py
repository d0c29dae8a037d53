"""What preparing boundaries makes: outlines drawn at two scales, and the report of what became of the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reparto.maps.outlines import Polygons

FAR, CLOSE = "country", "close"
SCALES = (FAR, CLOSE)
"""For the whole country on one screen, and for one department."""


@dataclass(frozen=True)
class Drawing:
    """One scale: outlines in degrees by level and code, and the tolerance in metres that they were simplified to."""

    tolerance: int
    levels: Mapping[str, Mapping[str, Polygons]]


@dataclass(frozen=True)
class Report:
    """What became of the files: where they come from, what did not match, and what had to be mended.

    ``tolerances`` are metres by scale; ``encodings`` are of files that were not in UTF-8; codes name places.
    """

    files: Sequence[str]
    source: str
    prepared_on: str
    tolerances: Mapping[str, int]
    unmatched_areas: Sequence[Mapping[str, str]] = ()
    by_name: Sequence[Mapping[str, Any]] = ()
    repaired: Sequence[str] = ()
    broken: Sequence[str] = ()
    overlapping: Sequence[str] = ()
    unused: Sequence[str] = ()
    encodings: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Prepared:
    """The drawings by scale, the codes that were dissolved from a narrower level, and the report."""

    drawings: Mapping[str, Drawing]
    dissolved: frozenset[str]
    report: Report
