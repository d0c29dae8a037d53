"""R4V's models on a page: people by model on the same rows, where rows count new people by sector."""

import streamlit as st

from reparto.charts.r4v import models_compared
from reparto.language import _, number
from reparto.r4v import BASES
from reparto.ui import show
from reparto.ui.page import View
from reparto.wording import r4v as words


def draw(view: View) -> None:
    """People by R4V's models; nothing where no row counts new people, one sentence where none of these can enter."""
    fit = view.ask_row("methods/r4v_fit")
    if not fit["rows_counting_new"]:
        return
    st.subheader(_("People by R4V's models"), anchor=False)
    if not fit["rows_in_models"]:
        show.sentences([words.nothing_to_count(fit)])
        return
    given = [basis for basis in BASES if fit[f"has_{basis}"]]
    basis = _basis(given)
    summary = view.ask("methods/r4v_summary")
    table = words.compare(summary, basis)
    people = table["persons"].dropna()
    show.chart(
        models_compared(table),
        key="r4v_models",
        asks="methods/r4v_summary",
        sentence=f"{words.apart(table)} {words.rows_that_count(fit)}",
        alt=_("People by R4V's models: from {low} to {high}.").format(
            low=number(int(people.min())), high=number(int(people.max()))
        ),
        table=table,
        columns={
            "label": show.text(_("Model")),
            "persons": show.count(_("People")),
            "factor": show.quantity(_("Times the fewest")),
            "cumulated_first": show.count(_("People, cumulated first")),
            "persons_in_cash": show.count(_("Of these, cash or vouchers")),
            "sentence": show.text(_("What it does"), width="large"),
            "why": show.text(_("Why it cannot count these rows"), width="large"),
        },
    )
    show.sentences(
        [
            " ".join(words.left_out(fit)),
            *words.lacking(view.ask("methods/r4v_by_sector"), basis, fit),
            *words.checked(summary, basis),
        ]
    )


def _basis(given: list[str]) -> str | None:
    """Whose shares split the sectors: chosen where there are both, none where there are no shares."""
    if len(given) < 2:
        return given[0] if given else None
    return st.segmented_control(
        _("Split sectors by the shares of"),
        given,
        format_func=words.basis_named,
        key="r4v_basis",
        default=given[0],
        required=True,
    )
