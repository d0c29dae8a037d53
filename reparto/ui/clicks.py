"""Clicks on marks of charts and on cells of tables: noted once, as a button's are, and forgotten when handled.

What a click chose is let go of at once, so that the same mark can be clicked again, and no rerun opens it anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st

_CLICKED = "clicked"
_ROUND = "drawn_anew"


@dataclass(frozen=True)
class Click:
    """A click on a mark (its ``point``, as plotly tells it) or on a cell: ``row`` by place, ``column`` by name."""

    point: Mapping[str, Any] | None = None
    row: int | None = None
    column: str | None = None


def has_pointer() -> bool:
    """Whether the reader points with more than a finger: a chart that can be clicked cannot be scrolled over by one."""
    agent = st.context.headers.get("User-Agent", "")
    return not any(word in agent for word in ("Mobile", "Android", "iPad"))


def chart_settings(key: str) -> dict[str, Any]:
    """What a chart needs to be clicked: the key it is drawn under now, and what is done then."""
    drawn = st.session_state.get(_ROUND, {}).get(key, 0)
    # Streamlit cannot unselect a mark; under another key the chart is drawn without a selection.
    now = f"{key}_{drawn}" if drawn else key
    return {
        "key": now,
        "on_select": partial(_mark_clicked, key, now),
        "selection_mode": "points",
    }


def table_settings(key: str) -> dict[str, Any]:
    """What a table needs to be clicked."""
    return {"on_select": partial(_cell_clicked, key), "selection_mode": "single-cell"}


def _mark_clicked(key: str, now: str) -> None:
    points = st.session_state[now]["selection"]["points"]
    if points:
        note(key, Click(point=dict(points[0])))
        rounds = st.session_state.get(_ROUND, {})
        st.session_state[_ROUND] = rounds | {key: rounds.get(key, 0) + 1}


def _cell_clicked(key: str) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    if cells:
        row, column = cells[0]
        note(key, Click(row=int(row), column=str(column)))


def note(key: str, click: Click) -> None:
    """Keep a click until what was clicked is drawn."""
    st.session_state[_CLICKED] = (key, click)


def taken(key: str) -> Click | None:
    """The click on the chart or table of this key, once; None where there was none."""
    if (noted := st.session_state.get(_CLICKED)) is None or noted[0] != key:
        return None
    del st.session_state[_CLICKED]
    click: Click = noted[1]
    return click


def make_clickable(figure: go.Figure) -> go.Figure:
    """The figure, so that each of its marks answers to a click: lines by their points, bars without a label on hover."""
    for trace in figure.data:
        has_words = trace.hoverinfo != "skip"
        if trace.type == "scatter" and (trace.mode or "") == "lines":
            if has_words and trace.line.width != 0:
                trace.update(mode="lines+markers", marker={"opacity": 0, "size": 12})
        elif trace.type in ("bar", "scatter"):
            # A skipped trace has no clicks either.
            trace.hoverinfo = trace.hoverinfo if has_words else "none"
        if trace.type in ("bar", "scatter"):
            shown = trace.marker.opacity
            trace.update(unselected={"marker": {"opacity": 1 if shown is None else shown}})
    return figure
