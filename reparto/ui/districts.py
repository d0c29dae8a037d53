"""The pieces of the Districts page: its table, its chart, and the choice of the place whose story is told."""

import time
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from reparto.charts.districts import coverage_bars
from reparto.language import _, number, whole_percent
from reparto.metrics import METRICS
from reparto.ui import View, show
from reparto.ui.filters import ECHO_SECONDS
from reparto.ui.frame import put
from reparto.ui.text import md_escape, plain
from reparto.wording.districts import coverage_in_words, place_name

STORY = "district_story"  # in the address: the code of the place whose story is open
NOT_LOCATED = "none"
FEWEST_BARS = 15
TALLEST_CHART = 720
TALLEST_TABLE = 38 + 35 * 10


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
    rows["people_between"] = [
        f"{number(low)}–{number(high)}" if assumed else None
        for assumed, low, high in rows[
            ["persons_assumed", "persons_low", "persons_high"]
        ].itertuples(index=False)
    ]
    # Where no row gives families their number is unknown, not zero.
    given = rows["is_households_known"].fillna(True).astype(bool)
    figures = ["households_reached", "coverage_rate", "households_gap"]
    rows[figures] = rows[figures].where(given)
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
        "persons_assumed": show.count(
            METRICS["persons_assumed"].named(), help=METRICS["persons_assumed"].explained()
        ),
        "people_between": show.text(
            _("People, from … to …"),
            help=_("With the smallest and the largest plausible household size."),
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
    codes = rows["story"].tolist()
    selected = [codes.index(opened)] if opened in codes else []
    key = "districts_table"
    if st.session_state.get(key, {}).get("selection", {}).get("rows", []) != selected:
        st.session_state[key] = {"selection": {"rows": selected, "columns": [], "cells": []}}
    whole = rows["coverage_rate"].map(whole_percent, na_action="ignore")
    columns = _columns(rows)
    if "coverage_rate" in columns:
        columns["coverage_rate"] = columns["coverage_rate"].over(whole)
    st.dataframe(
        rows.assign(coverage_rate=whole)[list(columns)],
        hide_index=True,
        width="stretch",
        height=min(38 + 35 * len(rows), TALLEST_TABLE),
        column_config=columns,
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
        "persons_measured": METRICS["persons_measured"].named(),
        "persons_assumed": METRICS["persons_assumed"].named(),
        "persons_low": METRICS["persons_low"].named(),
        "persons_high": METRICS["persons_high"].named(),
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
            drawn=covered,
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
                _("The place “{code}” is not among those shown here.").format(code=code[:20])
            ),
            icon=":material/wrong_location:",
        )
    put(STORY, None)
    return rows["story"].iloc[0] if len(rows) == 1 else None


def draw_way_to_story(rows: pd.DataFrame, opened: str | None) -> None:
    """Lead to the story that is open, or say how to open one: in the same line, so that no row moves."""
    if opened is None:
        st.markdown(f":material/touch_app: {md_escape(_('Choose a row to read its story.'))}")
        return
    place = rows[rows["story"] == opened]["place"].iloc[0]
    words = _("Go to the story of {place}").format(place=place)
    st.markdown(f":material/arrow_downward: [{md_escape(words)}](#story)")


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
        placeholder=_("Choose a place"),
        key=key,
        on_change=_name_chosen,
    )
