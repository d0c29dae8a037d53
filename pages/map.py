"""Where have families been reached, and where is nobody?"""

import streamlit as st

from reparto.ui import map as atlas
from reparto.ui import page, show
from reparto.wording import map as wording

with page("map") as view:
    measure = atlas.choose_measure(view)
    here = atlas.look_at(view, measure)
    if not here.picture.has_rows:
        show.empty()
        st.stop()
    st.subheader(wording.title(here.sheet, here.picture), anchor=False)
    show.sentences([*wording.summary(here.sheet, here.picture), wording.chosen(here.picture)])
    atlas.way_back(here)
    grid = st.grid(3, min_column_width=290, gap="medium")
    with grid.cell(column_span=2):
        atlas.draw_map(here)
        st.caption(" ".join(wording.notes(here.sheet)))
    with grid.cell():
        atlas.choose_place(here)
        atlas.draw_legend(here)
    atlas.draw_table(here)
