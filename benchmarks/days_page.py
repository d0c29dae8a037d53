"""One map through the days on a page of its own, in one of three ways: ``?way=payload|frames|reruns&areas=25``.

The page that ``benchmarks.map_days`` opens. The rows are made up, the same for every way.
"""

import random
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reparto.charts import map as charts
from reparto.charts.look import figure
from reparto.demonstration import DEMONSTRATION
from reparto.maps.areas import picture
from reparto.maps.atlas import HEXAGONS, Atlas, Sheet
from reparto.maps.days import MapDays, map_days
from reparto.maps.deck import deck
from reparto.maps.measures import MEASURES
from reparto.maps.palette import LIGHT
from reparto.maps.tiles import METROPOLIS, lima_callao_tiles
from reparto.operation import REFERENCE, load_operation
from reparto.scope import Scope
from reparto.ui.map_days import play

LEVELS = {25: "department", 196: "province", 1891: "district"}
FIRST, DAYS, DELIVERIES = date(2020, 4, 1), 60, 12
OPERATION = load_operation(DEMONSTRATION)


@st.cache_resource
def drawn(areas: int) -> tuple[Sheet, pd.DataFrame, MapDays]:
    """The sheet of so many areas, its table and its days: every area is served on a dozen of sixty days."""
    atlas = Atlas(OPERATION, _places())
    scope, level = (Scope(department=METROPOLIS), None) if areas == 50 else (Scope(), LEVELS[areas])
    sheet = atlas.sheet(atlas.looking(scope, level))
    chance = random.Random(areas)
    days = []
    table = []
    for code in sheet.names:
        reached = 0
        for day in sorted(chance.sample(range(DAYS), DELIVERIES)):
            reached += chance.randint(1, 40)
            days.append(_figures(code, sheet.level, reached) | {"day": FIRST + timedelta(day)})
        table.append(
            _figures(code, sheet.level, reached)
            | {"name": sheet.names[code], "households_targeted": 250, "deliveries": DELIVERIES}
        )
    rows = pd.DataFrame(table)
    found = map_days(rows, pd.DataFrame(days), MEASURES["coverage"], LIGHT, sheet.names)
    assert found is not None and len(sheet.names) == areas
    return sheet, rows, found


def _places() -> pd.DataFrame:
    listed = pd.read_csv(REFERENCE / "districts.csv", dtype=str)
    district = pd.DataFrame({"place_code": listed["ubigeo"], "name": listed["district"]})
    district["geo_level"] = "district"
    district["department_code"] = district["place_code"].str[:2]
    district["province_code"] = district["place_code"].str[:4]
    province = district.assign(place_code=district["province_code"], geo_level="province")
    department = district.assign(place_code=district["department_code"], geo_level="department")
    wider = pd.concat([province, department]).drop_duplicates("place_code")
    return pd.concat([district, wider], ignore_index=True)


def _figures(code: str, level: str, reached: int) -> dict:
    return {
        "place_code": code,
        "geo_level": level,
        "households_reached": reached,
        "persons_reached": 4 * reached,
        "coverage_rate": reached / 250,
        "is_households_known": True,
        "is_persons_known": True,
    }


def by_payload(areas: int) -> None:
    """The product's own way."""
    sheet, _table, days = drawn(areas)
    reached = ["" for _step in days.steps]
    play(sheet, days, LIGHT, OPERATION, reached)


def by_frames(areas: int) -> None:
    """Plotly's frames: a map without a style, or hexagons as markers."""
    sheet, _table, days = drawn(areas)
    codes = [area.code for area in days.drawn]
    places = {line.key: at for at, line in enumerate(days.classes)}
    steps = [
        [places[area.at(step).shade.key] for area in days.drawn] for step in range(len(days.steps))
    ]
    colours = [line.colour for line in days.classes]
    drawing = figure(560)
    if sheet.how == HEXAGONS:
        spots = [lima_callao_tiles()[code] for code in codes]
        x, y = [spot.x for spot in spots], [spot.y for spot in spots]
        drawing.add_scatter(x=x, y=y, mode="markers", marker={"symbol": "hexagon", "size": 40})
        frames = [{"marker": {"color": [colours[at] for at in step]}} for step in steps]
        made = [go.Frame(data=[go.Scatter(**data)], name=str(at)) for at, data in enumerate(frames)]
    else:
        shares = max(len(colours) - 1, 1)
        drawing.add_choroplethmap(
            geojson=_geojson(sheet),
            locations=codes,
            z=steps[-1],
            zmin=0,
            zmax=shares,
            showscale=False,
            colorscale=[[at / shares, colour] for at, colour in enumerate(colours)],
        )
        drawing.update_layout(
            map={"style": "white-bg", "center": {"lon": -75, "lat": -9.5}, "zoom": 4}
        )
        made = [
            go.Frame(data=[go.Choroplethmap(z=step)], name=str(at)) for at, step in enumerate(steps)
        ]
    drawing.frames = made
    quick = {"frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    button = {"label": "Play", "method": "animate", "args": [None, quick | {"fromcurrent": False}]}
    drawing.update_layout(updatemenus=[{"type": "buttons", "buttons": [button], "x": 0, "y": 1}])
    st.plotly_chart(drawing, width="stretch", key="frames")


def _geojson(sheet: Sheet) -> dict:
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {},
            "geometry": {"type": "MultiPolygon", "coordinates": shape},
        }
        for code, shape in sheet.shapes.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def by_reruns(areas: int) -> None:
    """Streamlit's slider: each step is a rerun that draws the map of that day."""
    sheet, _table, days = drawn(areas)
    step = st.slider("Day", 0, len(days.steps) - 1, 0)
    rows = pd.DataFrame([dict(area.at(step).row or {}) for area in days.drawn])
    shown = replace(
        picture(rows, days.measure, LIGHT, sheet.names), scale=days.scale, measure=days.measure
    )
    if sheet.how == HEXAGONS:
        st.plotly_chart(charts.tiles(shown, LIGHT, 560), width="stretch", key="tiles")
    else:
        st.pydeck_chart(deck(sheet, shown, LIGHT), width="stretch", height=540, key="deck")
    st.markdown(f"step {step} drawn")


ways = {"payload": by_payload, "frames": by_frames, "reruns": by_reruns}
ways[st.query_params["way"]](int(st.query_params["areas"]))
st.markdown("the end")
