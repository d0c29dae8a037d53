"""The atlas of an operation: which view the filters ask for, and which shapes there are to draw it with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from reparto.maps.boundaries import outlines_of, source_of
from reparto.maps.looking import COUNTRY, PROVINCE, TILES, Looking, looking_at
from reparto.maps.outlines import (
    Polygons,
    match_places,
    read_outlines,
    thinned,
)
from reparto.maps.tiles import METROPOLIS, lima_callao_tiles
from reparto.operation import REFERENCE, Operation
from reparto.scope import Scope

OUTLINES, SYMBOLS, HEXAGONS, RANKING = "outlines", "symbols", "hexagons", "ranking"
APPROXIMATE, OWN = "approximate", "own"
_FILES = {
    "department": "departments.geojson",
    "province": "provinces.geojson",
    "district": "district_cells.geojson",
}


@dataclass(frozen=True)
class Sheet:
    """One sheet of the atlas: what is drawn (``how``), of which level, with which shapes, and how good they are.

    ``drawings`` are the ways that this sheet could be drawn. ``names`` are the places that can be drawn, by code; ``points`` are (longitude, latitude); ``within`` is the name of
    the department or province that is looked at. Of official outlines (``quality`` OWN), ``source`` says whose they are
    and ``places`` how many there could be.
    """

    view: str
    how: str
    level: str
    names: Mapping[str, str]
    shapes: Mapping[str, Polygons] = field(default_factory=dict)
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    context: tuple[Polygons, ...] = ()
    quality: str = ""
    drawings: tuple[str, ...] = ()
    within: str = ""
    source: str = ""
    places: int = 0


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
    def has_tiles(self) -> bool:
        """Whether the tiles of Lima and Callao belong to this operation."""
        return self.operation.country == "PE" and set(METROPOLIS) <= set(self._codes("department"))

    def looking(self, scope: Scope, level: str | None = None) -> Looking:
        """What the filters of places ask for, at the level that the reader wants where there is one."""
        return looking_at(self.places, scope, has_tiles=self.has_tiles, level=level)

    def sheet(self, looking: Looking, drawn: str | None = None) -> Sheet:
        """The best sheet there is: outlines, else symbols at coordinates, else none.

        Lima and Callao are official outlines where there are any, else hexagons; ``drawn`` asks for another of their
        drawings: outlines, hexagons, or circles (``symbols``) at the district capitals.
        """
        if looking.view == TILES:
            return self._metropolis(looking, drawn)
        best: Sheet | None = None
        for wanted in dict.fromkeys((looking.level, "district")):
            best = self._outlined(looking, wanted) or self._pointed(looking, wanted)
            if best:
                return best
        return Sheet(looking.view, RANKING, looking.level, {})

    def _metropolis(self, looking: Looking, drawn: str | None) -> Sheet:
        tiles = lima_callao_tiles()
        whole = replace(looking, departments=frozenset(METROPOLIS), provinces=frozenset())
        own = self._own("district", whole)
        found = self._pointed(whole, "district")
        has_outlines = len(set(tiles) & set(own)) >= 0.9 * len(tiles)
        drawings = [OUTLINES] * has_outlines + [HEXAGONS] + [SYMBOLS] * bool(found)
        how = drawn if drawn in drawings else drawings[0]
        made = Sheet(TILES, how, "district", {}, drawings=tuple(drawings))
        if how == OUTLINES:
            shapes = {code: own[code] for code in tiles if code in own}
            outlined = replace(made, names=self._names(shapes), shapes=shapes)
            return self._official(outlined, len(tiles))
        if how == SYMBOLS and found:
            points = {code: spot for code, spot in found.points.items() if code in tiles}
            return replace(made, names=self._names(points), points=points)
        return replace(made, names=self._names(tiles))

    def _outlined(self, looking: Looking, level: str) -> Sheet | None:
        own = self._own(level, looking)
        shapes = own
        if not own and self.operation.country == "PE":
            shapes = self._matched(REFERENCE / _FILES[level], level, looking)
        if not shapes:
            return None
        context = self._around(looking) if self.operation.country == "PE" else ()
        sheet = Sheet(
            looking.view, OUTLINES, level, self._names(shapes), shapes, {}, context, APPROXIMATE
        )
        return self._official(sheet, len(self._at(level, looking))) if own else sheet

    def _official(self, sheet: Sheet, places: int) -> Sheet:
        """The sheet as one of official outlines."""
        return replace(sheet, quality=OWN, source=source_of(self.operation), places=places)

    def _around(self, looking: Looking) -> tuple[Polygons, ...]:
        """What lies around the place that is looked at, to be drawn quietly."""
        if looking.view == COUNTRY:
            return tuple(o.polygons for o in read_outlines(REFERENCE / "context.geojson"))
        level, own = (
            ("province", looking.provinces)
            if looking.view == PROVINCE
            else ("department", looking.departments)
        )
        whole = Looking(COUNTRY, level, (level,))
        others = self._own(level, whole) or self._matched(REFERENCE / _FILES[level], level, whole)
        return tuple(shape for code, shape in others.items() if code not in own)

    def _pointed(self, looking: Looking, level: str) -> Sheet | None:
        rows = self._at(level, looking).dropna(subset=["latitude", "longitude"])
        points = {
            row.place_code: (float(row.longitude), float(row.latitude))
            for row in rows.itertuples(index=False)
        }
        if not points:
            return None
        return Sheet(looking.view, SYMBOLS, level, self._names(points), {}, points)

    def _own(self, level: str, looking: Looking) -> dict[str, Polygons]:
        """The official outlines; none where they leave out more than half and there are approximate ones of all."""
        is_close = looking.view != COUNTRY
        found = outlines_of(self.operation, level, is_close=is_close)
        if not found:
            return {}
        wanted = set(self._at(level, looking)["place_code"])
        own = {code: shape for code, shape in found.items() if code in wanted}
        if self.operation.country == "PE" and len(own) * 2 < len(wanted):
            return {}
        return thinned(own) if is_close else own

    def _matched(self, path: Path, level: str, looking: Looking) -> dict[str, Polygons]:
        codes = tuple(self._codes(level))
        found = _places_in(path, path.stat().st_mtime_ns, codes, self.operation.country)
        wanted = set(self._at(level, looking)["place_code"])
        return thinned({code: shape for code, shape in found.items() if code in wanted})

    def _at(self, level: str, looking: Looking) -> pd.DataFrame:
        """The places of a level inside the one that is looked at; of the country all of them."""
        rows = self.places[self.places["geo_level"] == level]
        if looking.view == COUNTRY:
            return rows
        if looking.view == PROVINCE:
            return rows[rows["province_code"].isin(looking.provinces)]
        return rows[rows["department_code"].isin(looking.departments)]

    def _codes(self, level: str) -> list[str]:
        return list(self.places.loc[self.places["geo_level"] == level, "place_code"])

    def _names(self, codes: Mapping[str, object]) -> dict[str, str]:
        rows = self.places[self.places["place_code"].isin(list(codes))]
        known = dict(zip(rows["place_code"], rows["name"], strict=True))
        return {code: known.get(code) or code for code in codes}
