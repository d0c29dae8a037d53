"""A waterfall from the figure of one snapshot to that of a later one, cause by cause."""

import itertools
from textwrap import wrap

import plotly.graph_objects as go

from reparto.charts.look import BLUE, MUTED, VERMILION, axis, figure
from reparto.language import number
from reparto.restating import Restatement
from reparto.wording import changes as words

_BAR = 40
_LINE = 18
"""Characters of a line of a bar's name: on a telephone the bars need the rest."""
_ROOM_FOR_FIGURES = 0.5
_FAR = 0.2
"""The share of the larger total that the changes must span for the bars to start at zero."""


def starts_at_zero(found: Restatement, measure: str) -> bool:
    """Whether the axis starts at zero: where the changes would be slivers beside the totals, it does not."""
    points = _points(found, measure)
    return max(points) - min(points) >= _FAR * max(points)


def waterfall(found: Restatement, measure: str) -> go.Figure:
    """Bars that hang from each other: the earlier total, each cause that adds or takes, the later total.

    More is blue and takes a plus, less is vermilion and takes a minus. Where the axis does not start at zero the
    totals are marks instead of bars, whose lengths would lie.
    """
    told = words.adding(found, measure)
    points = _points(found, measure)
    at_zero = starts_at_zero(found, measure)
    names = [words.snapshot_name(found.earlier.number)]
    names += [words.cause_name(one.name) for one in told]
    names.append(words.snapshot_name(found.later.number))
    places = [str(place) for place in range(len(names))]
    chart = figure(
        height=60 + _BAR * len(names), bargap=0.35, margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 6}
    )  # fmt: skip
    ends = [*itertools.pairwise(points)]
    chart.add_bar(
        orientation="h",
        y=places[1:-1],
        x=[after - before for before, after in ends],
        base=[before for before, _after in ends],
        marker={
            "color": [BLUE if after > before else VERMILION for before, after in ends],
            "line": {"width": 0},
        },
        hoverinfo="skip",
    )
    totals = {places[0]: points[0], places[-1]: points[-1]}
    if at_zero:
        chart.add_bar(
            orientation="h",
            y=[*totals],
            x=[*totals.values()],
            marker={"color": MUTED, "line": {"width": 0}},
            hoverinfo="skip",
        )
        chart.update_layout(barmode="overlay")
    else:
        chart.add_scatter(
            y=[*totals],
            x=[*totals.values()],
            mode="markers",
            marker={"symbol": "diamond", "size": 13, "color": MUTED},
            hoverinfo="skip",
        )
    _join(chart, points)
    _write_values(chart, places, points, [one.adds[measure] for one in told])
    lowest, highest = (0 if at_zero else min(points)), max(points)
    room = max(1.0, highest - lowest)
    chart.update_xaxes(
        range=[lowest - (0 if at_zero else 0.12 * room), highest + _ROOM_FOR_FIGURES * room],
        visible=False,
    )
    chart.update_yaxes(
        **axis(showgrid=False),
        type="category",
        categoryorder="array",
        categoryarray=places,
        autorange="reversed",
        tickvals=places,
        ticktext=["<br>".join(wrap(name, _LINE)) for name in names],
        tickfont={"size": 13},
    )
    return chart


def _points(found: Restatement, measure: str) -> list[int]:
    """The figure at the start and after each cause that changes it."""
    points = [found.before[measure]]
    for one in words.adding(found, measure):
        points.append(points[-1] + one.adds[measure])
    return points


def _join(chart: go.Figure, points: list[int]) -> None:
    """A thin line from where each bar ends to where the next begins."""
    for at, value in enumerate(points):
        chart.add_shape(
            type="line",
            x0=value,
            x1=value,
            y0=at,
            y1=at + 1,
            line={"color": MUTED, "width": 1, "dash": "dot"},
            layer="below",
        )


def _write_values(
    chart: go.Figure, places: list[str], points: list[int], changes: list[int]
) -> None:
    """The figures beside the bars: totals as they are, changes with their sign."""
    ends = [points[0], *(max(pair) for pair in itertools.pairwise(points)), points[-1]]
    texts = [number(points[0]), *map(words.signed, changes), number(points[-1])]
    for place, end, text in zip(places, ends, texts, strict=True):
        chart.add_annotation(
            x=end,
            y=place,
            text=text,
            showarrow=False,
            xanchor="left",
            xshift=10,
            font={"size": 13},
        )
