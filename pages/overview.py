"""How many families have been reached, out of how many, and where is it going wrong?"""

import streamlit as st

from reparto.metrics import METRICS
from reparto.ui import page

with page("overview") as view:
    headline = view.ask_row("overview/headline")
    with st.container(horizontal=True):
        for name in ("households_reached", "coverage_rate", "persons_reached"):
            metric = METRICS[name]
            st.metric(
                metric.named(), metric.written(headline[name]), help=metric.explained(), border=True
            )
