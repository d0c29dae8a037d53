"""Where a reader stands on the map: which place is looked at, and which places are drawn inside it."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from reparto.maps.tiles import METROPOLIS, METROPOLIS_PROVINCES
from reparto.scope import Scope

COUNTRY, DEPARTMENT, PROVINCE, TILES = "country", "department", "province", "tiles"
LEVELS = ("department", "province", "district")


@dataclass(frozen=True)
class Looking:
    """The place that is looked at (``view``), the level that is drawn in it, and the levels that could be.

    ``departments`` and ``provinces`` are the codes that the filters name, themselves or through their districts.
    """

    view: str
    level: str
    levels: tuple[str, ...]
    departments: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()

    @property
    def is_usual(self) -> bool:
        """Whether the level is the one that this view opens on."""
        return self.level == self.levels[0]


def looking_at(
    places: pd.DataFrame, scope: Scope, *, has_tiles: bool, level: str | None = None
) -> Looking:
    """What the filters of places ask for: a single department or province opens itself, Lima and Callao the tiles.

    ``level`` is what the reader wants to see there; one that the place does not have is dropped.
    """
    departments = _parents(
        places, scope.department, (*scope.province, *scope.district), "department_code"
    )
    provinces = _parents(places, scope.province, scope.district, "province_code")
    view = COUNTRY
    if has_tiles and departments and departments <= set(METROPOLIS):
        view = TILES if provinces <= set(METROPOLIS_PROVINCES) else DEPARTMENT
    if view == COUNTRY and len(departments) == 1:
        view = DEPARTMENT
    if view == DEPARTMENT and len(provinces) == 1:
        view = PROVINCE
    if view == TILES and level == "province" and len(departments) == 1:
        view = DEPARTMENT
    levels = _levels(places, view, departments, provinces, has_tiles)
    return Looking(
        view,
        level if level in levels else levels[0],
        levels,
        frozenset(departments),
        frozenset(provinces),
    )


def _parents(
    places: pd.DataFrame, chosen: Collection[str], below: Collection[str], column: str
) -> set[str]:
    """The places that are chosen at a level; else those that the places chosen below it lie in."""
    if chosen:
        return set(chosen)
    inside = places[places["place_code"].isin([*below])]
    return set(inside[column].dropna())


def _levels(
    places: pd.DataFrame, view: str, departments: set[str], provinces: set[str], has_tiles: bool
) -> tuple[str, ...]:
    """The levels that a view can draw, the usual one first."""
    here = places[places["department_code"].isin(departments)] if departments else places
    known = {level for level in LEVELS if (here["geo_level"] == level).any()}
    if view == COUNTRY:
        found = [level for level in LEVELS if (places["geo_level"] == level).any()]
        return tuple(found) or ("district",)
    if view in (PROVINCE, TILES):
        of_lima = view == TILES and len(departments) == 1 and not provinces
        return ("district", "province") if of_lima and _several(here) else ("district",)
    if "province" not in known or not _several(here):
        return ("district",)
    # Of Lima the tiles are what is usual; a reader who asked for its provinces goes back to them by district.
    is_usual_district = (has_tiles and departments <= set(METROPOLIS)) or len(provinces) > 1
    return ("district", "province") if is_usual_district else ("province", "district")


def _several(places: pd.DataFrame) -> bool:
    return int((places["geo_level"] == "province").sum()) > 1
