"""The Map page's picture: what is asked for a view, the map that answers clicks, its legend and its table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import map as charts
from reparto.charts.look import CONFIG
from reparto.maps.areas import Area, Picture, outside_of, picture
from reparto.maps.atlas import HEXAGONS, OUTLINES, RANKING, SYMBOLS, Atlas, Sheet
from reparto.maps.deck import AREAS, HEIGHT, deck
from reparto.maps.light import light_map
from reparto.maps.looking import COUNTRY, DEPARTMENT, LEVELS, PROVINCE, Looking
from reparto.maps.measures import Measure, with_columns
from reparto.maps.palette import Palette, palette
from reparto.scope import EVERYTHING, LOOK, Scope
from reparto.ui import View
from reparto.ui.frame import parameters_now
from reparto.ui.text import md_escape, plain
from reparto.wording import map as wording

# Tiles are drawn on a phone as high as they are wide, and on a wide screen as high as a page shows at once.
_TILES_HIGH, _TILES_HIGH_PHONE = 760, 430


@dataclass(frozen=True)
class MapView:
    """One look at the map: where the reader stands, the sheet, what is drawn on it, and the table behind it."""

    view: View
    looking: Looking
    sheet: Sheet
    picture: Picture
    table: pd.DataFrame
    colours: Palette
    places: pd.DataFrame
    has_tiles: bool

    @property
    def departments(self) -> tuple[str, ...]:
        """The codes of the departments that are looked at; none of the whole country."""
        return tuple(sorted(self.looking.departments))

    @property
    def order(self) -> dict[str | None, int]:
        """The order in which the question answers places: least covered first."""
        return {code: at for at, code in enumerate(self.table["place_code"])}

    @property
    def key(self) -> str:
        """A key that changes with what is chosen, so that a click is answered once."""
        scope = self.view.scope
        chosen = "_".join([*scope.department, *scope.province, *scope.district])
        return f"{self.sheet.view}_{self.sheet.level}_{self.sheet.how}_{self.picture.measure.key}_{chosen}"

    def name_of(self, code: str) -> str:
        """What a place is called."""
        found = self.places.loc[self.places["place_code"] == code, "name"].dropna()
        return plain(found.iloc[0]) if len(found) else code


def look_at(view: View, measure: Measure) -> MapView:
    """Ask what the map of this view shows; a place that is chosen is outlined among its neighbours."""
    places = view.ask("places/map_places", EVERYTHING)
    atlas = Atlas(view.operation, places)
    scope = view.scope
    looking = atlas.looking(scope, st.query_params.get("level"))
    sheet = atlas.sheet(looking, st.query_params.get("drawn"))
    if within := looking.provinces if looking.view == PROVINCE else looking.departments:
        names = places.loc[places["place_code"].isin(within), "name"].dropna()
        if looking.view in (DEPARTMENT, PROVINCE):
            sheet = replace(sheet, within=plain("".join(names.iloc[:1])))
    table = ask_areas(view, sheet.level, measure, scope_drawn(scope, looking))
    if scope.department or scope.province or scope.district:
        table = pd.concat([table, _without_place(view, measure)], ignore_index=True)
    if sheet.how == RANKING:
        located = table[table["geo_level"] == sheet.level]
        named = located["name"].fillna(located["place_code"])
        sheet = replace(sheet, names=dict(zip(located["place_code"], named, strict=True)))
    rows = places[places["geo_level"] == sheet.level].to_dict("records")
    departments = looking.departments if looking.view != COUNTRY else set(scope.department)
    outside = outside_of(rows, departments, scope.province)
    colours = palette(st.context.theme.type == "dark")
    chosen = (*scope.province, *scope.district)
    shown = picture(table, measure, colours, sheet.names, chosen=chosen, outside=outside)
    return MapView(view, looking, sheet, shown, table, colours, places, atlas.has_tiles)


def scope_drawn(scope: Scope, looking: Looking) -> Scope:
    """The filters of what is drawn: a place that is chosen inside the one that is looked at keeps its neighbours."""
    if looking.view == COUNTRY:
        return scope
    drawn = replace(scope, department=tuple(sorted(looking.departments)), province=(), district=())
    if looking.view == PROVINCE:
        return replace(drawn, province=tuple(sorted(looking.provinces)))
    return drawn


def ask_areas(view: View, level: str, measure: Measure, scope: Scope) -> pd.DataFrame:
    """The areas of a level, with the measure's column where that has a question of its own."""
    table = view.ask(f"coverage/map_{level}s", scope)
    if measure.asks is None:
        return table
    return with_columns(table, view.ask(measure.asks, scope), measure, level)


def _without_place(view: View, measure: Measure) -> pd.DataFrame:
    """The rows that no filter of places can reach: they may lie in the places that are looked at."""
    everywhere = replace(view.scope, department=(), province=(), district=())
    table = ask_areas(view, "department", measure, everywhere)
    return table[table["geo_level"].isin(["none", "country"])]


def draw_map(here: MapView) -> None:
    """Draw the map; a click, or a choice from the list beside it, opens the place."""
    alt = plain(wording.alternative(here.sheet, here.picture))
    if is_light(here):
        st.image(light_map(here.sheet, here.picture, here.colours), width=480, alt=alt)
        return
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
            deck(
                here.sheet,
                here.picture,
                here.colours,
                basemap=here.view.operation.basemap,
            ),
            width="stretch",
            height=HEIGHT,
            key=f"map_{here.key}",
            alt=alt,
            on_select="rerun",
            selection_mode="single-object",
        )
        codes = [_code_of(found) for found in chosen["selection"]["objects"].get(AREAS, [])]
    for code in codes:
        open_area(here, here.picture.find(code))


def _code_of(found: dict[str, Any]) -> str | None:
    return found.get("properties", found).get("code")


def _tiles_high() -> int:
    agent = st.context.headers.get("User-Agent", "")
    return _TILES_HIGH_PHONE if "Mobile" in agent else _TILES_HIGH


def open_area(here: MapView, area: Area | None) -> None:
    """Filter to a place that was clicked or chosen, keeping what else is in the link."""
    if area is None or not area.can_be_chosen or area.code is None:
        return
    if area.code in here.view.scope.district:
        return
    go_to(here, {here.sheet.level: area.code})


def go_to(here: MapView, place: Mapping[str, str], **others: str) -> None:
    """Open a place of a level inside the one that is looked at; of no level the whole country."""
    link = link_to(here, place) | {name: [value] for name, value in others.items()}
    # A link to the page that is open would leave the address as it was (Streamlit 1.67).
    st.switch_page("pages/map.py", query_params=link)


def link_to(here: MapView, place: Mapping[str, str]) -> dict[str, list[str]]:
    """The address of a place: what it lies in stays, what lies in it goes, and so does the level that was drawn."""
    link = kept_of_the_address()
    ((level, code),) = place.items()
    row = here.places[here.places["place_code"] == code]
    parents = {} if row.empty else row.iloc[0].to_dict()
    if level == "department":
        return link | {"department": [code]}
    inside = here.looking.departments
    if parent := parents.get("department_code"):
        inside = inside or frozenset([parent])
    if inside:
        link["department"] = sorted(inside)
    if level == "province":
        return link | {"province": [code]}
    if here.looking.view == PROVINCE:
        link["province"] = sorted(here.looking.provinces)
    return link | {"district": [code]}


def kept_of_the_address() -> dict[str, Any]:
    """What a step on the map keeps of the address: everything but the places and the level."""
    wanted = {
        *LOOK,
        "lang",
        "operation",
        "measure",
        "look",
        "drawn",
        "light",
        "compare",
        "a",
        "b",
    } - {*LEVELS}
    return {name: values for name, values in parameters_now().items() if name in wanted}


def notes_of(here: MapView) -> list[str]:
    """What stands under the map: how good its lines are, their source, and who is asked for a background."""
    is_asked = (
        here.view.operation.basemap and here.sheet.how in (OUTLINES, SYMBOLS) and not is_light(here)
    )
    return [*wording.notes(here.sheet), *([wording.basemap_note()] if is_asked else [])]


def draw_legend(here: MapView) -> None:
    """The legend, and in the same colours what the map cannot show; a light map carries its own."""
    if is_light(here):
        return
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


def is_light(here: MapView) -> bool:
    """Whether the reader wants the map as one small picture; bars are no map."""
    return st.query_params.get("light") == "1" and here.sheet.how != RANKING
