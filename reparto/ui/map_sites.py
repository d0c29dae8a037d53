"""The look "sites" of the Map page: distribution sites, never a home, and below them depots and flows of stock."""

from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts import map as charts
from reparto.charts.look import CONFIG
from reparto.language import _, number
from reparto.maps.areas import Area
from reparto.maps.deck import HEIGHT, CompactDeck
from reparto.maps.ground import Ground, deck_over, ground_of
from reparto.maps.sites import SiteMap, name_of, site_layer, site_map
from reparto.ui import show
from reparto.ui.map import MapView
from reparto.ui.map_flows import draw_flows
from reparto.ui.text import md_escape, plain
from reparto.wording import map as map_wording
from reparto.wording import map_sites as wording


def draw(here: MapView) -> None:
    """Draw the sites of this view with what stands beside them, then the depots and flows of one item."""
    ground = ground_here(here)
    _draw_sites(here, ground)
    draw_flows(here, ground)


def ground_here(here: MapView) -> Ground:
    """What lies under the sites of this view."""
    wider = here.places[here.places["geo_level"].isin(["province", "department"])]
    codes = list(wider["place_code"])
    return ground_of(here.sheet, here.view.operation, here.departments, codes)


def smallest_count(here: MapView) -> int:
    """Fewer families than this are not shown to this reader."""
    return here.view.operation.disclosure.get(here.view.scope.audience, 0)


def _draw_sites(here: MapView, ground: Ground) -> None:
    smallest = smallest_count(here)
    points = here.view.ask("sites/points")
    beside = here.view.ask("sites/beside")
    shown = site_map(points.to_dict("records"), beside.to_dict("records"), smallest, here.colours)
    st.subheader(wording.title(), anchor=False)
    if not shown.rows and not shown.beside:
        show.empty()
        return
    show.sentences(wording.summary(shown))
    if not shown.rows:
        _draw_beside_table(shown)
        return
    grid = st.grid(3, min_column_width=290, gap="medium")
    with grid.cell(column_span=2):
        draw_deck(
            deck_over(
                ground,
                [site_layer(shown, here.colours)],
                [(row["site_longitude"], row["site_latitude"]) for row in shown.rows],
                here.colours,
            ),
            key=f"sites_{here.key}",
            alt=wording.alternative(shown),
        )
        notes = [wording.put_together()] if shown.is_hexagons else []
        notes += [wording.rules(smallest), wording.counted(), *map_wording.notes(ground.sheet)]
        st.caption(md_escape(" ".join(notes)))
    with grid.cell():
        _draw_legend(here, shown)
    rows = pd.DataFrame(
        [
            dict(row)
            | {
                "named": name_of(row),
                "households_reached": row["households_reached"]
                if row["is_households_known"]
                else None,
            }
            for row in shown.rows
        ]
    )
    show.table(
        rows,
        _site_columns(),
        key="sites_table",
        alt=wording.title(),
        asks="sites/points",
    )
    show.download(rows, "sites", columns=_site_columns())
    _draw_beside_table(shown)


def draw_deck(made: CompactDeck, *, key: str, alt: str) -> None:
    """Draw a deck of marks with its alternative text; it needs no tile server."""
    st.pydeck_chart(made, width="stretch", height=HEIGHT, key=key, alt=plain(alt))


def _draw_legend(here: MapView, shown: SiteMap) -> None:
    lines = shown.legend
    with st.container(border=True, gap="small"):
        title = (
            _("Families, by hexagon (number of hexagons)")
            if shown.is_hexagons
            else _("Families, by site (number of sites)")
        )
        st.markdown(f"**{md_escape(title)}**")
        st.plotly_chart(
            charts.legend(lines, here.colours),
            width="stretch",
            config=CONFIG,
            key="sites_legend",
            alt=plain(wording.legend_alternative(lines)),
        )
    if shown.beside:
        with st.container(border=True, gap="small", key="beside_the_sites"):
            st.markdown("**" + md_escape(_("Counted, but not on the map (families)")) + "**")
            st.plotly_chart(
                charts.beside(_beside_areas(shown), here.colours),
                width="stretch",
                config=CONFIG,
                key="sites_beside_legend",
                alt=plain(wording.beside_alternative(shown)),
            )


def _beside_areas(shown: SiteMap) -> tuple[Area, ...]:
    return tuple(
        Area(
            None,
            wording.reason(row["reason"]),
            number(row["households_reached"]) if row["is_households_known"] else _("not reported"),
            shown.shade_of(row),
            row,
        )
        for row in shown.beside
    )


def _draw_beside_table(shown: SiteMap) -> None:
    """Why deliveries are not at a site, with all their numbers."""
    if not shown.beside:
        return
    st.markdown("**" + md_escape(_("Counted, but not on the map")) + "**")
    rows = pd.DataFrame(
        [
            dict(row)
            | {
                "why": wording.reason(row["reason"]),
                "households_reached": row["households_reached"]
                if row["is_households_known"]
                else None,
            }
            for row in shown.beside
        ]
    )
    show.table(
        rows,
        {
            "why": show.text(_("Reason")),
            "households_reached": show.count(_("Families reached")),
            "deliveries": show.count(_("Deliveries")),
            "partners": show.count(_("Partners present")),
            "sites": show.count(_("Names of sites")),
            "last_delivery": show.day(_("Last delivery")),
        },
        key="sites_beside",
        alt=wording.beside_alternative(shown),
        asks="sites/beside",
    )


def _site_columns() -> dict[str, Any]:
    return {
        "named": show.text(_("Site")),
        "place": show.text(_("Place")),
        "households_reached": show.count(_("Families reached")),
        "deliveries": show.count(_("Deliveries")),
        "partners": show.count(_("Partners present")),
        "first_delivery": show.day(_("First delivery")),
        "last_delivery": show.day(_("Last delivery")),
        "site_latitude": show.count(_("Latitude"), format="%.3f"),
        "site_longitude": show.count(_("Longitude"), format="%.3f"),
    }
