"""Why did a figure become another one?"""

import streamlit as st

from reparto.ui import changes, page

with page("changes") as view:
    kept = changes.kept(view)
    changes.draw_left_out(kept)
    if len(kept.snapshots) < 2:
        changes.draw_nothing_to_compare(view, kept)
        st.stop()
    found, measure = changes.choose(view, kept)
    changes.draw_difference(view, found, measure)
    changes.draw_rows(view, found, measure)
    changes.draw_done(found)
