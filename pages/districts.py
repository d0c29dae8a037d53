"""How far is each district towards its target, and who works there?"""

import streamlit as st

from reparto.ui import page, show
from reparto.ui.district_story import draw_story
from reparto.ui.districts import (
    below_half,
    choose_story,
    download_places,
    draw_coverage,
    draw_places,
    draw_way_to_story,
    named_places,
    opened_story,
)
from reparto.wording.districts import beside_the_districts, where_it_stands

with page("districts") as view:
    rows = named_places(view.ask("coverage/by_district"))
    if rows.empty:
        show.empty()
        st.stop()
    summary = view.ask_row("coverage/district_summary")
    show.sentences([" ".join(where_it_stands(summary, below_half(rows)))])
    if beside := beside_the_districts(summary):
        show.sentences([" ".join(beside)])

    opened = opened_story(rows)
    draw_way_to_story(rows, opened)
    draw_places(rows, opened)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_story(rows, opened)
        download_places(view, rows)
    if opened:
        draw_story(view, rows, opened)
    draw_coverage(rows)
