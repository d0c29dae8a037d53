"""The chart of a contribution's way: what became of each item that was given."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import BLUE, GREEN, MUTED, ORANGE, PURPLE, VERMILION, axis, figure
from reparto.charts.partners import short_names
from reparto.language import _, number, percent
from reparto.wording.impact import FATES
from reparto.wording.words import known

# Colour and, for those who do not see it and for print, a pattern.
MARKS = {
    "delivered": (GREEN, ""),
    "sent_not_seen": (BLUE, "/"),
    "in_stock": (ORANGE, "."),
    "lost": (VERMILION, "x"),
    "awaited": (PURPLE, "\\"),
    "untold": (MUTED, "-"),
}
NARROWEST_WITH_TEXT = 0.07


def fates(row: Any) -> list[tuple[str, float, float]]:
    """What became of one item: fate, quantity, and its share of what was contributed."""
    found = [(fate, getattr(row, fate)) for fate in FATES]
    contributed = float(row.contributed)
    return [
        (fate, float(value), float(value) / contributed)
        for fate, value in found
        if known(value) and value
    ]


def fate_chart(chain: pd.DataFrame, item_name: Callable[[str], str]) -> go.Figure:
    """One bar for each item, as long as what was contributed, cut into what became of it."""
    rows = list(chain.itertuples())
    names = short_names(
        [item_name(row.item) if known(row.item) else _("unknown item") for row in rows], 22
    )
    labels = [
        f"<b>{name}</b><br>{_('{quantity} given').format(quantity=number(row.contributed, 1))}"
        for name, row in zip(names, rows, strict=True)
    ]
    places = list(range(len(rows)))
    found = [{fate: (value, share) for fate, value, share in fates(row)} for row in rows]
    chart = figure(
        height=70 * len(rows) + 130,
        barmode="stack",
        bargap=0.42,
        barcornerradius=0,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top", "traceorder": "normal"},
    )
    for fate, (colour, pattern) in MARKS.items():
        if not any(fate in one for one in found):
            continue
        told = [one.get(fate, (0.0, 0.0)) for one in found]
        chart.add_bar(
            x=[share for _value, share in told],
            y=places,
            orientation="h",
            name=_(FATES[fate]),
            marker={
                "color": colour,
                "line": {"width": 0},
                "pattern": {
                    "shape": pattern,
                    "fillmode": "overlay",
                    "bgcolor": colour,
                    "fgcolor": "rgba(255, 255, 255, 0.45)",
                    "size": 6,
                    "solidity": 0.25,
                },
            },
            text=[
                number(value, 1) if share >= NARROWEST_WITH_TEXT else "" for value, share in told
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "#ffffff", "size": 13},
            customdata=[[number(value, 1), percent(share)] for value, share in told],
            hovertemplate=f"<b>{_(FATES[fate])}</b><br>%{{customdata[0]}} · %{{customdata[1]}}<extra></extra>",
        )
    longest = max([1.0, *(sum(share for _value, share in one.values()) for one in found)])
    chart.update_layout(
        xaxis=axis(visible=False, range=[0, longest]),
        yaxis=axis(tickvals=places, ticktext=labels, range=[len(rows) - 0.5, -0.5], showgrid=False),
    )
    return chart
