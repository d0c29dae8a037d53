"""Families reached until each day, for one partner or one contribution."""

from datetime import timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import BLUE, TARGET, axis, figure
from reparto.language import _, day, number
from reparto.wording.words import known


def days_chart(days: pd.DataFrame, target: float | None = None) -> go.Figure:
    """Families reached until each day, as steps, with the target as a line."""
    dated = days[days["day"].map(known)]
    chart = figure(height=260)
    chart.add_scatter(
        x=list(dated["day"]),
        y=[int(count) for count in dated["households_reached_cumulative"]],
        mode="lines" if len(dated) > 1 else "markers",
        line={"color": BLUE, "width": 2.5, "shape": "hv"},
        marker={"color": BLUE, "size": 9},
        fill="tozeroy" if len(dated) > 1 else None,
        fillcolor="rgba(11, 128, 195, 0.14)",
        customdata=[
            [
                day(row.day),
                number(row.households_reached_cumulative),
                number(row.households_reached_new),
            ]
            for row in dated.itertuples()
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>"
        + _("%{customdata[1]} families until then, %{customdata[2]} of them new")
        + "<extra></extra>",
    )
    highest = max([1.0, *(float(count) for count in dated["households_reached_cumulative"])])
    if target is not None and known(target):
        highest = max(highest, float(target))
        chart.add_hline(y=target, line={"color": TARGET, "width": 1.5, "dash": "dot"})
        chart.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=target,
            yanchor="bottom",
            text=_("Target: {target}").format(target=number(target)),
            showarrow=False,
            font={"size": 12, "color": TARGET},
        )
    if len(dated):
        first, last = dated["day"].iloc[0], dated["day"].iloc[-1]
        margin = max(timedelta(days=1), (last - first) / 50)
        ticks = _ticks(list(dated["day"]))
        chart.add_scatter(
            x=[last],
            y=[int(dated["households_reached_cumulative"].iloc[-1])],
            mode="markers",
            marker={"color": BLUE, "size": 8},
            hoverinfo="skip",
        )
        chart.add_annotation(
            x=last,
            y=int(dated["households_reached_cumulative"].iloc[-1]),
            text=f"<b>{number(dated['households_reached_cumulative'].iloc[-1])}</b>",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            yshift=4,
            font={"size": 14, "color": BLUE},
        )
        chart.update_layout(
            xaxis=axis(
                type="date",
                range=[first - margin, last + margin],
                tickvals=ticks,
                ticktext=[day(tick, "d MMM") for tick in ticks],
                showgrid=False,
            )
        )
    chart.update_layout(
        margin={"l": 8, "r": 16, "t": 24, "b": 8},
        yaxis=axis(range=[0, highest * 1.15], rangemode="tozero", nticks=5, tickformat=",d"),
    )
    return chart


def _ticks(days: list[Any]) -> list[Any]:
    first, last = days[0], days[-1]
    span = (last - first).days
    if span < 1:
        return [first]
    parts = min(4, span)
    return [first + (last - first) * step // parts for step in range(parts + 1)]
