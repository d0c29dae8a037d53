"""How far is each partner towards its target, who has fallen silent, and who does what where?"""

import streamlit as st

from reparto.ui import page, show
from reparto.ui import partners as parts
from reparto.ui.silence import silence
from reparto.wording.partners import headline, with_standing

with page("partners") as view:
    pace = view.ask_row("partners/pace")
    everyone = with_standing(view.ask("partners/progress"), view.ask("partners/evidence"), pace)
    if everyone.empty:
        show.empty()
        st.stop()

    partners = parts.chosen_roles(everyone)
    parts.cards(partners)
    show.sentences(headline(partners, pace))
    parts.progress(partners, pace)
    silence(view, partners)
    parts.presence(view, partners)
    parts.story(view, partners)
