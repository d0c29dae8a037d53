"""Districts: how far each is towards its target, and how one district got where it is."""

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import ABOVE, GREEN, TARGET, axis, cut, figure, text_of_names
from reparto.language import _, current_language, day, number, percent

# PuOr's orange, as dark and as light as stands out three to one from both backgrounds.
FAR_BELOW, SHORT = "#a65005", "#d9790f"
BAR_PIXELS = 26
NAME_LENGTH = 30

# What a bar can be: its least coverage, its colour and its name in the legend, worst first.
_STEPS = ("far_below", "below", "at_target")
_COLOURS = {"far_below": FAR_BELOW, "below": SHORT, "at_target": ABOVE}


def step_of(rate: float) -> str:
    """Which of the three steps a coverage is on: below half, below the target, or at it and above."""
    if rate < 0.5:
        return "far_below"
    return "below" if rate < 1 else "at_target"


def _step_names() -> dict[str, str]:
    return {
        "far_below": _("Below half of the target"),
        "below": _("Below the target"),
        "at_target": _("At or above the target"),
    }


def coverage_bars(districts: pd.DataFrame) -> go.Figure:
    """Coverage by district, worst first, against the line of 100 %.

    Takes ``place``, ``households_reached``, ``households_targeted`` and ``coverage_rate`` in the order to be shown;
    rows without coverage are left out.
    """
    rows = districts[districts["coverage_rate"].notna()].reset_index(drop=True)
    names = [cut(name, NAME_LENGTH) for name in rows["place"]]
    # Two districts may share a name: bars stand at numbers, and names are the labels.
    places = list(range(len(rows)))
    largest = max([1.0, *rows["coverage_rate"]])
    shown = figure(
        height=78 + BAR_PIXELS * max(len(rows), 1),
        showlegend=True,
        bargap=0.3,
        barmode="overlay",
        xaxis=axis(
            range=[0, largest * 1.2],
            tickformat=",.0%",
            dtick=0.5 if largest <= 2 else None,
            nticks=5,
            tickangle=0,
            side="top",
            title={"text": "", "standoff": 0},
        ),
        yaxis=axis(
            range=[len(rows) - 0.4, -0.6],
            tickmode="array",
            tickvals=places,
            ticktext=text_of_names(names),
            showgrid=False,
        ),
    )
    shown.update_layout(
        legend={"y": 0, "yanchor": "top", "yref": "paper", "traceorder": "normal"},
    )
    steps = [step_of(rate) for rate in rows["coverage_rate"]]
    for step in _STEPS:
        chosen = [place for place in places if steps[place] == step]
        if not chosen:
            continue
        part = rows.iloc[chosen]
        shown.add_bar(
            x=part["coverage_rate"].tolist(),
            y=chosen,
            orientation="h",
            name=_step_names()[step],
            marker={"color": _COLOURS[step], "line": {"width": 0}},
            customdata=[
                [name, number(reached), number(target)]
                for name, reached, target in zip(
                    text_of_names(part["place"]),
                    part["households_reached"],
                    part["households_targeted"],
                    strict=True,
                )
            ],
            hovertemplate=_("%{customdata[0]}: %{customdata[1]} of %{customdata[2]} families")
            + "<extra></extra>",
        )
    # In a column of their own, where no bar and no line runs through them.
    shown.add_scatter(
        x=[largest * 1.03] * len(rows),
        y=places,
        mode="text",
        text=[percent(rate) for rate in rows["coverage_rate"]],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    shown.add_shape(
        type="line",
        x0=1,
        x1=1,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": TARGET, "width": 2, "dash": "dot"},
    )
    return shown


def reached_by_day(days: pd.DataFrame, target: float | None) -> go.Figure:
    """Families reached in one place until each day, against its target.

    Takes ``day``, ``households_reached_new`` and ``households_reached_cumulative``; rows without a day are left out.
    """
    rows = days[days["day"].notna()]
    shown = figure(
        height=280,
        xaxis=axis(
            type="date",
            title={"text": "", "standoff": 0},
            showgrid=False,
            tickformat=_tick_format(),
            nticks=6,
            hoverformat="%d/%m/%Y",
        ),
        yaxis=axis(rangemode="tozero", tickformat=",d", nticks=5),
    )
    shown.add_scatter(
        x=rows["day"].tolist(),
        y=rows["households_reached_cumulative"].tolist(),
        mode="lines+markers",
        line={"color": GREEN, "width": 2.5, "shape": "hv"},
        marker={"color": GREEN, "size": 5},
        fill="tozeroy",
        fillcolor="rgba(0, 158, 115, 0.12)",
        customdata=[
            [day(when, "medium"), number(total), number(new)]
            for when, total, new in zip(
                rows["day"],
                rows["households_reached_cumulative"],
                rows["households_reached_new"],
                strict=True,
            )
        ],
        hovertemplate=_("%{customdata[0]}: %{customdata[1]} families, %{customdata[2]} of them new")
        + "<extra></extra>",
    )
    if target is not None and target == target:
        shown.add_hline(
            y=target,
            line={"color": TARGET, "width": 2, "dash": "dot"},
            annotation={
                "text": _("Target {count}").format(count=number(target)),
                "xanchor": "left",
                "yanchor": "bottom",
                "x": 0,
            },
        )
        highest = max([float(target), *rows["households_reached_cumulative"]])
        shown.update_yaxes(range=[0, highest * 1.15])
    return shown


def _tick_format() -> str:
    return "%d/%m" if current_language() == "es" else "%-d %b"
