"""The counting methods side by side: one dot for each, on one scale."""

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import BLUE, MUTED, axis, figure
from reparto.language import _, number

_ROW = 34


def methods_compared(table: pd.DataFrame, compared_by: str = "households_reached") -> go.Figure:
    """What each fitting method gives in families (or in people), the most above; the chosen one stands out."""
    shown = table[table["why"].isna()].sort_values(compared_by, kind="stable")
    families = shown[compared_by].astype(int).tolist()
    labels = [f"<b>{row.label}</b>" if row.is_chosen else row.label for row in shown.itertuples()]
    chart = figure(
        height=60 + _ROW * len(shown),
        xaxis=axis(
            rangemode="tozero",
            tickformat=",d",
            **({"nticks": 5} if max(families, default=0) > 4 else {"dtick": 1}),  # no half families
            range=[0, max(families, default=1) * 1.18 or 1],
        ),
        yaxis=axis(showgrid=False, type="category", categoryorder="array", categoryarray=labels),
    )
    low, high = min(families, default=0), max(families, default=0)
    chart.add_vrect(x0=low, x1=high, fillcolor=MUTED, opacity=0.14, line_width=0, layer="below")
    chart.add_scatter(
        x=families,
        y=labels,
        mode="markers+text",
        text=[f"  {number(count)}" for count in families],
        textposition="middle right",
        cliponaxis=False,
        marker={
            "size": [15 if chosen else 11 for chosen in shown["is_chosen"]],
            "color": [BLUE if chosen else MUTED for chosen in shown["is_chosen"]],
            "symbol": ["diamond" if chosen else "circle" for chosen in shown["is_chosen"]],
        },
        customdata=list(shown["sentence"]),
        hovertemplate=(
            _("%{x:,d} people. %{customdata}")
            if compared_by == "persons_reached"
            else _("%{x:,d} families. %{customdata}")
        )
        + "<extra></extra>",
    )
    return chart
