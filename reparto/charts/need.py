"""The Coverage page's charts: reached and covered against target and need, days of food and water, and parts of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import (
    BLUE,
    CLEAR,
    GREEN,
    MUTED,
    ORANGE,
    PURPLE,
    TARGET,
    axis,
    cut,
    figure,
    text_of_names,
)
from reparto.language import _, number, percent

_LONGEST_NAME = 22
_ROW = 18
COVERED_COLOUR = GREEN
FOOD_COLOUR = ORANGE
WATER_COLOUR = BLUE


@dataclass(frozen=True)
class Part:
    """One part of a whole: its label, how many, its colour, and the column of the answer that it is."""

    label: str
    count: int
    colour: str
    figure: str


def food_and_water_parts(row: dict[str, int]) -> list[Part]:
    """The families reached by what they received; all add up to the families reached."""
    parts = (
        (_("Food and water"), "households_covered", COVERED_COLOUR),
        (_("Food only"), "households_food_only", FOOD_COLOUR),
        (_("Water only"), "households_water_only", WATER_COLOUR),
        (_("Neither"), "households_neither", MUTED),
        (_("Content unknown"), "households_contents_unknown", PURPLE),
    )
    found = [Part(label, int(row[name]), colour, name) for label, name, colour in parts]
    return found if found[-1].count else found[:-1]


def package_parts(row: dict[str, int]) -> list[Part]:
    """The families reached by whether they also received a package of the government."""
    parts = (
        (_("Received one too"), "households_with_package", PURPLE),
        (_("Received none"), "households_without_package", BLUE),
        (_("Not known"), "households_package_unknown", MUTED),
    )
    return [Part(label, int(row[name]), colour, name) for label, name, colour in parts]


def parts_bars(parts: Sequence[Part]) -> go.Figure:
    """One bar for each part of the same whole, with its count and its share."""
    shown = list(reversed(parts))
    whole = sum(part.count for part in shown)
    chart = figure(
        height=40 + 38 * len(shown),
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 6},
        bargap=0.35,
    )
    chart.add_bar(
        x=[part.count for part in shown],
        y=[part.label for part in shown],
        orientation="h",
        marker={"color": [part.colour for part in shown], "line": {"width": 0}},
        text=[
            _("  <b>{count}</b> ({rate})").format(
                count=number(part.count), rate=percent(part.count / whole if whole else None)
            )
            for part in shown
        ],
        textposition="outside",
        textfont={"size": 13},
        cliponaxis=False,
        hoverinfo="skip",
    )
    most = max([part.count for part in shown], default=0)
    chart.update_xaxes(range=[0, max(most, 1) * 1.9], visible=False)
    chart.update_yaxes(type="category", showgrid=False, tickfont={"size": 13})
    return chart


def rate_names() -> dict[str, tuple[str, str]]:
    """The three shares of a place: column, label and colour, in the order of the bars."""
    return {
        "coverage_rate": (_("Reached, of the target"), BLUE),
        "covered_rate": (_("Covered, of the target"), COVERED_COLOUR),
        "need_rate": (_("Reached, of the need"), ORANGE),
    }


def rates_bars(places: pd.DataFrame) -> go.Figure:
    """The three shares of each place side by side, the first place on top; a share that is unknown has no bar."""
    shown = places.iloc[::-1]
    known = {name: look for name, look in rate_names().items() if shown[name].notna().any()}
    widest = max(1.0, *(float(shown[name].max()) for name in known)) if known else 1.0
    chart = figure(
        height=110 + (_ROW * len(known) + 12) * len(shown),
        barmode="group",
        bargap=0.28,
        bargroupgap=0.05,
        showlegend=True,
        plot_bgcolor=CLEAR,
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 6},
    )
    for name, (label, colour) in reversed(known.items()):
        rates = [None if pd.isna(rate) else float(rate) for rate in shown[name]]
        chart.add_bar(
            name=label,
            x=rates,
            y=_codes(shown),
            orientation="h",
            marker={"color": colour, "line": {"width": 0}},
            text=["" if rate is None else " " + percent(rate) for rate in rates],
            textposition="outside",
            textfont={"size": 12},
            cliponaxis=False,
            hoverinfo="skip",
        )
    chart.add_vline(x=1, line={"color": TARGET, "width": 2, "dash": "dash"})
    chart.update_layout(legend={"traceorder": "reversed", "yref": "paper", "y": 1.0})
    chart.update_xaxes(
        range=[0, widest * 1.18],
        tickvals=[0, 0.5, 1],
        ticktext=[percent(0), percent(0.5), percent(1)],
        showgrid=False,
    )
    _names(chart, shown)
    return chart


def days_bars(rows: pd.DataFrame) -> go.Figure:
    """Days of food and days of water for each person reached, beside each other, each on its own scale."""
    shown = rows.iloc[::-1]
    chart = figure(
        height=90 + 30 * len(shown),
        bargap=0.3,
        plot_bgcolor=CLEAR,
        margin={"l": 8, "r": 8, "t": 36, "b": 8, "pad": 6},
        xaxis2=axis(),
    )
    columns = (
        ("days_food_per_person", _("Days of food"), FOOD_COLOUR, "x", (0.0, 0.48)),
        ("days_water_per_person", _("Days of water"), WATER_COLOUR, "x2", (0.52, 1.0)),
    )
    for name, label, colour, at, domain in columns:
        values = [None if pd.isna(value) else float(value) for value in shown[name]]
        chart.add_bar(
            x=values,
            y=_codes(shown),
            xaxis=at,
            orientation="h",
            marker={"color": colour, "line": {"width": 0}},
            text=[
                "" if value is None else f" {number(value, 1, is_fixed=True)}" for value in values
            ],
            textposition="outside",
            textfont={"size": 12},
            cliponaxis=False,
            hoverinfo="skip",
        )
        most = max([value for value in values if value is not None], default=0.0)
        chart.update_layout(
            {
                at.replace("x", "xaxis"): axis(
                    domain=list(domain), range=[0, (most or 1) * 1.3], visible=False
                )
            }
        )
        chart.add_annotation(
            text=f"<b>{label}</b>",
            xref="paper",
            yref="paper",
            x=domain[0],
            y=1,
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            font={"size": 13},
        )
    _names(chart, shown)
    return chart


def _names(chart: go.Figure, shown: pd.DataFrame) -> None:
    """Write names beside bars that are told apart by code: two districts may share a name."""
    names = text_of_names(shown["short_name" if "short_name" in shown else "name"])
    chart.update_yaxes(
        type="category",
        tickvals=_codes(shown),
        ticktext=[cut(name, _LONGEST_NAME) for name in names],
        tickfont={"size": 13},
        showgrid=False,
    )


def _codes(shown: pd.DataFrame) -> list[str]:
    return [str(code) for code in shown["code"]]
