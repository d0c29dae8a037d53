"""How many families have been reached, out of how many, and where is it going wrong?"""

import streamlit as st

from reparto.ui import counting, pace, page, show
from reparto.ui import overview as parts
from reparto.wording.people import as_known

with page("overview") as view:
    headline = as_known(view.ask_row("overview/headline"))
    if not headline["deliveries"]:
        show.empty()
        st.stop()
    days = view.ask("coverage/by_day")
    places, level = parts.places_of(view)
    silent = parts.silent_of(view)

    parts.situation(headline, places, level, silent)
    counting.draw_band(view)
    parts.figures(view, headline, days, places, level)
    with st.grid(2, min_column_width=420, gap="large"):
        with st.container():
            parts.day_by_day(view, days, headline)
        with st.container():
            parts.place_by_place(view, places, level, headline)
    pace.draw(view, headline)
    with st.grid(2, min_column_width=420, gap="large"):
        with st.container():
            parts.silence(view, silent)
        with st.container():
            parts.beside(view)
