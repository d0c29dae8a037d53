"""The chart of partners: how far each is towards its target."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import (
    GREEN,
    GRID,
    ORANGE,
    TARGET,
    VERMILION,
    axis,
    cut,
    figure,
    text_of_names,
)
from reparto.language import _, day, ngettext, number, percent
from reparto.wording.partners import STANDINGS, is_over, standing_mark

ROW = 24
LONGEST_NAME = 24
# What stands for a standing: a colour and, for those who do not see it, a shape.
MARKS = {
    "below_half": (VERMILION, "triangle-down"),
    "behind": (ORANGE, "diamond"),
    "on_track": (GREEN, "circle"),
}


def short_names(names: Iterable[Any], longest: int = LONGEST_NAME) -> list[str]:
    """Names that leave room for the chart, as chart labels; those that would look alike are given more of it."""
    texts = [" ".join(str(name).split()) for name in names]
    shown = [cut(text, longest) for text in texts]
    for length in range(longest, max([longest, *map(len, texts)]), 4):
        counts = Counter(shown)
        if counts.most_common(1)[0][1] == 1:
            break
        shown = [
            cut(t, length + 4) if counts[s] > 1 else s for t, s in zip(texts, shown, strict=True)
        ]
    return text_of_names(shown)


def _is_missed(row: Any) -> bool:
    """Whether a report is due from this partner and has not come."""
    return bool(row.is_silent and row.is_expected)


def _line(y: float, until: float, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "line", "x0": 0, "x1": until, "y0": y, "y1": y, "line": line, "layer": "below"}


def progress_chart(partners: pd.DataFrame, pace: Mapping[str, Any]) -> go.Figure:
    """Each partner with a target on a line from nothing to its target, worst first, grouped by standing."""
    found: list[tuple[float, Any]] = []
    labels: dict[float, str] = {}
    depth = 0.0
    for standing in MARKS:
        group = partners[partners["standing"] == standing].sort_values(["coverage_rate", "partner"])
        if len(group):
            depth += 0.2 if found else 0.0
            labels[-depth] = f"<b>{_(STANDINGS[standing])} ({number(len(group))})</b>"
            depth += 1
        for row, name in zip(group.itertuples(), short_names(group["partner"]), strict=True):
            depth += 0.25 if _is_missed(row) else 0.0
            labels[-depth] = name
            found.append((-depth, row))
            depth += 1.25 if _is_missed(row) else 1.0
    highest = max([1.0, *(float(row.coverage_rate) for _y, row in found)])
    chart = figure(height=round(ROW * depth) + 64)
    lines = []
    for y, row in found:
        lines.append(_line(y, 1.0, {"color": GRID, "width": 6}))
        colour = MARKS[row.standing][0]
        lines.append(_line(y, float(row.coverage_rate), {"color": colour, "width": 3}))
    for standing, (colour, shape) in MARKS.items():
        group = [(y, row) for y, row in found if row.standing == standing]
        if not group:
            continue
        chart.add_scatter(
            x=[float(row.coverage_rate) for _y, row in group],
            y=[y for y, _row in group],
            mode="markers",
            marker={"color": colour, "symbol": shape, "size": 11},
            cliponaxis=False,
            name=_(STANDINGS[standing]),
            customdata=[
                [
                    text_of_names([row.partner])[0],
                    number(row.households_reached),
                    number(row.households_targeted),
                    percent(row.coverage_rate),
                    standing_mark(row),
                ]
                for _y, row in group
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>"
            + _("%{customdata[1]} of %{customdata[2]} families · %{customdata[3]}")
            + "<br>%{customdata[4]}<extra></extra>",
        )
    # The figures stand in one column behind the longest line.
    chart.add_scatter(
        x=[highest] * len(found),
        y=[y for y, _row in found],
        mode="text",
        text=[_beside(row) for _y, row in found],
        textposition="middle right",
        textfont={"size": 11},
        cliponaxis=False,
        hoverinfo="skip",
    )
    even = 1.0 if is_over(pace) else pace["elapsed_rate"]
    label = (
        _("Target")
        if is_over(pace)
        else _("Even pace, {day}").format(day=day(pace["as_of"], "d MMM"))
    )
    even_pace = {"color": TARGET, "width": 1.5, "dash": "dot"}
    lines.append(
        {
            "type": "line",
            "x0": even,
            "x1": even,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": even_pace,
        }
    )
    # All at once: each shape that is added alone makes plotly look at all the others again.
    chart.update_layout(shapes=lines)
    chart.add_annotation(
        x=even,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=label,
        showarrow=False,
        font={"size": 12, "color": TARGET},
    )
    chart.update_layout(
        margin={"l": 8, "r": 116, "t": 28, "b": 8},
        xaxis=axis(
            range=[0, highest],
            tickvals=[0, 0.5, 1.0],
            ticktext=[percent(rate) for rate in (0, 0.5, 1.0)],
            tickangle=0,
            showgrid=False,
        ),
        yaxis=axis(
            tickvals=list(labels),
            ticktext=list(labels.values()),
            range=[0.4 - depth, 0.6],
            showgrid=False,
        ),
    )
    return chart


def _beside(row: Any) -> str:
    told = _("{reached} of {target}").format(
        reached=number(row.households_reached), target=number(row.households_targeted)
    )
    if _is_missed(row):
        days = int(row.days_silent)
        told += "<br> " + ngettext("silent {count} day", "silent {count} days", days).format(
            count=number(days)
        )
    return " " + told
