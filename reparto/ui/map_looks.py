"""The looks of the Map page: the situation now, and other ways to see the same places."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from reparto.language import N_, _
from reparto.ui import map_compare as compare
from reparto.ui import map_days, map_sites
from reparto.ui.map import MapView
from reparto.ui.map_ways import switch


@dataclass(frozen=True)
class Look:
    """One look: what it is called, and what draws it below the title of the map; None is the map itself."""

    label: str
    icon: str
    draw: Callable[[MapView], None] | None = None

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)


LOOK_NOW = "now"
LOOKS: dict[str, Look] = {
    LOOK_NOW: Look(N_("Now"), ":material/map:"),
    "days": Look(N_("Day by day"), ":material/play_circle:", map_days.draw),
    "compare": Look(N_("Compare"), ":material/compare:", compare.draw),
    "sites": Look(N_("Sites"), ":material/location_on:", map_sites.draw),
}


def choose_look() -> str:
    """The switch between the looks; the address carries its key."""
    asked = st.query_params.get("look", "")
    chosen = asked if asked in LOOKS else LOOK_NOW
    if len(LOOKS) > 1:
        switch("look", list(LOOKS), chosen, _("Look"), lambda key: LOOKS[key].named())
    return chosen
