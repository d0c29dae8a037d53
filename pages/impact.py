"""What did each contribution become: which kits, for how many families, where and when?"""

import streamlit as st

from reparto.ui import impact as parts
from reparto.ui import page, show
from reparto.ui.contribution import contribution
from reparto.wording.impact import overview

with page("impact") as view:
    totals = view.ask("donors/totals")
    if totals.empty:
        show.empty()
        st.stop()

    known_by = parts.attribution(view)
    show.sentences([" ".join(overview(totals, view.ask("donors/gifts"), known_by.get(None, {})))])
    donor = parts.picked(view, totals)
    if donor is not None:
        told = contribution(view, donor, totals, known_by)
        parts.draw_story(view, told)
        parts.offer_print_version(view, told)
        parts.draw_where_and_when(told)
        parts.draw_how_known(told)
    parts.draw_totals(view, totals, known_by)
