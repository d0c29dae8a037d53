"""How much of what was needed did families receive, who received both food and water, and how even is it?"""

import streamlit as st

from reparto.ui import equity, page, show

with page("coverage") as view:
    if not view.ask_row("overview/headline")["deliveries"]:
        show.empty()
        st.stop()
    equity.draw(view)
