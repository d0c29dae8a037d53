"""The chart of the pace: families reached, where that may lead, and the line that would reach the target in time."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import BLUE, TARGET, VERMILION, axis, figure
from reparto.language import _, day, number
from reparto.planning import Pace

_RANGE = "rgba(11, 128, 195, 0.32)"
_MOST_TICKS = 5
_LONGEST_AHEAD = 182


def days_of(found: Pace) -> pd.DataFrame:
    """Each day behind and ahead: families new on it and until then, and the range of what is ahead."""
    behind = len(found.days.counts)
    columns = {
        "day": [found.days.day(n) for n in range(behind)],
        "new": found.days.counts.round(1),
        "until_then": (found.days.undated + found.days.counts.cumsum()).round(),
    }
    table = pd.DataFrame(columns)
    if found.outlook is None:
        return table
    first, *bounds = found.outlook
    length = _days_ahead(found)
    ahead = pd.DataFrame(
        {
            "day": [first + timedelta(days=n) for n in range(length)],
            **{
                name: bound[:length].round()
                for name, bound in zip(("low", "middle", "high"), bounds, strict=True)
            },
        }
    )
    return table.merge(ahead, on="day", how="outer").sort_values("day", ignore_index=True)


def _days_ahead(found: Pace) -> int:
    """How far ahead to draw: to the end of the range or the deadline, but not endlessly."""
    assert found.outlook is not None and found.finish is not None
    ends = [end for end in (found.finish.high, found.deadline) if end is not None]
    if found.finish.high is None:
        ends.append(found.outlook.first_day + timedelta(days=_LONGEST_AHEAD))
    wanted = (max(ends) - found.outlook.first_day).days + 3
    behind = max(28, 2 * len(found.days.counts))
    return max(7, min(wanted, behind, _LONGEST_AHEAD, len(found.outlook.low)))


def pace(found: Pace) -> go.Figure:
    """Families reached until each day, the range ahead, the target, and the line that reaches it by the deadline."""
    table = days_of(found)
    target = found.target or 0
    ahead = table.dropna(subset=["low"]) if "low" in table else table.head(0)
    chart = figure(
        height=360,
        showlegend=True,
        hovermode="x unified",
        margin={"l": 8, "r": 16, "t": 34, "b": 8, "pad": 4},
        xaxis=axis(showgrid=False, hoverformat=" ", **_ticks(table["day"])),
        yaxis=axis(
            rangemode="tozero",
            tickformat=",d",
            nticks=6,
            range=[0, max(target, found.reached) * 1.12],
        ),
    )
    if len(ahead):
        _range(chart, found, ahead)
    done = table.dropna(subset=["until_then"])
    _line(chart, done["day"], done["until_then"], _("Families reached"), color=BLUE, width=3)
    if found.needed_per_day and found.deadline and found.as_of:
        _line(
            chart,
            [found.as_of, found.deadline],
            [found.reached, target],
            _("Pace needed"),
            color=VERMILION,
            width=2,
            dash="dot",
        )
    if target:
        chart.add_hline(y=target, line={"color": TARGET, "width": 2, "dash": "dash"})
        chart.add_annotation(
            text=_("Target {count}").format(count=number(target)),
            xref="paper",
            x=0,
            y=target,
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
        )
    return chart


def _range(chart: go.Figure, found: Pace, ahead: pd.DataFrame) -> None:
    """The fan opens where the reports are complete; from there it is never below what is known."""
    assert found.counted_until is not None
    complete = found.days.counts[: found.days.before(found.counted_until)]
    start = found.days.undated + float(complete.sum())
    moments = [found.counted_until, *ahead["day"]]
    low, middle, high = (
        np.concatenate([[start], ahead[name]]) for name in ("low", "middle", "high")
    )
    chart.add_scatter(
        x=moments, y=high, mode="lines", line={"width": 0}, hoverinfo="skip", showlegend=False
    )
    chart.add_scatter(
        x=moments,
        y=low,
        mode="lines",
        line={"width": 0},
        fill="tonexty",
        fillcolor=_RANGE,
        name=_("80% range"),
        customdata=[[number(round(a)), number(round(b))] for a, b in zip(low, high, strict=True)],
        hovertemplate=_("80% range: %{customdata[0]} to %{customdata[1]}") + "<extra></extra>",
    )
    _line(chart, moments, middle, _("Middle of the range"), color=BLUE, width=2, dash="dash")


def _line(
    chart: go.Figure,
    moments: list[date] | pd.Series,
    values: list[float] | pd.Series,
    name: str,
    **line: object,
) -> None:
    chart.add_scatter(
        x=list(moments),
        y=list(values),
        mode="lines",
        name=name,
        line=line,
        customdata=[
            f"{day(moment)}: {number(round(float(value)))}"
            for moment, value in zip(moments, values, strict=True)
        ],
        hovertemplate="%{customdata}<extra>" + name + "</extra>",
    )


def _ticks(moments: pd.Series) -> dict[str, object]:
    """Whole weeks back from the last day, few enough for a phone."""
    if moments.empty:
        return {}
    first, last = moments.iloc[0], moments.iloc[-1]
    weeks = max(1, -(-((last - first).days + 1) // (7 * _MOST_TICKS)))
    ticks: list[date] = []
    moment = last
    while moment >= first:
        ticks.insert(0, moment)
        moment -= timedelta(days=7 * weeks)
    return {
        "tickmode": "array",
        "tickangle": 0,
        "tickvals": ticks,
        "ticktext": [day(tick, "d MMM").rstrip(".") for tick in ticks],
        "range": [first - timedelta(days=1), last + timedelta(days=1)],
    }
