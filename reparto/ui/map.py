"""The pieces of the Map page: what is asked for a view, the map that answers clicks, and the ways in and back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import map as charts
from reparto.charts.look import CONFIG
from reparto.language import _
from reparto.maps.areas import Area, Picture, outside_of, picture
from reparto.maps.atlas import (
    COUNTRY,
    DEPARTMENT,
    HEXAGONS,
    RANKING,
    TILES,
    Atlas,
    Sheet,
)
from reparto.maps.deck import AREAS, HEIGHT, deck
from reparto.maps.measures import MEASURES, Measure
from reparto.maps.palette import Palette, palette
from reparto.maps.tiles import METROPOLIS
from reparto.scope import EVERYTHING, FILTERS
from reparto.ui import View, show
from reparto.ui.frame import parameters_now
from reparto.ui.text import md_escape, plain
from reparto.wording import map as wording

# Tiles are drawn on a phone as high as they are wide, and on a wide screen as high as a page shows at once.
_TILES_HIGH, _TILES_HIGH_PHONE = 700, 430


@dataclass(frozen=True)
class MapView:
    """One look at the map: the sheet, what is drawn on it, and the places that lead on."""

    view: View
    sheet: Sheet
    picture: Picture
    table: pd.DataFrame
    colours: Palette
    department: str | None

    @property
    def key(self) -> str:
        """A key that changes with what is chosen, so that a click is answered once."""
        scope = self.view.scope
        chosen = "_".join([*scope.department, *scope.province, *scope.district])
        return f"{self.sheet.view}_{self.picture.measure.key}_{chosen}"


def choose_measure() -> Measure:
    """The measure switch; the choice is part of the link."""
    chosen = st.segmented_control(
        _("Show"),
        list(MEASURES),
        default="coverage",
        format_func=lambda key: MEASURES[key].named(),
        key="measure",
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    return MEASURES[chosen or "coverage"]


def look_at(view: View, measure: Measure) -> MapView:
    """Ask what the map of this view shows; a district that is chosen is outlined among its neighbours."""
    places = view.ask("places/map_places", EVERYTHING)
    atlas = Atlas(view.operation, places)
    scope = view.scope
    kind = atlas.view_for(scope)
    departments = atlas.departments_of(scope)
    sheet = atlas.sheet(kind, departments)
    if kind == COUNTRY and sheet.level == "department":
        table = view.ask("coverage/map_departments")
        if scope.district or scope.province:
            table = table.assign(is_part=True)
    else:
        within = tuple(sorted(departments)) if kind != COUNTRY else scope.department
        table = view.ask("coverage/map_districts", replace(scope, department=within, district=()))
    if sheet.how == RANKING:
        located = table[table["geo_level"] == sheet.level]
        names = dict(
            zip(located["place_code"], located["name"].fillna(located["place_code"]), strict=True)
        )
        sheet = replace(sheet, names=names)
    rows = places[places["geo_level"] == sheet.level].to_dict("records")
    outside = outside_of(rows, departments, scope.province)
    colours = palette(st.context.theme.type == "dark")
    shown = picture(table, measure, colours, sheet.names, chosen=scope.district, outside=outside)
    name = None
    if kind == DEPARTMENT:
        found = places.loc[places["place_code"].isin(departments), "name"]
        name = plain(found.iloc[0]) if len(found) else None
    return MapView(view, sheet, shown, table, colours, name)


def way_back(here: MapView) -> None:
    """Where the map stands, each step a link back; on the country map the way to the tiles."""
    view, scope = here.view, here.view.scope
    if here.sheet.view == COUNTRY:
        if Atlas(view.operation, view.ask("places/map_places", EVERYTHING)).has_tiles:
            view.link(
                "map",
                _("Lima and Callao, district by district"),
                icon=":material/hive:",
                department=METROPOLIS,
                province=None,
                district=None,
            )
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view.link(
            "map",
            _("Whole country"),
            icon=":material/arrow_back:",
            department=None,
            province=None,
            district=None,
        )
        if here.sheet.view == TILES and set(scope.department) != set(METROPOLIS):
            view.link(
                "map",
                _("Lima and Callao"),
                icon=":material/hive:",
                department=METROPOLIS,
                province=None,
                district=None,
            )
        elif scope.district or scope.province:
            label = _("Lima and Callao") if here.sheet.view == TILES else here.department or "—"
            view.link("map", label, icon=":material/arrow_back:", province=None, district=None)


def draw_map(here: MapView) -> None:
    """Draw the map; a click, or a choice from the list beside it, opens the place."""
    alt = plain(wording.alternative(here.sheet, here.picture))
    if here.sheet.how == RANKING:
        figure = charts.ranking(here.picture, here.colours)
        st.plotly_chart(figure, width="stretch", config=CONFIG, key=f"ranking_{here.key}", alt=alt)
        return
    if here.sheet.how == HEXAGONS:
        figure = charts.tiles(here.picture, here.colours, _tiles_high())
        chosen = st.plotly_chart(
            figure,
            width="stretch",
            config=CONFIG,
            key=f"tiles_{here.key}",
            alt=alt,
            on_select="rerun",
            selection_mode="points",
        )
        codes = [point["customdata"][0] for point in chosen["selection"]["points"]]
    else:
        chosen = st.pydeck_chart(
            deck(here.sheet, here.picture, here.colours),
            width="stretch",
            height=HEIGHT,
            key=f"map_{here.key}",
            alt=alt,
            on_select="rerun",
            selection_mode="single-object",
        )
        codes = [_code_of(found) for found in chosen["selection"]["objects"].get(AREAS, [])]
    for code in codes:
        _open(here, here.picture.find(code))


def _code_of(found: dict[str, Any]) -> str | None:
    return found.get("properties", found).get("code")


def _tiles_high() -> int:
    agent = st.context.headers.get("User-Agent", "")
    return _TILES_HIGH_PHONE if "Mobile" in agent else _TILES_HIGH


def choose_place(here: MapView) -> None:
    """The list that does what a click does, for keyboards, readers and small places."""
    areas = sorted((a for a in here.picture.drawn if a.can_be_chosen), key=lambda area: area.name)
    if not areas:
        return
    names = {area.code: f"{area.name} · {area.written}" for area in areas}
    code = st.selectbox(
        wording.place_prompt(here.sheet),
        list(names),
        index=None,
        format_func=lambda code: names[code],
        placeholder=_("Choose from the list"),
        key=f"place_{here.key}",
    )
    if code:
        _open(here, here.picture.find(code))


def _open(here: MapView, area: Area | None) -> None:
    """Filter to a place that was clicked or chosen, keeping what else is in the link."""
    if area is None or not area.can_be_chosen:
        return
    is_department = here.sheet.level == "department"
    if area.code in here.view.scope.district:
        return
    kept = {
        name: values
        for name, values in parameters_now().items()
        if name in (*FILTERS, "lang", "operation", "measure")
    }
    kept["department" if is_department else "district"] = [str(area.code)]
    if is_department:
        kept.pop("district", None)
        kept.pop("province", None)
    st.switch_page("pages/map.py", query_params=kept)


def draw_legend(here: MapView) -> None:
    """The legend, and in the same colours what the map cannot show."""
    lines = here.picture.legend
    with st.container(border=True, gap="small"):
        st.markdown(
            f"**{md_escape(here.picture.measure.named())}**",
            help=md_escape(here.picture.measure.explained()),
        )
        st.plotly_chart(
            charts.legend(lines, here.colours),
            width="stretch",
            config=CONFIG,
            key="map_legend",
            alt=plain(wording.legend_alternative(lines)),
        )
    if here.picture.beside:
        with st.container(border=True, gap="small", key="beside_the_map"):
            st.markdown("**" + md_escape(_("Counted, but not on the map")) + "**")
            st.plotly_chart(
                charts.beside(here.picture.beside, here.colours),
                width="stretch",
                config=CONFIG,
                key="map_beside",
                alt=plain(wording.beside_alternative(here.picture.beside)),
            )


def draw_table(here: MapView) -> None:
    """Every area and every row beside the map, to be sorted by any column."""
    areas = [*here.picture.reported, *here.picture.beside]
    rows = pd.DataFrame([dict(area.row or {}) | {"place": area.name} for area in areas])
    show.table(rows, _columns(here), key="map_table", alt=wording.title(here.sheet, here.picture))
    show.download(rows, "map", columns={"place_code": None} | _columns(here))


def _columns(here: MapView) -> dict[str, Any]:
    is_department = here.sheet.level == "department"
    return {
        "place": show.text(_("Department") if is_department else _("District")),
        "coverage_rate": show.rate(_("Coverage")),
        "households_reached": show.count(_("Families reached")),
        "households_targeted": show.count(_("Families targeted")),
        "households_gap": show.count(_("Gap in families")),
        "partners_active": show.count(_("Partners present")),
        "last_delivery": show.day(_("Last delivery")),
    }


def each(lines: Iterable[str | None], write: Callable[[str], Any]) -> None:
    """Write the lines that there are."""
    for line in lines:
        if line:
            write(md_escape(line))
