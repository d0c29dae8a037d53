"""The atlas of an operation: which view the filters ask for, and which shapes there are to draw it with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd

from reparto.maps.outlines import (
    Polygons,
    match_places,
    read_outlines,
    thinned,
)
from reparto.maps.tiles import METROPOLIS, lima_callao_tiles
from reparto.operation import REFERENCE, Operation
from reparto.scope import Scope

COUNTRY, DEPARTMENT, TILES = "country", "department", "tiles"
OUTLINES, SYMBOLS, HEXAGONS, RANKING = "outlines", "symbols", "hexagons", "ranking"
APPROXIMATE, OWN = "approximate", "own"


@dataclass(frozen=True)
class Sheet:
    """One sheet of the atlas: what is drawn (``how``), of which level, with which shapes, and how good they are.

    ``names`` are the places that can be drawn, by code; ``points`` are (longitude, latitude); ``within`` is the name of
    the department that is looked at.
    """

    view: str
    how: str
    level: str
    names: Mapping[str, str]
    shapes: Mapping[str, Polygons] = field(default_factory=dict)
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    context: tuple[Polygons, ...] = ()
    quality: str = ""
    within: str = ""


@lru_cache(maxsize=12)
def _places_in(
    path: Path, _stamp: int, codes: tuple[str, ...], country: str
) -> dict[str, Polygons]:
    return dict(sorted(match_places(read_outlines(path), codes, country).items()))


@dataclass(frozen=True)
class Atlas:
    """The places of an operation and the shapes it can draw them with."""

    operation: Operation
    places: pd.DataFrame

    @property
    def own_file(self) -> Path:
        """Where an operation puts its own boundaries."""
        return self.operation.folder / "boundaries.geojson"

    @property
    def has_tiles(self) -> bool:
        """Whether the tiles of Lima and Callao belong to this operation."""
        return self.operation.country == "PE" and set(METROPOLIS) <= set(self._codes("department"))

    def view_for(self, scope: Scope) -> str:
        """The view that the filters ask for: one department opens it, Lima and Callao open the tiles."""
        departments = self.departments_of(scope)
        if departments and self.has_tiles and departments <= set(METROPOLIS):
            return TILES
        return DEPARTMENT if len(departments) == 1 else COUNTRY

    def departments_of(self, scope: Scope) -> set[str]:
        """The departments that are chosen, else those of the provinces and districts that are."""
        if scope.department:
            return set(scope.department)
        inside = self.places[self.places["place_code"].isin([*scope.province, *scope.district])]
        return set(inside["department_code"].dropna())

    def sheet(self, view: str, departments: set[str]) -> Sheet:
        """The best sheet there is for a view: outlines, else symbols at coordinates, else none."""
        if view == TILES:
            return self._metropolis()
        level = "department" if view == COUNTRY else "district"
        inside = departments if view == DEPARTMENT else set()
        best: Sheet | None = None
        for wanted in dict.fromkeys((level, "district")):
            best = self._outlined(view, wanted, inside) or self._pointed(view, wanted, inside)
            if best:
                return best
        has_departments = view == COUNTRY and bool(self._codes("department"))
        return Sheet(view, RANKING, "department" if has_departments else "district", {})

    def _metropolis(self) -> Sheet:
        own = self._own("district", set(METROPOLIS))
        tiles = lima_callao_tiles()
        if own and len(set(tiles) & set(own)) >= 0.9 * len(tiles):
            shapes = {code: own[code] for code in tiles if code in own}
            return Sheet(TILES, OUTLINES, "district", self._names(shapes), shapes, quality=OWN)
        return Sheet(TILES, HEXAGONS, "district", self._names(tiles))

    def _outlined(self, view: str, level: str, inside: set[str]) -> Sheet | None:
        context: tuple[Polygons, ...] = ()
        quality = OWN
        shapes = self._own(level, inside)
        if not shapes and self.operation.country == "PE":
            file = "departments.geojson" if level == "department" else "district_cells.geojson"
            shapes = self._matched(REFERENCE / file, level, inside)
            quality = APPROXIMATE
        if not shapes:
            return None
        if view == COUNTRY and self.operation.country == "PE":
            context = tuple(o.polygons for o in read_outlines(REFERENCE / "context.geojson"))
        elif view == DEPARTMENT and self.operation.country == "PE":
            others = self._matched(REFERENCE / "departments.geojson", "department", set())
            context = tuple(shape for code, shape in others.items() if code not in inside)
        return Sheet(view, OUTLINES, level, self._names(shapes), shapes, {}, context, quality)

    def _pointed(self, view: str, level: str, inside: set[str]) -> Sheet | None:
        rows = self._at(level, inside).dropna(subset=["latitude", "longitude"])
        points = {
            row.place_code: (float(row.longitude), float(row.latitude))
            for row in rows.itertuples(index=False)
        }
        return Sheet(view, SYMBOLS, level, self._names(points), {}, points) if points else None

    def _own(self, level: str, inside: set[str]) -> dict[str, Polygons]:
        return self._matched(self.own_file, level, inside) if self.own_file.exists() else {}

    def _matched(self, path: Path, level: str, inside: set[str]) -> dict[str, Polygons]:
        codes = tuple(self._codes(level))
        found = _places_in(path, path.stat().st_mtime_ns, codes, self.operation.country)
        wanted = set(self._at(level, inside)["place_code"])
        return thinned({code: shape for code, shape in found.items() if code in wanted})

    def _at(self, level: str, inside: set[str]) -> pd.DataFrame:
        rows = self.places[self.places["geo_level"] == level]
        return rows[rows["department_code"].isin(inside)] if inside else rows

    def _codes(self, level: str) -> list[str]:
        return list(self.places.loc[self.places["geo_level"] == level, "place_code"])

    def _names(self, codes: Mapping[str, object]) -> dict[str, str]:
        rows = self.places[self.places["place_code"].isin(list(codes))]
        known = dict(zip(rows["place_code"], rows["name"], strict=True))
        return {code: known.get(code) or code for code in codes}
