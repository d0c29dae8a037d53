"""What is compared on the Map page: two days, two items or the partners; the address carries the choices as codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from reparto.language import _
from reparto.scope import Scope
from reparto.ui import View
from reparto.ui.frame import Frame, put
from reparto.ui.text import md_escape, plain
from reparto.wording import map_compare as wording

SIDES = ("a", "b")
AT_ONCE = 12


def choose_days(view: View, scope: Scope) -> tuple[date, date] | None:
    """Two days, the earlier first; None, and a sentence why, where there are no two or both are the same.

    Unless others are chosen they are the last day in view and the one half-way to it from the first.
    """
    headline = view.ask_row("overview/headline", scope)
    first, last = (_day(headline[name]) for name in ("first_delivery", "last_delivery"))
    if first is None or last is None or first == last:
        _say(wording.too_few_days(first))
        return None
    choices = _frame().choices
    least = max(view.scope.since or choices.first or first, min(choices.first or first, first))
    most = view.scope.until or max(choices.last or last, last)
    usual = (first + (last - first) // 2, last)
    found = [_written_day(st.query_params.get(side, "")) for side in SIDES]
    days = [
        day if day and least <= day <= most else other
        for day, other in zip(found, usual, strict=True)
    ]
    one, other = sorted(days)
    with st.container(horizontal=True, gap="medium"):
        for side, label, day in zip(
            SIDES, (_("Until"), _("Compared with, until")), (one, other), strict=True
        ):
            key = _widget(f"compare_day_{side}", day)
            st.date_input(
                label,
                min_value=least,
                max_value=most,
                format="DD/MM/YYYY",
                key=key,
                on_change=_chosen,
                args=(SIDES, "compare_day_"),
                width=200,
            )
    if one == other:
        _say(wording.same_dates())
        return None
    return one, other


def choose_items(view: View, scope: Scope) -> tuple[str, str] | None:
    """Two items; None, and a sentence why, where there are no two or both are the same.

    Unless others are chosen they are the two with most delivered rows in view.
    """
    names = _frame().choices.names.get("item", {})
    table = view.ask("coverage/district_items", scope).dropna(subset=["item"])
    delivered = (
        table.groupby("item")["deliveries"].sum().sort_values(ascending=False, kind="stable")
    )
    offered = [str(item) for item in delivered.index]
    asked = [st.query_params.get(side, "") for side in SIDES]
    if not view.scope.item:
        offered += [item for item in dict.fromkeys(asked) if item in names and item not in offered]
    if len(offered) < 2:
        _say(wording.too_few_items(view.item_name(offered[0]) if offered else None))
        return None
    one = asked[0] if asked[0] in offered else next(i for i in offered if i != asked[1])
    other = asked[1] if asked[1] in offered else next(i for i in offered if i != one)
    with st.container(horizontal=True, gap="medium"):
        for side, label, item in zip(
            SIDES, (_("Item"), _("Compared with")), (one, other), strict=True
        ):
            st.selectbox(
                label,
                offered,
                format_func=lambda item: plain(view.item_name(item)),
                key=_widget(f"compare_item_{side}", item),
                on_change=_chosen,
                args=(SIDES, "compare_item_"),
                width=280,
            )
    if one == other:
        _say(wording.same_items())
        return None
    return one, other


@dataclass(frozen=True)
class Partners:
    """The partners that are shown, those with most families first, how many there are, and what each reached."""

    shown: tuple[str, ...]
    known: int
    progress: Mapping[str, dict[str, Any]]

    def draw_more(self) -> None:
        """The button that shows more of them."""
        left = self.known - len(self.shown)
        if left > 0:
            st.button(
                wording.more_partners(min(left, AT_ONCE)),
                icon=":material/add:",
                key="compare_more",
                on_click=put,
                args=("maps", str(len(self.shown) + AT_ONCE)),
            )


def choose_partners(view: View, scope: Scope) -> Partners | None:
    """The partners to show, as many as the address asks for; None, and a sentence why, where there are no two."""
    table = view.ask("partners/progress", scope)
    table = table[(table["deliveries"] > 0) & table["partner"].notna()]
    table = table.sort_values("households_reached", ascending=False, kind="stable")
    names = [str(name) for name in table["partner"]]
    if len(names) < 2:
        _say(wording.too_few_partners(plain(names[0]) if names else None))
        return None
    asked = st.query_params.get("maps", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else AT_ONCE
    shown = tuple(names[: max(wanted, AT_ONCE)])
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    progress = {str(row["partner"]): row for row in rows[: len(shown)]}
    return Partners(shown, len(names), progress)


def _say(why: str) -> None:
    st.info(md_escape(why), icon=":material/compare:")


def _frame() -> Frame:
    frame: Frame = st.session_state.frame
    return frame


def _widget(key: str, value: Any) -> str:
    """The key of a widget that shows what the address says."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _chosen(sides: tuple[str, ...], prefix: str) -> None:
    """Write what both widgets show to the address."""
    for side in sides:
        value = st.session_state[f"{prefix}{side}"]
        if value is not None:
            put(side, value.isoformat() if isinstance(value, date) else str(value))


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _written_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
