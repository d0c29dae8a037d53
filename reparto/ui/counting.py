"""The counting method on a page: what was chosen, whether it fits, and what the others give."""

from dataclasses import replace

import streamlit as st

from reparto.charts.counting import methods_compared
from reparto.language import _, number
from reparto.methods import METHODS, unfit
from reparto.metrics import METRICS
from reparto.ui import r4v, show
from reparto.ui.page import View
from reparto.ui.text import md_escape
from reparto.wording import counting as words


def draw_band(view: View) -> None:
    """The method in words, how far the methods lie apart, and each of them on demand."""
    compared = _compared(view)
    st.markdown(
        f":material/calculate: {md_escape(words.stated(view.scope.method))} {md_escape(words.band(compared))}"
    )
    if not compared.rows_without_key:
        return
    with st.expander(_("Compare the counting methods"), icon=":material/balance:"):
        show.chart(
            methods_compared(compared.table, compared.figure),
            key="methods_compared",
            sentence=_(
                "Rows with a household key are counted alike by all; what differs is how rows without one are put together."
            ),
            alt=(
                _("People reached by counting method: from {low} to {high}.")
                if compared.figure == "persons_reached"
                else _("Families reached by counting method: from {low} to {high}.")
            ).format(low=number(compared.low), high=number(compared.high)),
            table=compared.table,
            columns={
                "label": show.text(_("Counting method")),
                "households_reached": show.count(METRICS["households_reached"].named()),
                "persons_reached": show.count(METRICS["persons_reached"].named()),
                "sentence": show.text(_("What it does"), width="large"),
                "why": show.text(_("Why it cannot count these rows"), width="large"),
            },
        )
        view.link("methods", _("How each method counts"), icon=":material/arrow_forward:")
        r4v.draw(view)


def _compared(view: View) -> words.Compared:
    fit = view.ask_row("methods/fit")
    answers = {
        name: view.ask_row("overview/headline", replace(view.scope, method=name))
        for name in METHODS
        if unfit(name, fit) is None
    }
    return words.compare(view.scope.method, fit, answers)
