"""Rows that a later file brought again: what they said, and which file speaks now."""

import pandas as pd
import streamlit as st

from reparto.language import _, number
from reparto.scope import EVERYTHING
from reparto.ui import View, show
from reparto.ui.text import md_escape
from reparto.wording import clinic
from reparto.wording import data as words

MOST = 20_000
"""How many rows go to a browser at most."""


def replaced_rows(view: View, batches: pd.DataFrame) -> pd.DataFrame | None:
    """The rows that were replaced; None where there are more than a browser should be sent."""
    if batches["rows_replaced"].sum() > MOST:
        return None
    return view.ask("data/replaced", EVERYTHING)


def draw_replaced(view: View, batches: pd.DataFrame) -> None:
    """The rows that count no more, with what they said."""
    replaced = replaced_rows(view, batches)
    if replaced is None:
        st.info(
            md_escape(
                _("There are {count} of them, too many for this page.").format(
                    count=number(batches["rows_replaced"].sum())
                )
            )
            + " "
            + _("`python -m reparto ask data/replaced` lists them all."),
            icon=":material/table_view:",
        )
        return
    if replaced.empty:
        st.info(_("No row was replaced by a later file."), icon=":material/check_circle:")
        return
    st.markdown(
        _(
            "A later file brought these rows again and speaks for them now. Here is what they said; nothing of it is "
            "counted twice."
        )
    )
    shown = replaced.assign(
        how=[clinic.how_replaced(how) for how in replaced["how"]],
        kind=[words.kind_name(kind) for kind in replaced["kind"]],
        status=[view.status_name(status) if status else None for status in replaced["status"]],
    )
    columns = {
        "name": show.text(_("File"), width="medium"),
        "sheet": _("Sheet"),
        "row_no": show.count(_("Row"), format="%d", width="small"),
        "by_name": show.text(_("Speaks now"), width="medium"),
        "how": show.text(_("Why")),
        "kind": _("Kind of export"),
        "delivery_id": show.text(_("Delivery number")),
        "partner": show.text(_("Partner")),
        "place_code": show.text(_("Place")),
        "day": show.day(_("Day")),
        "item": show.text(_("Item")),
        "households": show.count(_("Families")),
        "persons": show.count(_("People")),
        "quantity": show.quantity(_("Quantity")),
        "status": show.text(_("Status")),
    }
    filled = {name: column for name, column in columns.items() if shown[name].notna().any()}
    show.table(shown, filled, key="replaced", alt=_("Rows that a later file replaced"))
    show.download(shown, "replaced", columns=columns)
