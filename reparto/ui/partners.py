"""The parts of the Partners page: how they stand, who does what where, and one partner's story."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.families_by_day import days_chart
from reparto.charts.partner_places import presence_cells, presence_chart
from reparto.charts.partners import progress_chart
from reparto.language import _, number
from reparto.metrics import METRICS
from reparto.ui import show
from reparto.ui.page import View
from reparto.ui.text import md_escape, plain
from reparto.wording import partners as wording
from reparto.wording.districts import place_name
from reparto.wording.partner_story import story as story_of
from reparto.wording.words import days_sentence, known, quantities, role_name

EVERYTHING = ""
MANY = 12


def chosen_roles(partners: pd.DataFrame) -> pd.DataFrame:
    """The partners of the roles that the reader chooses; all where none is chosen or there is nothing to choose."""
    roles = sorted({str(role) for role in partners["role"] if known(role)})
    if len(roles) < 2:
        return partners
    chosen = st.multiselect(
        _("Role"),
        roles,
        format_func=role_name,
        key="partner_role",
        placeholder=_("All roles"),
        bind="query-params",
        width=420,
    )
    return partners[partners["role"].isin(chosen)] if chosen else partners


def cards(partners: pd.DataFrame) -> None:
    """The figures of the page in one row."""
    targeted = partners[partners["standing"] != "no_target"]
    silent = partners["is_silent"] & partners["is_expected"]
    show.metrics(
        [
            {
                "label": _("Partners that have delivered"),
                "value": number(int(partners["deliveries"].gt(0).sum())),
            },
            {"label": _("On track"), "value": _of(targeted, "on_track")},
            {"label": _("Below half"), "value": _of(targeted, "below_half")},
            {
                "label": _("Silent for {days} days or more").format(days=wording.SILENT_AFTER),
                "value": number(int(silent.sum())) if partners["is_expected"].any() else "—",
                "help": _(
                    "Of the partners that should report regularly, by the operation's partner list."
                ),
            },
        ],
        asks="partners/progress",
    )


def _of(targeted: pd.DataFrame, standing: str) -> str:
    if targeted.empty:
        return "—"
    return number(int((targeted["standing"] == standing).sum()))


def progress(partners: pd.DataFrame, pace: Mapping[str, Any]) -> None:
    """Every partner against its target as a chart, where there are targets, and the table of all."""
    targeted = partners[partners["standing"] != "no_target"]
    if len(targeted):
        shown = _shown(targeted)
        if shown.empty:
            st.success(
                md_escape(_("Nobody with a target needs attention now.")), icon=":material/check:"
            )
        else:
            show.chart(
                progress_chart(shown, pace),
                key="partner_progress",
                title=_("Progress against the target"),
                sentence=wording.progress_sentence(shown),
                alt=_("Families reached out of each partner's target, worst first."),
                drawn=shown,
            )
        st.caption(md_escape(wording.legend(pace)))
    st.subheader(_("Every partner"), anchor=False)
    _table(partners)


def _shown(targeted: pd.DataFrame) -> pd.DataFrame:
    attention = targeted[wording.needs_attention(targeted)]
    if len(targeted) <= MANY:
        return targeted
    choice = st.segmented_control(
        _("Show"),
        ["all", "attention"],
        format_func=lambda choice: {
            "all": _("All with a target ({count})").format(count=number(len(targeted))),
            "attention": _("Needing attention ({count})").format(count=number(len(attention))),
        }[choice],
        key="partner_show",
        default="all",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return attention if choice == "attention" else targeted


def _table(partners: pd.DataFrame) -> None:
    frame = partners.assign(
        partner=partners["partner"].map(plain),
        mark=[wording.standing_mark(row) for row in partners.itertuples()],
        role=partners["role"].map(role_name, na_action="ignore"),
    )
    columns = {
        "partner": show.text(_("Partner"), width=250),
        "coverage_rate": show.progress(METRICS["coverage_rate"].named()),
        "households_reached": show.count(METRICS["households_reached"].named()),
        "households_targeted": show.count(_("Target")),
        "mark": show.text(_("Standing"), width=220),
        "last_report": show.day(_("Last report")),
        "days_silent": show.count(_("Days since")),
        "on_time_rate": show.rate(METRICS["on_time_rate"].named()),
        "verified_rate": show.rate(METRICS["verified_rate"].named()),
        "role": show.text(_("Role")),
        "districts_reached": show.count(_("Districts")),
        "deliveries": show.count(_("Delivery rows")),
    }
    if partners["households_targeted"].isna().all():
        columns = {
            name: column
            for name, column in columns.items()
            if name not in ("coverage_rate", "households_targeted")
        }
    show.table(frame, columns, key="partner_table", alt=_("Every partner with its progress."))
    st.caption(
        md_escape(
            _(
                "A dash is unknown: no target, no dates to tell from, or nothing marked as delivered. It is not zero."
            )
        )
    )
    show.download(frame, "partners", columns=columns)


def presence(view: View, partners: pd.DataFrame) -> None:
    """Who does what where: a matrix of partners and places, for one item or all, and the same as a table."""
    cells = view.ask("partners/presence")
    cells = cells[cells["partner"].isin(set(partners["partner"]))]
    st.subheader(_("Who does what where"), anchor=False)
    if cells.empty:
        show.empty()
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        level = _level(view, cells)
        item = _item(view, cells)
    shown, names = presence_cells(cells, level, item or None)
    thing = view.item_name(item) if item else ""
    order = list(
        partners.sort_values("households_reached", ascending=False, na_position="last")["partner"]
    )
    named = shown.assign(
        partner=shown["partner"].map(plain), place=shown["place_code"].map(names).map(plain)
    ).sort_values(["partner", "place"])
    show.chart(
        presence_chart(shown, names, order, thing),
        key="partner_presence",
        sentence=wording.presence_sentence(shown, thing),
        alt=_("Families reached by each partner in each place."),
        table=named,
        columns={
            "partner": show.text(_("Partner"), width="medium"),
            "place": show.text(_("Place"), width="medium"),
            "households_reached": show.count(METRICS["households_reached"].named()),
            "deliveries": show.count(_("Delivery rows")),
            "last_delivery": show.day(_("Last delivery")),
        },
    )
    st.caption(
        md_escape(
            _(
                "Each number is families reached; a dot means that rows give no families, an empty cell that there is no "
                "delivery. Numbers are not to be added up: a family may stand in several cells."
            )
        )
    )


def _level(view: View, cells: pd.DataFrame) -> str:
    if not cells["place_level"].eq("district").any():
        return "department"
    narrow = bool(view.scope.district or view.scope.province or len(view.scope.department) == 1)
    levels = {"department": _("By department"), "place": _("By district")}
    return st.segmented_control(
        _("Places"),
        list(levels),
        format_func=levels.__getitem__,
        key="partner_level",
        default="place" if narrow else "department",
        required=True,
    )


def _item(view: View, cells: pd.DataFrame) -> str:
    counted = cells[~cells["is_every_item"]].groupby("item")["deliveries"].sum()
    items = [str(item) for item in counted.sort_values(ascending=False).index]
    if len(items) < 2:
        return EVERYTHING
    return st.selectbox(
        _("What"),
        [EVERYTHING, *items],
        format_func=lambda item: view.item_name(item) if item else _("All items"),
        key="partner_item",
        width=260,
    )


def story(view: View, partners: pd.DataFrame) -> None:
    """One partner's story: its paragraph, its days, its places, its items, and its rows to take along."""
    st.subheader(_("One partner's story"), anchor=False)
    name = _picked(view, partners)
    scope = replace(view.scope, partner=(name,))
    row = next(partners[partners["partner"] == name].itertuples())
    headline = view.ask_row("overview/headline", scope)
    items = view.ask("items/delivered", scope)
    places = _places(view.ask("coverage/by_district", scope))
    show.sentences(
        [
            " ".join(
                story_of(
                    row,
                    headline,
                    list(places["place"]),
                    quantities(items, view.item_name),
                    view.operation.late_after_days,
                )
            )
        ]
    )
    if not row.deliveries:
        return
    _days(view.ask("coverage/by_day", scope), row)
    st.markdown(f"**{md_escape(_('Its places'))}**")
    show.table(
        places,
        {
            "place": show.text(_("Place"), width=160),
            "department": show.text(_("Department"), width=110),
            "households_reached": show.count(_("Families")),
            "last_delivery": show.day(_("Last delivery")),
        },
        key="partner_places",
        alt=_("Families reached by {name} in each place.").format(name=name),
    )
    st.markdown(f"**{md_escape(_('Its items'))}**")
    show.table(
        items.assign(
            item=[view.item_name(item) if item else _("unknown item") for item in items["item"]]
        ),
        {
            "item": show.text(_("Item"), width="medium"),
            "quantity": show.quantity(_("Quantity")),
            "unit": show.text(_("Unit")),
        },
        key="partner_items",
        alt=_("Items that {name} delivered.").format(name=name),
    )
    with st.container(horizontal=True):
        show.download(
            view.ask("partners/places", scope),
            f"partner-{name}",
            label=_("Download its rows, added up (CSV)"),
        )
        view.link("districts", _("Its districts"), icon=":material/location_city:", partner=name)
        view.link("map", _("On the map"), icon=":material/map:", partner=name)


def _picked(view: View, partners: pd.DataFrame) -> str:
    names = list(partners.sort_values("partner")["partner"])
    first = partners.iloc[0]["partner"]
    return st.selectbox(
        _("Partner"),
        names,
        index=names.index(first),
        format_func=plain,
        key="partner_story",
        bind="query-params",
        width=460,
    )


def _places(districts: pd.DataFrame) -> pd.DataFrame:
    reached = districts[districts["last_delivery"].notna() | districts["households_reached"].gt(0)]
    return reached.assign(place=[place_of(row) for row in reached.itertuples()]).sort_values(
        "households_reached", ascending=False
    )


def place_of(row: Any) -> str:
    """What the place of a row of ``coverage/by_district`` is called."""
    names = [
        plain(name) if known(name) else None
        for name in (row.district, row.province, row.department)
    ]
    return place_name(row.geo_level, *names)


def _days(days: pd.DataFrame, row: Any) -> None:
    dated = days[days["day"].notna()]
    if dated.empty or not days["households_reached_new"].sum():
        return
    name = plain(row.partner)
    show.chart(
        days_chart(dated, row.households_targeted),
        key="partner_days",
        sentence=days_sentence(dated),
        alt=_("Families reached by {name} until each day.").format(name=name),
        table=dated,
        columns={
            "day": show.day(_("Day")),
            "households_reached_new": show.count(_("Families, new")),
            "households_reached_cumulative": show.count(_("Families until then")),
        },
    )
