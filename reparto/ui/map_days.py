"""The look “Day by day”: the same places through the days, played in the browser from one payload."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.map_days import payload
from reparto.language import _, current_language
from reparto.maps.areas import outside_of
from reparto.maps.atlas import RANKING, Sheet
from reparto.maps.days import MEASURES_OF_DAYS, MapDays, map_days
from reparto.maps.looking import COUNTRY
from reparto.maps.measures import MEASURES, Measure
from reparto.maps.palette import Palette
from reparto.operation import Operation
from reparto.ui import View, show
from reparto.ui.map import MapView, scope_drawn
from reparto.ui.text import md_escape, plain
from reparto.wording import map as wording_of_maps
from reparto.wording import map_days as wording
from reparto.wording.map import level_name
from reparto.wording.people import lacks_families

_FOLDER = Path(__file__).parent
_SCRIPT = (_FOLDER / "map_days.js").read_text(encoding="utf-8")
_LOOK = (_FOLDER / "map_days.css").read_text(encoding="utf-8")


def draw(here: MapView) -> None:
    """Draw the days of the places that are looked at, with what cannot be drawn beside them, and the table."""
    answer, by_day = _asked(here)
    days = _days_of(here, answer)
    if days is None:
        st.info(md_escape(wording.no_days()), icon=":material/event_busy:")
        return
    operation = here.view.operation
    st.markdown(f"**{md_escape(wording.title(days, operation))}**")
    only = len(days.steps) == 1
    show.sentences(
        line
        for line in (
            wording.one_day(days, operation) if only else wording.first_deliveries(days, operation),
            wording.other_measure(days) if days.measure != here.picture.measure else None,
            wording.undated(by_day),
        )
        if line
    )
    play(here.sheet, days, here.colours, operation, wording.totals(days, by_day))
    notes = [
        wording.counted_from(operation),
        wording.numbers(days) if here.sheet.how != RANKING else None,
        wording.one_scale(),
        wording.steps(days),
        wording.periods(by_day),
        wording.circles() if here.sheet.points else None,
        *wording_of_maps.notes(here.sheet),
    ]
    st.caption(md_escape(" ".join(note for note in notes if note)))
    _table(here, days)


def _asked(here: MapView) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The days of the areas, those of the rows that no filter of places can reach, and the days of the whole view."""
    view: View = here.view
    drawn = scope_drawn(view.scope, here.looking)
    days = view.ask(f"coverage/map_{here.sheet.level}_days", drawn)
    if view.scope.department or view.scope.province or view.scope.district:
        everywhere = replace(view.scope, department=(), province=(), district=())
        wider = view.ask("coverage/map_department_days", everywhere)
        wider = wider[wider["geo_level"].isin(["none", "country"])]
        days = pd.concat([days, wider], ignore_index=True)
    return days, view.ask("coverage/by_day", drawn)


def _days_of(here: MapView, answer: pd.DataFrame) -> MapDays | None:
    rows = here.places[here.places["geo_level"] == here.sheet.level].to_dict("records")
    scope = here.view.scope
    departments = here.looking.departments if here.looking.view != COUNTRY else scope.department
    return map_days(
        here.table,
        answer,
        _measure(here),
        here.colours,
        here.sheet.names,
        chosen=(*scope.province, *scope.district),
        outside=outside_of(rows, set(departments), scope.province),
    )


def _measure(here: MapView) -> Measure:
    """The measure chosen, where it is known day by day; else coverage, or what there is without targets."""
    if here.picture.measure.key in MEASURES_OF_DAYS:
        return here.picture.measure
    if here.table["households_targeted"].notna().any():
        return MEASURES["coverage"]
    known = here.table["is_households_known"].dropna()
    lacks = lacks_families({"is_households_known": bool(known.any()) if len(known) else None})
    return MEASURES["people" if lacks else "reached"]


def play(
    sheet: Sheet, days: MapDays, colours: Palette, operation: Operation, reached: list[str]
) -> None:
    """Mount the map with its slider; ``reached`` is said at each step."""
    said: dict[str, Any] = {
        "alt": plain(wording.alternative(days, operation, reached)),
        "steps": [wording.written(moment, operation) for moment in days.steps],
        "reached": reached,
        "measure": days.measure.named(),
        "words": wording.words(),
        "language": {"es": "es-PE"}.get(current_language(), "en"),
    }
    data = payload(sheet, days, colours, said)
    # The day that is shown stays while the same days are shown.
    data["key"] = hashlib.sha256(json.dumps(data["steps"]).encode()).hexdigest()[:12]
    component = st.components.v2.component(
        "map_days", html='<div class="days"></div>', css=_LOOK, js=_SCRIPT
    )
    component(data=data, key="map_days")


def _table(here: MapView, days: MapDays) -> None:
    """The places in the order of their first delivery, those without one last."""
    never = [area for area in days.drawn if area.order is None and area.changes[-1].row]
    operation = here.view.operation
    rows = []
    for area in (*days.in_order, *never, *days.beside):
        row = area.changes[-1].row or {}
        day_one = operation.day_one
        rows.append(
            {
                "place_code": area.code,
                "order": area.order,
                "place": area.name,
                "first_delivery": area.first,
                "day_number": (area.first - day_one).days + 1 if area.first and day_one else None,
                "coverage_rate": row.get("coverage_rate"),
                "households_reached": row.get("households_reached"),
                "persons_reached": row.get("persons_reached"),
            }
        )
    columns = {
        "order": show.count(_("Began as number")),
        "place": show.text(level_name(here.sheet.level)),
        "first_delivery": show.day(_("First delivery")),
        "day_number": show.count(operation.day_label[:1].upper() + operation.day_label[1:]),
        "coverage_rate": show.rate(_("Coverage")),
        "households_reached": show.count(_("Families reached")),
        "persons_reached": show.count(_("People reached")),
    }
    if operation.day_one is None:
        del columns["day_number"]
    frame = pd.DataFrame(rows)
    show.table(frame, columns, key="map_days_table", alt=wording.title(days, operation))
    show.download(frame, "map_days", columns={"place_code": None} | columns)
