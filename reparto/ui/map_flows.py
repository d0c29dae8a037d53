"""Below the sites: depots and flows of one item and unit at a time, from the stock movements."""

from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import map as charts
from reparto.charts.look import CONFIG
from reparto.language import _
from reparto.maps.areas import Area
from reparto.maps.deck import HEIGHT
from reparto.maps.flows import (
    FlowMap,
    Row,
    Thing,
    days_of,
    flow_layers,
    flow_map,
    is_store,
    quantity_of,
    spots_of,
    things,
)
from reparto.maps.ground import Ground, deck_over
from reparto.scope import EVERYTHING
from reparto.ui import show
from reparto.ui.frame import put
from reparto.ui.map import MapView
from reparto.ui.text import md_escape, plain
from reparto.wording import map as map_wording
from reparto.wording import map_sites as wording

_MOST_BESIDE = 8
_WIDGET = "moved_item"


def draw_flows(here: MapView, ground: Ground) -> None:
    """Draw the choice of an item, its arcs, what cannot be drawn, and the tables of flows and depots."""
    flows = here.view.ask("sites/flows").to_dict("records")
    depots = here.view.ask("sites/depots").to_dict("records")
    known = things(flows, depots)
    if not known:
        is_none = here.view.ask("sites/depots", EVERYTHING).empty
        is_none = is_none and here.view.ask("sites/flows", EVERYTHING).empty
        st.subheader(_("Depots and flows"), anchor=False)
        st.info(md_escape(wording.no_movements() if is_none else wording.no_movements_here()))
        return
    heading = st.container()
    thing = _choose(here, known)
    spots = spots_of(here.places)
    shown = flow_map(flows, depots, spots, thing, here.colours)
    item = here.view.item_name
    with heading:
        st.subheader(
            md_escape(wording.flows_title(_thing_name(here, thing))),
            anchor=False,
        )
    show.sentences(wording.flow_summary(shown, item))
    if shown.arcs:
        _draw_map(here, ground, shown)
    _draw_flow_table(shown)
    _draw_depot_table(shown)


def _choose(here: MapView, known: list[Thing]) -> Thing:
    """The item and unit that are drawn; the address carries which."""
    by_key = {key_of(thing): thing for thing in known}
    asked = st.query_params.get("moved", "")
    chosen = asked if asked in by_key else next(iter(by_key))
    if st.session_state.get(_WIDGET) != chosen:
        st.session_state[_WIDGET] = chosen
    st.selectbox(
        _("Item that was moved"),
        list(by_key),
        format_func=lambda key: _thing_name(here, by_key[key]),
        key=_WIDGET,
        on_change=_chosen,
        width=340,
    )
    return by_key[chosen]


def _chosen() -> None:
    put("moved", st.session_state[_WIDGET])


def _thing_name(here: MapView, thing: Thing) -> str:
    return wording.thing_name(here.view.item_name(thing[0]), thing[1])


def _draw_map(here: MapView, ground: Ground, shown: FlowMap) -> None:
    item = here.view.item_name
    ends = [arc.start for arc in shown.arcs] + [arc.end for arc in shown.arcs]
    grid = st.grid(3, min_column_width=290, gap="medium")
    with grid.cell(column_span=2):
        st.pydeck_chart(
            deck_over(ground, flow_layers(shown, here.colours), ends, here.colours),
            width="stretch",
            height=HEIGHT,
            key=f"flows_{here.key}_{key_of(shown.thing)}",
            alt=plain(wording.flow_alternative(shown, item)),
        )
        notes = [wording.flow_rules(), *map_wording.notes(ground.sheet)]
        st.caption(md_escape(" ".join(notes)))
    with grid.cell():
        lines = shown.legend
        with st.container(border=True, gap="small"):
            st.markdown("**" + md_escape(_("Quantity moved (number of arcs)")) + "**")
            st.plotly_chart(
                charts.legend(lines, here.colours),
                width="stretch",
                config=CONFIG,
                key="flows_legend",
                alt=plain(wording.legend_alternative(lines)),
            )
        if shown.beside:
            _draw_beside(here, shown)


def key_of(thing: Thing) -> str:
    """A key of an item and unit."""
    return "_".join(part or "" for part in thing)


def _draw_beside(here: MapView, shown: FlowMap) -> None:
    ordered = sorted(shown.beside, key=lambda one: -one[1]["quantity"])[:_MOST_BESIDE]
    areas = tuple(
        Area(
            None,
            wording.flow_name(row),
            quantity_of(row["quantity"], None),
            shown.shade_of(row),
            row,
        )
        for _key, row in ordered
    )
    with st.container(border=True, gap="small", key="beside_the_flows"):
        st.markdown("**" + md_escape(_("Moved, but not on the map")) + "**")
        st.plotly_chart(
            charts.beside(areas, here.colours),
            width="stretch",
            config=CONFIG,
            key="flows_beside",
            alt=plain(wording.flow_beside(shown)),
        )


def _draw_flow_table(shown: FlowMap) -> None:
    apart = {id(row): key for key, row in shown.beside}
    drawn: list[Row] = [arc.row for arc in shown.arcs]
    rows = pd.DataFrame(
        [
            dict(row)
            | {
                "flow": wording.flow_name(row),
                "days": days_of(row),
                "on_the_map": wording.why_not_drawn(apart[id(row)])
                if id(row) in apart
                else _("On the map"),
            }
            for row in (*drawn, *(row for _key, row in shown.beside))
        ]
    )
    if rows.empty:
        return
    columns: dict[str, Any] = {
        "flow": show.text(_("From → to")),
        "quantity": show.quantity(_("Quantity")),
        "movements": show.count(_("Movements")),
        "partners": show.count(_("Partners")),
        "first_day": show.day(_("First day")),
        "last_day": show.day(_("Last day")),
        "on_the_map": show.text(_("On the map?")),
    }
    show.table(rows, columns, key="flows_table", alt=_("Flows of stock"), asks="sites/flows")
    show.download(rows, "flows", columns=columns)


def _draw_depot_table(shown: FlowMap) -> None:
    if not shown.balances:
        return
    st.markdown("**" + md_escape(_("Depots: what came, what left, what should lie there")) + "**")
    stores = [row for row in shown.balances if is_store(row)]
    others = [row for row in shown.balances if not is_store(row)]
    rows = pd.DataFrame(
        [dict(row) for row in stores] + [dict(row) | {"in_stock": None} for row in others]
    )
    below = [row["place"] for row in stores if row["in_stock"] < 0]
    if line := wording.below_zero(below):
        st.caption(md_escape(line))
    columns = {
        "place": show.text(_("Place")),
        "in_stock": show.quantity(_("Should lie there")),
        "received": show.quantity(_("From outside")),
        "came_in": show.quantity(_("From other depots")),
        "dispatched": show.quantity(_("Sent away")),
        "lost": show.quantity(_("Lost")),
        "handed_over": show.quantity(_("Handed to partners")),
        "last_day": show.day(_("Last day")),
    }
    show.table(rows, columns, key="depots_table", alt=_("Depots"), asks="sites/depots")
    show.download(rows, "depots", columns=columns)
    st.caption(
        md_escape(
            _(
                "A balance counts everything until the end of the dates. Only dates, items and donors narrow it; flows also "
                "by place."
            )
        )
    )
