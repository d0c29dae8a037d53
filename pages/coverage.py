"""For how many days did families receive what they need, who received both food and water, and how even is it?"""

import streamlit as st

from reparto.ui import equity, need, need_places, page, show

with page("coverage") as view:
    summary = view.ask_row("need/summary")
    if not summary["rows_counted"]:
        show.empty()
        equity.draw(view, is_empty=True)
        st.stop()
    packages = view.ask_row("need/government_packages")
    items = view.ask("need/items")
    places = need_places.places_of(view)

    need.situation(summary)
    need.figures(view, summary, packages)
    need.left_out(view, items)
    need.contents(view, items)
    with st.grid(2, min_column_width=420, gap="large"):
        with st.container():
            need.food_and_water(view, summary)
        with st.container():
            need.government_packages(packages)
    need_places.against_target_and_need(view, places, summary)
    need_places.days_by_place_and_partner(view, places)
    equity.draw(view)
