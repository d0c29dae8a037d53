"""The pieces of the Districts page: its table, the choice of one place, and that place's story."""

import time
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.districts import coverage_bars, reached_by_day
from reparto.language import _, number, percent
from reparto.metrics import METRICS
from reparto.scope import Scope
from reparto.ui import View, show
from reparto.ui.filters import ECHO_SECONDS
from reparto.ui.frame import put
from reparto.ui.text import md_escape, plain
from reparto.wording.districts import (
    coverage_in_words,
    days_in_words,
    how_far,
    place_name,
    what_is_coming,
    what_was_delivered,
    when_delivered,
    who_delivered,
    whole_percent,
)

STORY = "district_story"  # in the address: the code of the place whose story is open
NOT_LOCATED = "none"
FEWEST_BARS = 15
TALLEST_CHART = 720


def named_places(places: pd.DataFrame) -> pd.DataFrame:
    """The places as the page shows them: each with its name and the code of its story."""
    rows = places.copy()
    rows["story"] = rows["ubigeo"].fillna(NOT_LOCATED)
    rows["place"] = [
        place_name(level, *(plain(name) if isinstance(name, str) else None for name in names))
        for level, *names in rows[["geo_level", "district", "province", "department"]].itertuples(
            index=False
        )
    ]
    # What is missing is known only against a target.
    rows["households_gap"] = rows["households_gap"].where(rows["households_targeted"].notna())
    return rows


def below_half(rows: pd.DataFrame) -> list[tuple[str, float]]:
    """The districts below half of their target, worst first."""
    chosen = rows[(rows["geo_level"] == "district") & (rows["coverage_rate"] < 0.5)]
    return list(zip(chosen["place"], chosen["coverage_rate"], strict=True))


def _columns(rows: pd.DataFrame) -> dict[str, Any]:
    columns = {
        "place": show.text(_("District"), pinned=True, width=170),
        "coverage_rate": show.progress(
            METRICS["coverage_rate"].named(), help=METRICS["coverage_rate"].explained()
        ),
        "households_reached": show.count(
            METRICS["households_reached"].named(), help=METRICS["households_reached"].explained()
        ),
        "households_targeted": show.count(_("Target")),
        "households_gap": show.count(
            _("Still to reach"), help=_("Families targeted and not yet reached.")
        ),
        "persons_reached": show.count(
            METRICS["persons_reached"].named(), help=METRICS["persons_reached"].explained()
        ),
        "partners_active": show.count(
            _("Partners"), help=_("Implementing partners with a delivery here.")
        ),
        "last_delivery": show.day(_("Last delivery")),
        "province": show.text(_("Province")),
        "department": show.text(_("Department")),
        "ubigeo": show.text(_("Code"), help=_("Ubigeo or P-code of the place.")),
    }
    unknown = [name for name in columns if rows[name].isna().all()]
    return {name: column for name, column in columns.items() if name not in unknown}


def draw_places(rows: pd.DataFrame, opened: str | None) -> None:
    """Draw the table of places; choosing a row opens its story."""
    columns = _columns(rows)
    codes = rows["story"].tolist()
    selected = [codes.index(opened)] if opened in codes else []
    key = "districts_table"
    if st.session_state.get(key, {}).get("selection", {}).get("rows", []) != selected:
        st.session_state[key] = {"selection": {"rows": selected, "columns": [], "cells": []}}
    progress = columns.pop("coverage_rate", None)
    config = {name: columns[name] for name in columns}
    if progress is not None:
        config["coverage_rate"] = progress.over(rows["coverage_rate"])
    order = [name for name in _columns(rows) if name in config]
    shown = rows[order]
    if progress is not None:
        shown = shown.assign(
            coverage_rate=rows["coverage_rate"].map(whole_percent, na_action="ignore")
        )
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        height=min(38 + 35 * len(rows), 458),
        column_config=config,
        placeholder="—",
        key=key,
        on_select=partial(_row_chosen, codes),
        selection_mode="single-row",
        alt=_(
            "Districts with families reached, target and coverage, furthest from the target first"
        ),
    )


def download_places(view: View, rows: pd.DataFrame) -> None:
    """Offer the table as a file under headers in the reader's language, named after operation and snapshot."""
    labels = {
        "ubigeo": _("Code"),
        "place": _("District"),
        "province": _("Province"),
        "department": _("Department"),
        "households_reached": METRICS["households_reached"].named(),
        "households_targeted": _("Target"),
        "coverage_rate": METRICS["coverage_rate"].named(),
        "households_gap": _("Still to reach"),
        "persons_reached": METRICS["persons_reached"].named(),
        "partners_active": _("Partners"),
        "last_delivery": _("Last delivery"),
    }
    counts = ["households_targeted", "households_gap"]
    file = rows[list(labels)].astype(dict.fromkeys(counts, "Int64"))
    file["coverage_rate"] = file["coverage_rate"].round(4)
    show.download(
        file.rename(columns=labels), f"districts-{view.operation.key}-snapshot_{view.snapshot}"
    )


def draw_coverage(rows: pd.DataFrame) -> None:
    """Draw coverage against the target, the furthest first; all of it on demand."""
    covered = rows[rows["coverage_rate"].notna()]
    if covered.empty:
        return
    total = len(covered)
    st.subheader(_("Coverage against the target"), anchor=False)
    if total > FEWEST_BARS:
        names = {
            False: _("The {count} furthest").format(count=number(FEWEST_BARS)),
            True: _("All {count}").format(count=number(total)),
        }
        every = st.segmented_control(
            _("How many places the chart shows"),
            list(names),
            format_func=names.__getitem__,
            default=False,
            required=True,
            key="district_bars",
            persist_state="session",
            label_visibility="collapsed",
        )
        covered = covered if every else covered.head(FEWEST_BARS)
    figure = coverage_bars(covered)
    words = coverage_in_words(len(covered), total)
    with st.container(
        height=TALLEST_CHART if figure.layout.height > 1200 else "content", border=False
    ):
        show.chart(
            figure,
            key="district_coverage",
            alt=_(
                "Coverage by district in bars against a line at 100 %, furthest from the target first"
            ),
            sentence=words,
        )


def opened_story(rows: pd.DataFrame) -> str | None:
    """The place whose story is open: the one chosen just now, else the one of the address, else the only one."""
    state = st.session_state
    touched = state.pop("district_story_touched", False)
    is_echo = time.monotonic() - state.get("district_story_moment", 0.0) < ECHO_SECONDS
    if not touched and not is_echo:
        state.district_story_open = st.query_params.get(STORY)
    code = state.get("district_story_open")
    if code in set(rows["story"]):
        put(STORY, code)
        return code
    if code:
        st.info(
            md_escape(
                _("The place “{code}” of this link is not among those shown here.").format(
                    code=code[:20]
                )
            ),
            icon=":material/wrong_location:",
        )
    put(STORY, None)
    return rows["story"].iloc[0] if len(rows) == 1 else None


def _open(code: str | None) -> None:
    st.session_state.district_story_open = code
    st.session_state.district_story_touched = True
    st.session_state.district_story_moment = time.monotonic()


def _row_chosen(codes: list[str]) -> None:
    chosen = st.session_state["districts_table"]["selection"]["rows"]
    _open(codes[chosen[0]] if chosen else None)


def _name_chosen() -> None:
    _open(st.session_state["district_story_choice"])


def choose_story(rows: pd.DataFrame, opened: str | None) -> None:
    """Draw the choice of one place, for those who choose by keyboard."""
    key = "district_story_choice"
    if st.session_state.get(key) != opened:
        st.session_state[key] = opened
    doubled = rows["place"].duplicated(keep=False)
    names = {
        code: f"{place} ({code})" if twice else place
        for code, place, twice in zip(rows["story"], rows["place"], doubled, strict=True)
    }
    st.selectbox(
        _("One district's story"),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder=_("Choose a district, or a row of the table"),
        key=key,
        on_change=_name_chosen,
    )


def story_scope(scope: Scope, place: dict[str, Any]) -> Scope:
    """The reader's scope, narrowed to one place as far as filters can; its rows are picked afterwards."""
    from dataclasses import replace

    if place["geo_level"] in ("district", "province", "department"):
        return replace(scope, **{place["geo_level"]: (place["ubigeo"],)})
    return scope


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
        _figures(place)
        show.sentences(
            [
                _joined(how_far(place), what_is_coming(waiting, place["households_gap"])),
                _joined(
                    who_delivered(partners),
                    what_was_delivered(items, view.item_name),
                    when_delivered(partners, days),
                ),
            ]
        )
        _when(days, place)
        left, right = st.columns(2)
        with left:
            _who(partners)
        with right:
            _what(view, items)
        _waiting(view, waiting)


def _joined(*lines: str) -> str:
    return " ".join(line for line in lines if line)


def _figures(place: dict[str, Any]) -> None:
    rate = place["coverage_rate"]
    cards = [
        {
            "label": METRICS["households_reached"].named(),
            "value": number(place["households_reached"]),
        },
        {"label": _("Target"), "value": number(place["households_targeted"])},
        {"label": METRICS["coverage_rate"].named(), "value": percent(rate and whole_percent(rate))},
        {"label": _("Still to reach"), "value": number(place["households_gap"])},
        {"label": METRICS["persons_reached"].named(), "value": number(place["persons_reached"])},
        {"label": _("Partners"), "value": number(place["partners_active"])},
    ]
    show.metrics(cards)


def _when(days: pd.DataFrame, place: dict[str, Any]) -> None:
    if days["day"].notna().any():
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
            "last_delivery": show.day(_("Last")),
            "first_delivery": show.day(_("First")),
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
