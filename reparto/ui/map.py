"""The pieces of the Map page: what is asked for a view, the map that answers clicks, and the ways in and back."""

from collections.abc import Mapping
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
from reparto.scope import EVERYTHING, LOOK
from reparto.ui import View, show
from reparto.ui.frame import parameters_now
from reparto.ui.text import md_escape, plain
from reparto.wording import map as wording
from reparto.wording.people import as_known, lacks_families

# Tiles are drawn on a phone as high as they are wide, and on a wide screen as high as a page shows at once.
_PLACES = ("department", "province", "district")
_TILES_HIGH, _TILES_HIGH_PHONE = 760, 430


@dataclass(frozen=True)
class MapView:
    """One look at the map: the sheet, what is drawn on it, and the places that lead on."""

    view: View
    sheet: Sheet
    picture: Picture
    table: pd.DataFrame
    colours: Palette
    departments: tuple[str, ...]
    has_tiles: bool

    @property
    def order(self) -> dict[str | None, int]:
        """The order in which the question answers places: least covered first."""
        return {code: at for at, code in enumerate(self.table["place_code"])}

    @property
    def key(self) -> str:
        """A key that changes with what is chosen, so that a click is answered once."""
        scope = self.view.scope
        chosen = "_".join([*scope.department, *scope.province, *scope.district])
        return f"{self.sheet.view}_{self.picture.measure.key}_{chosen}"


def choose_measure(view: View) -> Measure:
    """The measure switch. The link carries its code: bound by Streamlit itself, it would carry the label.

    Without any target the map opens on the families reached; on the people, where no row gives families.
    """
    asked = st.query_params.get("measure", "")
    chosen = asked if asked in MEASURES else _usual_measure(view)
    if st.session_state.get("measure_switch") != chosen:
        st.session_state.measure_switch = chosen
    st.segmented_control(
        _("Show"),
        list(MEASURES),
        format_func=lambda key: MEASURES[key].named(),
        key="measure_switch",
        required=True,
        on_change=_measure_chosen,
        label_visibility="collapsed",
    )
    return MEASURES[chosen]


def _usual_measure(view: View) -> str:
    headline = view.ask_row("overview/headline", EVERYTHING)
    if lacks_families(headline):
        return "people"
    return "reached" if headline["households_targeted"] is None else "coverage"


def _measure_chosen() -> None:
    st.query_params["measure"] = st.session_state.measure_switch


def look_at(view: View, measure: Measure) -> MapView:
    """Ask what the map of this view shows; a district that is chosen is outlined among its neighbours."""
    places = view.ask("places/map_places", EVERYTHING)
    atlas = Atlas(view.operation, places)
    scope = view.scope
    kind = atlas.view_for(scope)
    departments = atlas.departments_of(scope)
    sheet = atlas.sheet(kind, departments)
    if kind == DEPARTMENT:
        found = places.loc[places["place_code"].isin(departments), "name"]
        sheet = replace(sheet, within=plain("".join(found.dropna().iloc[:1])))
    if kind == COUNTRY and sheet.level == "department":
        table = view.ask("coverage/map_departments")
    else:
        within = tuple(sorted(departments)) if kind != COUNTRY else scope.department
        table = view.ask("coverage/map_districts", replace(scope, department=within, district=()))
    if scope.department or scope.province or scope.district:
        table = pd.concat([table, _without_place(view)], ignore_index=True)
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
    codes = tuple(sorted(departments))
    return MapView(view, sheet, shown, table, colours, codes, atlas.has_tiles)


def _without_place(view: View) -> pd.DataFrame:
    """The rows that no filter of places can reach: they may lie in the places that are looked at."""
    everywhere = replace(view.scope, department=(), province=(), district=())
    table = view.ask("coverage/map_departments", everywhere)
    return table[table["geo_level"].isin(["none", "country"])]


def way_back(here: MapView) -> None:
    """Where the map stands, each step a link back; on the country map the way to the tiles."""
    scope = here.view.scope
    metropolis = (_("Lima and Callao"), ":material/hive:", {"department": METROPOLIS})
    steps: list[tuple[str, str, Mapping[str, tuple[str, ...]]]] = []
    if here.sheet.view == COUNTRY and here.has_tiles:
        steps = [(_("Lima and Callao, district by district"), ":material/hive:", metropolis[2])]
    elif here.sheet.view != COUNTRY:
        steps = [(_("Whole country"), ":material/arrow_back:", {})]
        if here.sheet.view == TILES and (
            scope.district or set(scope.department) != set(METROPOLIS)
        ):
            steps.append(metropolis)
        elif scope.district or scope.province:
            back = {"department": here.departments}
            steps.append((here.sheet.within or "—", ":material/arrow_back:", back))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for at, (label, icon, places) in enumerate(steps):
            # A link to the page that is open would leave the address as it was (Streamlit 1.67).
            if st.button(md_escape(label), icon=icon, key=f"way_{at}_{here.key}"):
                link = _kept() | {name: list(codes) for name, codes in places.items()}
                st.switch_page("pages/map.py", query_params=link)


def _kept() -> dict[str, Any]:
    """What a step on the map keeps of the address: everything but the places."""
    wanted = {*LOOK, "lang", "operation", "measure"} - set(_PLACES)
    return {name: values for name, values in parameters_now().items() if name in wanted}


def draw_map(here: MapView) -> None:
    """Draw the map; a click, or a choice from the list beside it, opens the place."""
    alt = plain(wording.alternative(here.sheet, here.picture))
    if here.sheet.how == RANKING:
        figure = charts.ranking(here.picture, here.colours)
        if len(figure.data[0].y):
            key = f"ranking_{here.key}"
            st.plotly_chart(figure, width="stretch", config=CONFIG, key=key, alt=alt)
        return
    if here.sheet.how == HEXAGONS:
        figure = charts.tiles(here.picture, here.colours, _tiles_high())
        clicked = st.plotly_chart(
            figure,
            width="stretch",
            config=CONFIG,
            key=f"tiles_{here.key}",
            alt=alt,
            on_select="rerun",
            selection_mode="points",
        )
        codes = [point["customdata"][0] for point in clicked["selection"]["points"]]
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
    if area.code in here.view.scope.district:
        return
    link = _kept()
    if here.sheet.level == "department":
        link["department"] = [str(area.code)]
    else:
        link |= {"department": list(here.departments), "district": [str(area.code)]}
    st.switch_page("pages/map.py", query_params=link)


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
            st.markdown("**" + md_escape(wording.beside_title(here.sheet)) + "**")
            st.plotly_chart(
                charts.beside(here.picture.beside, here.colours),
                width="stretch",
                config=CONFIG,
                key="map_beside",
                alt=plain(wording.beside_alternative(here.picture)),
            )


def draw_table(here: MapView) -> None:
    """Every area and every row beside the map, to be sorted by any column."""
    areas = [*here.picture.reported, *here.picture.beside]
    areas.sort(key=lambda area: here.order.get(area.code, len(here.order)))
    rows = pd.DataFrame([as_known(area.row or {}) | {"place": area.name} for area in areas])
    show.table(
        rows,
        _columns(here),
        key="map_table",
        alt=wording.title(here.sheet, here.picture),
        asks=f"coverage/map_{here.sheet.level}s",
    )
    show.download(rows, "map", columns={"place_code": None} | _columns(here))


def _columns(here: MapView) -> dict[str, Any]:
    is_department = here.sheet.level == "department"
    return {
        "place": show.text(_("Department") if is_department else _("District")),
        "coverage_rate": show.rate(_("Coverage")),
        "households_reached": show.count(_("Families reached")),
        "persons_reached": show.count(_("People reached")),
        "households_targeted": show.count(_("Families targeted")),
        "households_gap": show.count(_("Gap in families")),
        "partners_active": show.count(_("Partners present")),
        "last_delivery": show.day(_("Last delivery")),
    }
