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
    """One look: what it is called, and what draws it below the title of the map; None is the map itself.

    A look that shows no measure by places says for itself what it shows.
    """

    label: str
    icon: str
    draw: Callable[[MapView], None] | None = None
    shows_measure: bool = True

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)


LOOK_NOW = "now"
LOOKS: dict[str, Look] = {
    LOOK_NOW: Look(N_("Now"), ":material/map:"),
    "days": Look(N_("Day by day"), ":material/play_circle:", map_days.draw),
    "compare": Look(N_("Compare"), ":material/compare:", compare.draw),
    "sites": Look(N_("Sites"), ":material/location_on:", map_sites.draw, shows_measure=False),
}


def look_asked() -> str:
    """The key of the look that the address asks for; the map itself where it asks for none that is known."""
    asked = st.query_params.get("look", "")
    return asked if asked in LOOKS else LOOK_NOW


def choose_look(chosen: str) -> None:
    """The switch between the looks; the address carries its key."""
    switch("look", list(LOOKS), chosen, _("Look"), lambda key: LOOKS[key].named())
