"""R4V's models side by side: a dot for each order of steps, on one scale of people."""

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import BLUE, MUTED, axis, figure
from reparto.language import _, number

_ROW = 34


def models_compared(table: pd.DataFrame) -> go.Figure:
    """What each fitting model gives, the most people above: filled in R4V's own order of steps, open in the other."""
    shown = table[table["why"].isna()]
    people = shown["persons"].astype(int)
    other = shown[shown["cumulated_first"] != shown["persons"]]
    most = max([*people, *other["cumulated_first"].astype(int)], default=1) or 1
    chart = figure(
        height=90 + _ROW * len(shown),
        xaxis=axis(rangemode="tozero", tickformat=",d", nticks=5, range=[0, most * 1.18]),
        yaxis=axis(
            showgrid=False,
            type="category",
            categoryorder="array",
            categoryarray=list(shown["label"])[::-1],
        ),
        showlegend=len(other) > 0,
    )
    chart.add_scatter(
        x=other["cumulated_first"].astype(int).tolist(),
        y=list(other["label"]),
        name=_("Each sector over all months, then the maximum"),
        mode="markers",
        marker={"size": 11, "color": MUTED, "symbol": "circle-open", "line": {"width": 2}},
        hovertemplate=_("%{x:,d} people, cumulated first") + "<extra></extra>",
    )
    chart.add_scatter(
        x=people.tolist(),
        y=list(shown["label"]),
        name=_("The maximum of each month, then the sum"),
        mode="markers+text",
        text=[f"  {number(count)}" for count in people],
        textposition="middle right",
        cliponaxis=False,
        marker={"size": 12, "color": BLUE},
        customdata=list(shown["sentence"]),
        hovertemplate=_("%{x:,d} people. %{customdata}") + "<extra></extra>",
    )
    return chart
