"""The front door: the table of pages, drawn in the reader's language inside one frame."""

from pathlib import Path

import streamlit as st

from reparto.language import N_
from reparto.ui.frame import Entry, open_front_door

PAGES = [
    Entry(
        "overview",
        N_("Overview"),
        ":material/monitoring:",
        N_("How many families have been reached, out of how many, and where is it going wrong?"),
    ),
    Entry(
        "coverage",
        N_("Coverage"),
        ":material/water_full:",
        N_(
            "How many days of food and water did families receive, who received both, and how evenly?"
        ),
    ),
    Entry(
        "map",
        N_("Map"),
        ":material/map:",
        N_("Where have families been reached, and where is nobody?"),
    ),
    Entry(
        "districts",
        N_("Districts"),
        ":material/location_city:",
        N_("How far is each district towards its target, and who works there?"),
    ),
    Entry(
        "partners",
        N_("Partners"),
        ":material/handshake:",
        N_("What did each partner deliver, and who has fallen silent?"),
    ),
    Entry(
        "impact",
        N_("Impact"),
        ":material/volunteer_activism:",
        N_("What did each contribution become?"),
    ),
    Entry(
        "data",
        N_("Data"),
        ":material/database:",
        N_("Which files stand behind the figures, and what was held back?"),
    ),
    Entry(
        "changes",
        N_("What changed"),
        ":material/difference:",
        N_("Why did a figure become another one?"),
    ),
    Entry("methods", N_("Methods"), ":material/rule:", N_("How is every figure counted?")),
]

HOME = Path(__file__).resolve().parent

st.set_page_config(
    page_title="Reparto",
    page_icon=str(HOME / "reparto" / "ui" / "mark.svg"),
    layout="wide",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
open_front_door(PAGES, HOME)
