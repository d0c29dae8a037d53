"""Equity's charts: the Lorenz curve beside the line of equality, and the coverage of each fifth of the need."""

import plotly.graph_objects as go

from reparto.charts.look import ABOVE, BELOW, BLUE, MUTED, TARGET, axis, figure, text_of_names
from reparto.equity import FIFTHS, Comparison, lorenz_curve
from reparto.language import _, percent
from reparto.wording.equity import fifth_names
from reparto.wording.overview import FAR_BEHIND

_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1]
_BAR_HEIGHT = 42


def lorenz(comparison: Comparison) -> go.Figure:
    """Cumulative share of need against cumulative share of families reached, worst-served districts first.

    Raises ValueError where nobody was reached.
    """
    places = comparison.places
    curve = lorenz_curve(places["households_reached"], places["weight"])
    if curve is None:
        raise ValueError("there is no curve where nobody was reached")
    across, up = (list(map(float, values)) for values in curve)
    chart = figure(
        height=360,
        margin={"l": 8, "r": 16, "t": 16, "b": 8, "pad": 4},
        xaxis=_share_axis(
            _("Share of need, worst served first")
            if comparison.base == "need"
            else _("Share of the target, worst served first")
        ),
        yaxis=_share_axis(_("Share of what was delivered")),
    )
    chart.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        line={"color": TARGET, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=across,
        y=up,
        mode="lines+markers" if len(places) <= 60 else "lines",
        line={"color": BLUE, "width": 3},
        marker={"size": 5},
        fill="tozeroy",
        fillcolor="rgba(11, 128, 195, 0.12)",
        customdata=[
            [name, percent(x), percent(y)]
            for name, x, y in zip(["", *text_of_names(places["place"])], across, up, strict=True)
        ],
        hovertemplate=(
            _(
                "Up to %{customdata[0]}: %{customdata[1]} of the need, %{customdata[2]} of what was delivered"
            )
            if comparison.base == "need"
            else _(
                "Up to %{customdata[0]}: %{customdata[1]} of the target, %{customdata[2]} of what was delivered"
            )
        )
        + "<extra></extra>",
    )
    worst = comparison.fifths[0].share
    chart.add_scatter(
        x=[1 / FIFTHS],
        y=[worst],
        mode="markers",
        marker={"color": BELOW, "size": 11},
        hoverinfo="skip",
    )
    chart.add_annotation(
        x=1 / FIFTHS,
        y=worst,
        text=_("Worst-served fifth: {rate}").format(rate=percent(worst)),
        xanchor="left",
        yanchor="top",
        xshift=10,
        showarrow=False,
        font={"size": 13},
    )
    chart.add_annotation(
        x=0.6,
        y=0.6,
        text=_("Equal coverage"),
        xanchor="right",
        yanchor="bottom",
        xshift=-8,
        showarrow=False,
        font={"size": 13},
    )
    return chart


def _share_axis(title: str) -> dict[str, object]:
    return axis(
        range=[0, 1.02],
        tickvals=_TICKS,
        ticktext=[percent(tick) for tick in _TICKS],
        title={"text": title, "font": {"size": 12}},
    )


def fifths(comparison: Comparison) -> go.Figure:
    """Coverage of each fifth of the need, worst served on top, with a line at the coverage of all together."""
    parts = comparison.fifths
    rates = [part.rate for part in parts]
    widest = max(1.0, *rates)
    positions = list(range(len(parts)))
    chart = figure(
        height=90 + _BAR_HEIGHT * len(parts),
        bargap=0.3,
        margin={"l": 8, "r": 8, "t": 30, "b": 8, "pad": 6},
        yaxis=axis(
            tickvals=positions, ticktext=fifth_names(), autorange="reversed", showgrid=False
        ),
        xaxis=axis(
            range=[0, widest * 1.2],
            tickvals=[0, 0.5, 1],
            ticktext=[percent(tick) for tick in (0, 0.5, 1)],
        ),
    )
    chart.add_bar(
        x=rates,
        y=positions,
        orientation="h",
        marker={"color": [_colour(rate) for rate in rates], "line": {"width": 0}},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=[widest * 1.04] * len(rates),
        y=positions,
        mode="text",
        text=[f"<b>{percent(rate)}</b>" for rate in rates],
        textposition="middle right",
        textfont={"size": 13},
        cliponaxis=False,
        hoverinfo="skip",
    )
    chart.add_vline(x=comparison.rate, line={"color": TARGET, "width": 2, "dash": "dash"})
    chart.add_annotation(
        x=comparison.rate,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=_("All together {rate}").format(rate=percent(comparison.rate)),
        showarrow=False,
        font={"size": 13},
    )
    return chart


def _colour(rate: float) -> str:
    if rate < FAR_BEHIND:
        return BELOW
    return ABOVE if rate >= 1 else MUTED
