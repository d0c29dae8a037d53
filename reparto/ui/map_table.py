"""The table below the map: every area and every row beside it; each cell opens the passport of its own figure."""

from dataclasses import replace
from typing import Any

import pandas as pd

from reparto.language import _
from reparto.maps.areas import Area, families_of_target
from reparto.ui import show
from reparto.ui.asked import Asked
from reparto.ui.map import MapView, is_light, scope_drawn
from reparto.ui.text_tables import text_table
from reparto.wording import map as wording
from reparto.wording.map import level_name
from reparto.wording.people import as_known


def draw_table(here: MapView) -> None:
    """Every area and every row beside the map, to be sorted by any column."""
    areas = [*here.picture.reported, *here.picture.beside]
    areas.sort(key=lambda area: here.order.get(area.code, len(here.order)))
    if is_light(here):
        _draw_light_table(here, areas)
        return
    rows = pd.DataFrame(
        [
            as_known(area.row or {}) | {"place": area.name, "asked": _asked(here, area)}
            for area in areas
        ]
    )
    show.table(
        rows,
        _columns(here),
        key="map_table",
        alt=wording.title(here.sheet, here.picture),
        asks=Asked(f"coverage/map_{here.sheet.level}s", scope_drawn(here.view.scope, here.looking)),
    )
    show.download(rows, "map", columns={"place_code": None} | _columns(here))


def _asked(here: MapView, area: Area) -> dict[str, Asked]:
    """What each figure of a row answers: the table's question, or the one that the measure has of its own."""
    scope, level = scope_drawn(here.view.scope, here.looking), here.sheet.level
    found = area.row or {}
    geo_level = found.get("geo_level")
    is_placed = here.view.scope.department or here.view.scope.province or here.view.scope.district
    if geo_level in ("none", "country") and is_placed:
        # No filter of places reaches these rows: they are asked for beside all departments.
        scope = replace(here.view.scope, department=(), province=(), district=())
        level = "department"
    row: tuple[tuple[str, Any], ...] = (
        ("place_code", area.code if isinstance(area.code, str) else None),
        ("geo_level", geo_level),
    )
    own = here.picture.measure
    asked = {
        name: Asked(f"coverage/map_{level}s", scope, name, row)
        for name in _columns(here)
        if name in found
    }
    if own.asks:
        told = (("map_level", level), *row)
        asked |= {n: Asked(own.asks, scope, n, told) for n in (own.column, *own.more)}
    if own.column in asked:
        # A cell that only names the place opens the measure of the map: the last one.
        asked[own.column] = asked.pop(own.column)
    return asked


def _draw_light_table(here: MapView, areas: list[Area]) -> None:
    """The same places as a table of text, which needs no more of the browser than the page does."""
    measure = here.picture.measure
    columns = {"place": level_name(here.sheet.level), "written": measure.named()}
    if measure.key != "reached":
        columns["families"] = _("Families")
    text_table(
        [
            {
                "place": area.name,
                "written": area.written,
                "families": families_of_target(area.row or {}),
            }
            for area in areas
        ],
        columns,
        alt=wording.title(here.sheet, here.picture),
    )


def _columns(here: MapView) -> dict[str, Any]:
    return {
        "place": show.text(level_name(here.sheet.level)),
        "coverage_rate": show.rate(_("Coverage")),
        "households_reached": show.count(_("Families reached")),
        "persons_reached": show.count(_("People reached")),
        "households_targeted": show.count(_("Families targeted")),
        "households_gap": show.count(_("Gap in families")),
        "partners_active": show.count(_("Partners present")),
        "last_delivery": show.day(_("Last delivery")),
        "days_food_per_person": show.quantity(_("Days of food")),
        "days_water_per_person": show.quantity(_("Days of water")),
        "rows_left_out": show.count(_("Rows without contents")),
        "verified_rate": show.rate(_("Verified")),
        "rows_settled": show.count(_("Rows finished")),
        "households_overlap": show.count(_("Families served twice")),
        "households_keyed": show.count(_("Families known one by one")),
    }
