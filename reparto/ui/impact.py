"""The parts of the Impact page: one donor's contribution from promise to families, and all donors."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.families_by_day import days_chart
from reparto.charts.impact import fate_chart
from reparto.language import _
from reparto.metrics import METRICS
from reparto.outputs import donor_sheet as sheets
from reparto.ui import show
from reparto.ui.contribution import Contribution, figures, print_version
from reparto.ui.page import View
from reparto.ui.text import md_escape, plain
from reparto.wording import impact as wording
from reparto.wording.gifts import amounts, gift_of
from reparto.wording.words import days_sentence, known


def attribution(view: View) -> dict[str | None, dict[str, Any]]:
    """How the deliveries are attributed, by donor; under None for all together."""
    rows = view.ask("donors/attribution").to_dict("records")
    return {row["donor"] if known(row["donor"]) else None: row for row in rows}


def picked(view: View, totals: pd.DataFrame) -> str | None:
    """The donor whose story is told: the link's, else the one that reached most families."""
    donors = [donor for donor in totals["donor"] if donor != wording.UNATTRIBUTED]
    if not donors:
        return None
    return st.selectbox(
        _("Donor"),
        sorted(donors),
        index=sorted(donors).index(donors[0]),
        format_func=plain,
        key="donor_story",
        bind="query-params",
        width=460,
    )


def draw_story(view: View, told: Contribution) -> None:
    """The story in words, its figures, and the contribution's way as bars."""
    show.sentences(told.story(view.item_name))
    show.metrics(
        [{"label": label, "value": value} for label, value in figures(view, told)],
        asks="donors/totals",
    )
    followed = wording.followable(told.chain)
    if len(followed):
        show.chart(
            fate_chart(followed, view.item_name),
            key="donor_way",
            title=_("What became of it"),
            sentence=wording.fate_sentence(followed, view.item_name),
            alt=_(
                "Each item of the contribution, cut into delivered, on its way, in stock and lost."
            ),
            table=_items(view, told.chain),
            columns=_item_columns(told.chain),
        )
    elif len(told.chain):
        st.subheader(_("Its items"), anchor=False)
        show.table(
            _items(view, told.chain),
            _item_columns(told.chain),
            key="donor_items",
            alt=_("The items delivered."),
        )
    if view.scope.chosen:
        st.caption(
            md_escape(
                _(
                    "Contributions and stock are those of all places and dates; deliveries and families are those of the "
                    "filters above."
                )
            )
        )


def _items(view: View, chain: pd.DataFrame) -> pd.DataFrame:
    names = [view.item_name(item) if known(item) else _("unknown item") for item in chain["item"]]
    return chain.assign(item=names, unit=chain["unit"].map(plain))


def _item_columns(chain: pd.DataFrame) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "item": show.text(_("Item"), width="medium"),
        "unit": show.text(_("Unit")),
        "contributed": show.quantity(_("Contributed")),
    }
    told = [fate for fate in wording.FATES if fate == "delivered" or chain[fate].fillna(0).any()]
    return columns | {fate: show.quantity(_(wording.FATES[fate])) for fate in told}


def draw_where_and_when(told: Contribution) -> None:
    """Families by day, places and partners of the contribution."""
    if not told.headline["deliveries"]:
        return
    st.subheader(_("Where and when"), anchor=False)
    dated = told.days[told.days["day"].notna()]
    if len(dated) and dated["households_reached_new"].sum():
        show.chart(
            days_chart(dated),
            key="donor_days",
            sentence=days_sentence(dated),
            alt=_("Families reached with this contribution until each day."),
            table=dated,
            columns={
                "day": show.day(_("Day")),
                "households_reached_new": show.count(_("Families, new")),
                "households_reached_cumulative": show.count(_("Families until then")),
            },
        )
    show.table(
        told.places,
        {
            "place": show.text(_("Place"), width=240),
            "department": show.text(_("Department"), width=160),
            "households_reached": show.count(_("Families")),
            "last_delivery": show.day(_("Last delivery")),
        },
        key="donor_places",
        alt=_("Families reached with this contribution in each place."),
    )
    show.table(
        told.partners.assign(partner=told.partners["partner"].map(plain)),
        {
            "partner": show.text(_("Delivered by"), width=330),
            "households_reached": show.count(_("Families")),
            "last_delivery": show.day(_("Last delivery")),
        },
        key="donor_partners",
        alt=_("Families that each partner reached with this contribution."),
    )
    st.caption(
        md_escape(
            _(
                "A family may stand in two places or with two partners: these rows are not to be added up."
            )
        )
    )


def draw_how_known(told: Contribution) -> None:
    """How it is known that these deliveries were this contribution."""
    with st.expander(_("How is it known whose contribution a delivery was?")):
        show.sentences(wording.how_known(told.evidence, told.together))


def offer_print_version(view: View, told: Contribution) -> None:
    """The print version: a file that opens and prints anywhere, without the product and without the internet."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("Print version"),
            sheets.donor_sheet(print_version(view, told)),
            file_name=f"reparto-{_file_word(told.donor)}.html",
            mime="text/html",
            icon=":material/print:",
            on_click="ignore",
            key="donor_print",
        )
        st.caption(
            md_escape(
                _(
                    "One file to print on A4 or to send. The address of this page is a link to this story."
                )
            ),
            width="content",
        )


def _file_word(name: str) -> str:
    return (
        "".join(char if char.isalnum() else "-" for char in plain(name))[:60].strip("-") or "donor"
    )


def draw_totals(
    view: View, totals: pd.DataFrame, known_by: Mapping[str | None, Mapping[str, Any]]
) -> None:
    """All donors beside one another, and what is attributed to none of them."""
    st.subheader(_("All donors"), anchor=False)
    gifts = view.ask("donors/gifts")
    worth = [amounts(gift_of(donor, gifts, None).values) for donor in totals["donor"]]
    families = [
        wording.families(
            {"households_reached": row.households_reached}, known_by.get(row.donor, {})
        )
        for row in totals.itertuples()
    ]
    frame = totals.assign(
        donor=[plain(wording.donor_name(donor)) for donor in totals["donor"]],
        worth=worth,
        households_reached=pd.array(families, dtype="Int64"),
    )
    columns = {
        "donor": show.text(_("Donor"), width=240),
        "worth": show.text(_("Value given")),
        "lots": show.count(_("Lots")),
        "households_reached": show.count(METRICS["households_reached"].named()),
        "districts": show.count(_("Districts")),
        "partners": show.count(_("Partners")),
        "deliveries": show.count(_("Delivery rows")),
        "first_delivery": show.day(_("First delivery")),
        "last_delivery": show.day(_("Last delivery")),
    }
    show.table(
        frame, columns, key="donor_totals", alt=_("Every donor with the families it reached.")
    )
    st.caption(
        md_escape(
            _(
                "A family that received from two donors stands in both rows; values of different currencies are not "
                "added."
            )
        )
    )
    show.download(frame, "donors", columns=columns)
