"""One place's story: how far it is, who delivered what and when, and what is on its way."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.districts import reached_by_day
from reparto.language import _, number, percent
from reparto.metrics import METRICS
from reparto.scope import Scope
from reparto.ui import View, show
from reparto.ui.asked import Asked
from reparto.ui.districts import NOT_LOCATED
from reparto.ui.text import md_escape, plain
from reparto.wording.districts import (
    days_in_words,
    how_far,
    what_is_coming,
    what_was_delivered,
    when_delivered,
    who_delivered,
)


def story_scope(scope: Scope, place: dict[str, Any]) -> Scope:
    """The reader's scope, narrowed to one place as far as filters can; its rows are picked afterwards."""
    level = place["geo_level"]
    narrowed: dict[str, Any] = {level: (place["ubigeo"],)}
    return replace(scope, **narrowed) if level in ("district", "province", "department") else scope


def rows_of(answer: pd.DataFrame, place: dict[str, Any]) -> pd.DataFrame:
    """The rows of an answer that belong to one place; rows without a place belong together."""
    if place["story"] == NOT_LOCATED:
        return answer[answer["ubigeo"].isna()]
    return answer[answer["ubigeo"] == place["ubigeo"]]


def draw_story(view: View, rows: pd.DataFrame, opened: str) -> None:
    """Tell one place's story: how far it is, who delivered what and when, and what is on its way."""
    row = rows[rows["story"] == opened].iloc[0]
    place = {name: None if pd.isna(value) else value for name, value in row.items()}
    scope = story_scope(view.scope, place)
    partners, items, days, waiting = (
        rows_of(view.ask(f"coverage/district_{name}", scope), place)
        for name in ("partners", "items", "days", "waiting")
    )
    with st.container(border=True):
        st.subheader(md_escape(place["place"]), anchor="story")
        above = [place["province"], place["department"], place["ubigeo"]]
        if above := [plain(name) for name in above if name]:
            st.caption(md_escape(" · ".join(above)))
        _figures(place, scope)
        show.sentences(
            [
                _joined(how_far(place, partners), what_is_coming(waiting, place["households_gap"])),
                _joined(
                    who_delivered(partners),
                    what_was_delivered(items, view.item_name),
                    when_delivered(partners, days),
                ),
            ]
        )
        _when(days, place)
        grid = st.grid(2, min_column_width=400)
        with grid.cell():
            _who(partners)
        with grid.cell():
            _what(view, items)
        _waiting(view, waiting)


def _joined(*lines: str) -> str:
    return " ".join(line for line in lines if line)


def _figures(place: dict[str, Any], scope: Scope) -> None:
    named = {
        "households_reached": METRICS["households_reached"].named(),
        "households_targeted": _("Target"),
        "coverage_rate": METRICS["coverage_rate"].named(),
        "households_gap": _("Still to reach"),
        "persons_reached": METRICS["persons_reached"].named(),
        "partners_active": _("Partners"),
    }
    # Without a target there is nothing to say of it, and the sentence says so.
    known = [name for name in named if place[name] is not None]
    values = {
        name: percent(place[name]) if name == "coverage_rate" else number(place[name])
        for name in known
    }
    show.metrics(
        [{"label": named[name], "value": values[name]} for name in known],
        asks=Asked("coverage/by_district", scope),
    )


def _when(days: pd.DataFrame, place: dict[str, Any]) -> None:
    if days["day"].notna().any() and days["households_reached_new"].any():
        show.chart(
            reached_by_day(days, place["households_targeted"]),
            key="district_days",
            title=_("Families reached, day by day"),
            sentence=days_in_words(days, place["households_targeted"]),
            alt=_("Families reached in {place} until each day, as a line").format(
                place=place["place"]
            ),
            table=days,
            columns={
                "day": show.day(_("Day")),
                "households_reached_new": show.count(_("Reached for the first time")),
                "households_reached_cumulative": show.count(_("Reached until then")),
            },
        )


def _who(partners: pd.DataFrame) -> None:
    if partners.empty:
        return
    st.markdown(f"**{_('Who')}**")
    show.table(
        partners,
        {
            "partner": show.text(_("Partner")),
            "households_reached": show.count(_("Families")),
            "first_delivery": show.day(_("First delivery")),
            "last_delivery": show.day(_("Last delivery")),
        },
        key="district_partners",
        alt=_("Partners that delivered here"),
    )
    if len(partners) > 1:
        st.caption(_("A family that two partners served counts for both."))


def _what(view: View, items: pd.DataFrame) -> None:
    if items.empty:
        return
    st.markdown(f"**{_('What')}**")
    show.table(
        _with_item_names(view, items),
        {
            "item": show.text(_("Item")),
            "quantity": _quantity_column(items),
            "unit": show.text(_("Unit")),
            "deliveries": show.count(_("Rows")),
        },
        key="district_items",
        alt=_("Items delivered here"),
    )


def _quantity_column(rows: pd.DataFrame) -> Any:
    known = rows["quantity"].dropna()
    return (show.count if (known % 1 == 0).all() else show.quantity)(_("Quantity"))


def _waiting(view: View, waiting: pd.DataFrame) -> None:
    if waiting.empty:
        return
    st.markdown(f"**{_('Reported and not counted')}**")
    named = _with_item_names(view, waiting)
    show.table(
        named.assign(status=[view.status_name(status) for status in named["status"]]),
        {
            "status": show.text(_("Status")),
            "partner": show.text(_("Partner")),
            "item": show.text(_("Item")),
            "quantity": _quantity_column(waiting),
            "unit": show.text(_("Unit")),
            "rows": show.count(_("Rows")),
            "first_day": show.day(_("From")),
            "last_day": show.day(_("Until")),
        },
        key="district_waiting",
        alt=_("Rows for this place that do not count as reached"),
    )


def _with_item_names(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    names = [view.item_name(item) if isinstance(item, str) else None for item in rows["item"]]
    return rows.assign(item=names)
