"""The tables of the look "compare": each place with its value on every side; each cell knows what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from reparto.language import _, number
from reparto.maps.areas import Area, Picture
from reparto.maps.compare import Compared, comparable
from reparto.maps.measures import DAY, NEED, RATE, SHARE, Measure
from reparto.scope import Scope
from reparto.ui import show
from reparto.ui.asked import Asked
from reparto.ui.map import MapView
from reparto.ui.text import spreadsheet_safe
from reparto.ui.text_tables import text_table
from reparto.wording import map_compare as wording


@dataclass(frozen=True)
class TableColumn:
    """One side in a table: its name, its picture, and the filters of what is drawn of it."""

    name: str
    picture: Picture
    scope: Scope


def draw_table_of_two(
    sides: Sequence[TableColumn], places: Sequence[Compared], here: MapView
) -> None:
    """Both values of each place and the difference; the places come in the order they are given."""
    measure, level = here.picture.measure, here.sheet.level
    rows = [
        {
            "place": place.name,
            "first": place.first,
            "second": place.second,
            "difference": place.difference,
            "asked": {
                column: _asked(side, place.code, place.level, level)
                for column, side in zip(("first", "second"), sides, strict=True)
            },
        }
        for place in places
    ]
    is_need = measure.kind == NEED
    columns = {
        "place": show.text(_("Place")),
        "first": _column(measure, sides[0].name),
        "second": _column(measure, sides[1].name),
        "difference": (show.quantity if is_need else show.count)(wording.difference_label(measure)),
    }
    labels = {
        "place": _("Place"),
        "first": sides[0].name,
        "second": sides[1].name,
        "difference": wording.difference_label(measure),
    }
    _draw(sides, rows, columns, labels, here)


def draw_table_of_many(sides: Sequence[TableColumn], here: MapView) -> None:
    """The value of each place on every side, the places as the map's own table has them."""
    measure = here.picture.measure
    names: dict[tuple[str, str | None], str] = {}
    of_sides = []
    for side in sides:
        own = {_place(area): area for area in (*side.picture.reported, *side.picture.beside)}
        names = {place: area.name for place, area in own.items()} | names
        of_sides.append(own)
    keys = [f"side_{at}" for at in range(len(sides))]
    rows = []
    for place in sorted(names, key=lambda place: here.order.get(place[1], len(here.order))):
        level, code = place
        values = [comparable(measure, own.get(place)) for own in of_sides]
        asked = [_asked(side, code, level, here.sheet.level) for side in sides]
        rows.append(
            {"place": names[place], "asked": dict(zip(keys, asked, strict=True))}
            | dict(zip(keys, values, strict=True))
        )
    labels = {"place": _("Place")} | {key: side.name for key, side in zip(keys, sides, strict=True)}
    columns = {"place": show.text(_("Place"), pinned=True)} | {
        key: _column(measure, labels[key]) for key in keys
    }
    _draw(sides, rows, columns, labels, here)


def _draw(
    sides: Sequence[TableColumn],
    rows: list[dict[str, Any]],
    columns: Mapping[str, Any],
    labels: Mapping[str, str],
    here: MapView,
) -> None:
    if not rows:
        return
    alt = wording.table_title(here.sheet, here.picture, [side.name for side in sides])
    if st.query_params.get("light") == "1":
        text_table([_written(row, here.picture.measure) for row in rows], labels, alt=alt)
        return
    asks = Asked(f"coverage/map_{here.sheet.level}s", sides[-1].scope)
    table = pd.DataFrame(rows)
    show.table(table, columns, key="map_compare", alt=alt, asks=asks)
    named = table[list(labels)].set_axis(_apart(list(labels.values())), axis="columns")
    show.download(named, "map_compare")


def _apart(labels: list[str]) -> list[str]:
    """The headers of a file, safe for spreadsheets: one that is there already is numbered."""
    return [
        str(spreadsheet_safe(label if labels.index(label) == at else f"{label} ({at})"))
        for at, label in enumerate(labels)
    ]


def _written(row: Mapping[str, Any], measure: Measure) -> dict[str, str]:
    """The row as the reader writes its values."""
    written = {"place": str(row["place"])}
    for key, value in row.items():
        if key == "difference":
            written[key] = number(value, 1)
        elif key not in ("place", "asked"):
            written[key] = measure.written(value)
    return written


def _asked(side: TableColumn, code: str | None, level: str, map_level: str) -> Asked:
    """What a cell answers: the measure of one place on one side."""
    measure, scope = side.picture.measure, side.scope
    if level in ("none", "country") and (scope.department or scope.province or scope.district):
        # No filter of places reaches these rows: they are asked for beside all departments.
        scope, map_level = replace(scope, department=(), province=(), district=()), "department"
    row: tuple[tuple[str, Any], ...] = (("place_code", code), ("geo_level", level))
    if measure.asks:
        return Asked(measure.asks, scope, measure.column, (("map_level", map_level), *row))
    return Asked(f"coverage/map_{map_level}s", scope, measure.column, row)


def _column(measure: Measure, label: str) -> Any:
    if measure.kind in (RATE, SHARE):
        return show.rate(label)
    if measure.kind == DAY:
        return show.day(label)
    return show.quantity(label) if measure.kind == NEED else show.count(label)


def _place(area: Area) -> tuple[str, str | None]:
    code = area.code if isinstance(area.code, str) else None
    return str((area.row or {})["geo_level"]), code
