"""The ways on the Map page: which measure, how close, one step back, and the list that does what a click does."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from reparto.language import N_, _
from reparto.maps.atlas import HEXAGONS, OUTLINES, RANKING, SYMBOLS
from reparto.maps.looking import COUNTRY, PROVINCE, TILES
from reparto.maps.measures import MEASURES, Measure
from reparto.maps.tiles import METROPOLIS
from reparto.scope import EVERYTHING
from reparto.ui import View
from reparto.ui.frame import put
from reparto.ui.map import MapView, kept_of_the_address, link_to, open_area
from reparto.ui.text import md_escape
from reparto.wording import map as wording
from reparto.wording.people import lacks_families

_DRAWN = {OUTLINES: N_("Outlines"), HEXAGONS: N_("Hexagons"), SYMBOLS: N_("Circles")}


def choose_measure(view: View) -> Measure:
    """The measure switch. The link carries its code: bound by Streamlit itself, it would carry the label.

    Without any target the map opens on the families reached; on the people, where no row gives families.
    """
    asked = st.query_params.get("measure", "")
    chosen = asked if asked in MEASURES else _usual_measure(view)
    if st.session_state.get("measure_switch") != chosen:
        st.session_state.measure_switch = chosen
    st.selectbox(
        _("Show"),
        list(MEASURES),
        format_func=lambda key: MEASURES[key].named(),
        key="measure_switch",
        on_change=_switched,
        args=("measure",),
        width=320,
    )
    return MEASURES[chosen]


def _usual_measure(view: View) -> str:
    headline = view.ask_row("overview/headline", EVERYTHING)
    if lacks_families(headline):
        return "people"
    return "reached" if headline["households_targeted"] is None else "coverage"


def choose_level(here: MapView) -> None:
    """How close the reader wants to look: departments, provinces or districts, where the place has several."""
    levels = sorted(here.looking.levels, key=("department", "province", "district").index)
    if len(levels) > 1:
        switch("level", levels, here.looking.level, _("Drawn by"), wording.level_name)


def choose_drawing(here: MapView) -> None:
    """Hexagons, circles or official outlines, for Lima and Callao."""
    drawings = list(here.sheet.drawings)
    if len(drawings) > 1:
        switch("drawn", drawings, here.sheet.how, _("Drawn as"), lambda how: _(_DRAWN[how]))


def choose_weight(here: MapView) -> None:
    """The light map: one small picture, for a slow line."""
    if here.sheet.how == RANKING:
        return
    chosen = st.query_params.get("light") == "1"
    if st.session_state.get("light_switch") != chosen:
        st.session_state.light_switch = chosen
    st.toggle(
        _("Light"),
        key="light_switch",
        on_change=_weight_chosen,
        help=_(
            "One picture of a few kilobytes instead of a map that can be clicked: for a slow line, and for slides."
        ),
    )


def _weight_chosen() -> None:
    put("light", "1" if st.session_state.light_switch else None)


def switch(
    name: str, options: list[str], chosen: str, label: str, named: Callable[[str], str]
) -> None:
    """A switch whose choice goes to the address as a code, whatever the language."""
    key = f"{name}_switch"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.segmented_control(
        label,
        options,
        format_func=named,
        key=key,
        required=True,
        on_change=_switched,
        args=(name,),
        label_visibility="collapsed",
    )


def _switched(name: str) -> None:
    put(name, st.session_state[f"{name}_switch"])


def way_back(here: MapView) -> None:
    """Where the map stands, each step a way back; on the country map the way to Lima and Callao."""
    steps = _steps(here)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="way"):
        for at, (label, icon, link) in enumerate(steps):
            # A link to the page that is open would leave the address as it was (Streamlit 1.67).
            if st.button(md_escape(label), icon=icon, key=f"way_{at}_{here.key}", type="tertiary"):
                st.switch_page("pages/map.py", query_params=link)
        if here.sheet.view != COUNTRY:
            st.markdown(f"**{md_escape(_standing(here))}**")


def _steps(here: MapView) -> list[tuple[str, str, dict[str, Any]]]:
    looking, scope = here.looking, here.view.scope
    metropolis = kept_of_the_address() | {"department": list(METROPOLIS)}
    to_tiles = (_("Lima and Callao, district by district"), ":material/hive:", metropolis)
    if looking.view == COUNTRY:
        return [to_tiles] if here.has_tiles else []
    back = ":material/chevron_left:"
    steps = [(_("Whole country"), back, kept_of_the_address())]
    if looking.view == TILES:
        if scope.district or set(scope.department) != set(METROPOLIS):
            steps.append((_("Lima and Callao"), back, metropolis))
        return steps
    is_inside = bool(scope.district or scope.province)
    if is_inside and len(looking.departments) == 1:
        (department,) = looking.departments
        steps.append((here.name_of(department), back, link_to(here, {"department": department})))
    if looking.view == PROVINCE and scope.district:
        (province,) = looking.provinces
        label = _("Province of {province}").format(province=here.name_of(province))
        steps.append((label, back, link_to(here, {"province": province})))
    return steps


def _standing(here: MapView) -> str:
    """The place that the map stands at: the district that is chosen, else what is looked at."""
    scope = here.view.scope
    chosen = [here.name_of(code) for code in scope.district]
    if len(chosen) == 1:
        return chosen[0]
    if here.looking.view == TILES:
        return _("Lima and Callao")
    if here.looking.view == PROVINCE:
        return _("Province of {province}").format(province=here.sheet.within)
    return here.sheet.within


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
        open_area(here, here.picture.find(code))
