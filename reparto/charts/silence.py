"""The matrix of partners by weeks: a mark of its own shape for each thing that a week can be."""

from collections.abc import Sequence

import plotly.graph_objects as go

from reparto.charts.look import BLUE, MUTED, ORANGE, PURPLE, VERMILION, axis, figure, text_of_names
from reparto.charts.partners import short_names
from reparto.reporting import Cell, Line
from reparto.wording.silence import cell_words, week_name

ROW = 26
NAME_LENGTH = 18
FEW_WEEKS = 16

# A shape and a colour for each mark; the shape alone tells them apart.
LOOKS = {
    "none": ("x-thin-open", VERMILION),
    "part": ("circle-x-open", VERMILION),
    "late": ("triangle-up", ORANGE),
    "zero": ("circle-open", BLUE),
    "zero_late": ("triangle-up-open", ORANGE),
    "on_time": ("circle", BLUE),
    "day_unknown": ("diamond-open", PURPLE),
    "suppressed": ("square", MUTED),
    "not_due": ("circle", MUTED),
    "not_expected": ("line-ew-open", MUTED),
}
_LINES = {"none": 3.0, "not_expected": 1.5}
_SIZES = {"not_due": 4, "not_expected": 8, "suppressed": 12}


def silence_chart(lines: Sequence[Line], weeks: range) -> go.Figure:
    """Partners by weeks in the order of the lines; ``weeks`` are the places of the weeks to draw."""
    chart = figure(height=ROW * len(lines) + 110)
    scale = 1.0 if len(weeks) <= FEW_WEEKS else 0.75
    for mark, (symbol, colour) in LOOKS.items():
        found = [
            (x, y, line, line.cells[week])
            for y, line in enumerate(lines)
            for x, week in enumerate(weeks)
            if line.cells[week].mark == mark
        ]
        if not found:
            continue
        chart.add_scatter(
            x=[x for x, _y, _line, _cell in found],
            y=[y for _x, y, _line, _cell in found],
            mode="markers",
            name=mark,
            marker={
                "symbol": symbol,
                "color": colour,
                "size": _SIZES.get(mark, 11) * scale,
                "line": {"color": colour, "width": _LINES.get(mark, 2.0) * scale},
            },
            customdata=[_words(line, cell) for _x, _y, line, cell in found],
            hovertemplate="%{customdata}<extra></extra>",
        )
    names = [week_name(lines[0].cells[week].week) for week in weeks] if lines else []
    every = max(1, -(-len(names) // 18))
    chart.update_layout(
        margin={"l": 8, "r": 26, "t": 8, "b": 8},
        xaxis=axis(
            side="top",
            ticklabeloverflow="allow",
            tickvals=list(range(0, len(names), every)),
            ticktext=names[::every],
            tickangle=-45 if len(names) > 4 else 0,
            range=[-0.6, len(names) - 0.4],
            showgrid=True,
        ),
        yaxis=axis(
            tickvals=list(range(len(lines))),
            ticktext=short_names((line.partner for line in lines), NAME_LENGTH),
            range=[len(lines) - 0.4, -0.6],
            showgrid=False,
        ),
    )
    return chart


def _words(line: Line, cell: Cell) -> str:
    partner, *rest = text_of_names([line.partner, *cell_words(line, cell)])
    return "<br>".join([f"<b>{partner}</b>", *rest])
