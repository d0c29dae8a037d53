"""The Overview's charts: how many families were reached day by day, and how far each place is."""

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import (
    ABOVE,
    BELOW,
    BLUE,
    CLEAR,
    MUTED,
    TARGET,
    axis,
    cut,
    figure,
    text_of_names,
)
from reparto.language import _, day, number, percent
from reparto.operation import Operation
from reparto.wording.overview import FAR_BEHIND, day_number

_MOST_TICKS = 7
_LIGHTER = "#7fb6da"
_BAR_HEIGHT = 29
_LONGEST_NAME = 22


def reached_by_day(
    days: pd.DataFrame, target: float | None, operation: Operation, *, of_people: bool = False
) -> go.Figure:
    """Families, or people, reached until each day against the target, over those that were new on it."""
    whom = "persons" if of_people else "households"
    dated = days[days["day"].notna()]
    moments = list(dated["day"])
    said = [_day_said(moment, operation) for moment in moments]
    total = list(dated[f"{whom}_reached_cumulative"])
    new = dated[f"{whom}_reached_new"]
    of_period = dated[f"{whom}_reached_new_period"].fillna(0)
    chart = figure(
        height=410,
        barmode="stack",
        bargap=0.25,
        hovermode="x unified",
        margin={"l": 8, "r": 16, "t": 26, "b": 8, "pad": 4},
        xaxis=axis(showgrid=False, anchor="y2", hoverformat=" ", **_ticks(moments, operation)),
        yaxis=axis(
            domain=[0.34, 1],
            rangemode="tozero",
            tickformat=",d",
            nticks=6,
            range=[0, _top(total, target)],
        ),
        yaxis2=axis(domain=[0, 0.24], rangemode="tozero", tickformat=",d", nticks=3),
    )
    hover = (
        _("%{customdata[0]}: %{customdata[1]} people until then")
        if of_people
        else _("%{customdata[0]}: %{customdata[1]} families until then")
    )
    chart.add_scatter(
        x=moments,
        y=total,
        customdata=list(zip(said, [number(n) for n in total], strict=True)),
        mode="lines" if len(moments) > 2 else "lines+markers",
        line={"color": BLUE, "width": 3, "shape": "linear"},
        fill="tozeroy",
        fillcolor="rgba(11, 128, 195, 0.12)",
        hovertemplate=hover + "<extra></extra>",
    )
    for values, colour, text in (
        (new - of_period, BLUE, _("%{customdata} new")),
        (of_period, _LIGHTER, _("%{customdata} new, by period")),
    ):
        if values.sum():
            chart.add_bar(
                x=moments,
                y=values.where(values > 0),
                yaxis="y2",
                width=_bar_width(moments),
                marker={"color": colour, "line": {"width": 0}},
                customdata=[number(n) for n in values],
                hovertemplate=text + "<extra></extra>",
            )
    chart.add_annotation(
        **_note(
            _("People reached, in all") if of_people else _("Families reached, in all"),
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=6,
        ),
    )
    chart.add_annotation(
        **_note(_("New each day"), y=0.24, yref="paper", yanchor="bottom", yshift=2)
    )
    if total:
        chart.add_scatter(
            x=moments[-1:],
            y=total[-1:],
            mode="markers",
            marker={"color": BLUE, "size": 9},
            hoverinfo="skip",
        )
    if target:
        chart.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=target,
            y1=target,
            line={"color": TARGET, "width": 2, "dash": "dash"},
        )
        chart.add_annotation(
            text=_("Target {count}").format(count=number(target)),
            xref="paper",
            x=0.5,
            y=target,
            xanchor="center",
            yanchor="bottom",
            showarrow=False,
        )
    return chart


def _note(text: str, **place: object) -> dict[str, object]:
    return {
        "text": text,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 13},
    } | place


def _top(total: list[int], target: float | None) -> float:
    return max([*total, target or 0, 1]) * 1.08


def _day_said(moment: date, operation: Operation) -> str:
    counted = day_number(moment, operation)
    return f"{day(moment)}, {counted}" if counted else day(moment)


def _bar_width(moments: list[date]) -> float:
    """How wide the bar of a day is, in milliseconds: a day's, wider where a year is drawn, never up to the next bar."""
    days = sorted(set(moments))
    gap = min(((after - before).days for before, after in pairwise(days)), default=1)
    span = (days[-1] - days[0]).days if days else 0
    return 0.75 * min(max(1.0, span / 90), gap) * 24 * 3600 * 1000


def _ticks(moments: list[date], operation: Operation) -> dict[str, object]:
    """Days to write below the axis: whole weeks back from the last one, few enough for a phone."""
    if not moments:
        return {}
    first, last = min(moments), max(moments)
    weeks = max(1, -(-((last - first).days + 1) // (7 * _MOST_TICKS)))
    ticks = []
    moment = last
    while moment >= first:
        ticks.append(moment)
        moment -= timedelta(days=7 * weeks)
    ticks.reverse()
    labels = [
        "<br>".join(filter(None, (day(tick, "d MMM").rstrip("."), day_number(tick, operation))))
        for tick in ticks
    ]
    return {
        "tickmode": "array",
        "tickangle": 0,
        "title": {
            "text": text_of_names([operation.day_label])[0] if operation.day_one else "",
            "font": {"size": 12},
        },
        "tickvals": ticks,
        "ticktext": labels,
        "range": [first - timedelta(days=1), last + timedelta(days=1)],
    }


def coverage_bars(places: pd.DataFrame) -> go.Figure:
    """Coverage of each place, furthest behind on top, with a line where the target is."""
    shown = places.iloc[::-1]
    rates = shown["coverage_rate"].fillna(0)
    widest = max(1.0, float(rates.max()))
    chart = _bars(len(shown))
    chart.add_bar(
        x=rates,
        y=_unique(shown),
        orientation="h",
        marker={"color": [_colour(rate) for rate in rates], "line": {"width": 0}},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=[widest * 1.04] * len(shown),
        y=_unique(shown),
        mode="text",
        text=[
            _("<b>{rate}</b>  {reached} of {target}").format(
                rate=percent(row.coverage_rate),
                reached=number(row.households_reached),
                target=number(row.households_targeted),
            )
            for row in shown.itertuples()
        ],
        textposition="middle right",
        textfont={"size": 13},
        cliponaxis=False,
        hoverinfo="skip",
    )
    chart.add_vline(x=1, line={"color": TARGET, "width": 2, "dash": "dash"})
    chart.update_xaxes(
        range=[0, widest * 1.78],
        tickvals=[0, 0.5, 1],
        ticktext=[percent(0), percent(0.5), percent(1)],
        side="top",
        showgrid=False,
    )
    _name_bars(chart, shown)
    return chart


def reached_bars(places: pd.DataFrame, measure: str = "households_reached") -> go.Figure:
    """Families (or what ``measure`` is) reached in each place, most on top, for an operation without targets."""
    shown = places.iloc[::-1]
    chart = _bars(len(shown))
    chart.add_bar(
        x=shown[measure],
        y=_unique(shown),
        orientation="h",
        marker={"color": BLUE, "line": {"width": 0}},
        text=["  " + number(count) for count in shown[measure]],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )
    most = max(1.0, float(shown[measure].max()))
    chart.update_xaxes(range=[0, most * 1.2], visible=False)
    _name_bars(chart, shown)
    return chart


def _bars(count: int) -> go.Figure:
    return figure(
        height=70 + _BAR_HEIGHT * max(count, 1),
        bargap=0.3,
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 6},
        plot_bgcolor=CLEAR,
        uniformtext={"minsize": 11, "mode": "show"},
    )


def _name_bars(chart: go.Figure, shown: pd.DataFrame) -> None:
    """Write the places' names beside bars that are told apart by code."""
    chart.update_yaxes(
        type="category",
        tickvals=_unique(shown),
        ticktext=[cut(name, _LONGEST_NAME) for name in text_of_names(shown["place"])],
        tickfont={"size": 13},
        showgrid=False,
    )


def _unique(places: pd.DataFrame) -> list[str]:
    """One category for each place: two districts may share a name."""
    return [str(code) for code in places["code"]]


def _colour(rate: float) -> str:
    if rate < FAR_BEHIND:
        return BELOW
    return ABOVE if rate >= 1 else MUTED
