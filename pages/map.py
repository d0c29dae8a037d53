"""Where have families been reached, and where is nobody?"""

import streamlit as st

from reparto.ui import map as atlas
from reparto.ui import map_table, page, show
from reparto.ui import map_ways as ways
from reparto.ui.map_looks import LOOK_NOW, LOOKS, choose_look, look_asked
from reparto.ui.text import md_escape
from reparto.wording import map as wording

with page("map") as view:
    measure = ways.choose_measure(view)
    here = atlas.look_at(view, measure)
    if not here.picture.has_rows:
        show.empty()
        st.stop()
    look = look_asked()
    if LOOKS[look].shows_measure:
        st.subheader(wording.title(here.sheet, here.picture), anchor=False)
        show.sentences([*wording.summary(here.sheet, here.picture), wording.chosen(here.picture)])
    ways.way_back(here)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        choose_look(look)
        ways.choose_level(here)
        ways.choose_drawing(here)
        if look == LOOK_NOW:
            ways.choose_weight(here)
    if draw := LOOKS[look].draw:
        draw(here)
        st.stop()
    grid = st.grid(3, min_column_width=290, gap="medium")
    with grid.cell(column_span=2):
        atlas.draw_map(here)
        st.caption(md_escape(" ".join(atlas.notes_of(here))))
    with grid.cell():
        ways.choose_place(here)
        atlas.draw_legend(here)
    map_table.draw_table(here)
