"""How every chart looks: colours, layout, and numbers as the reader writes them; on light and on dark.

Text, grid and hover boxes take their colours from the page (Streamlit's plotly theme). What is set here
stands out at least three to one from both backgrounds.
"""

from typing import Any

import plotly.graph_objects as go

from reparto.language import current_language

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}

# Okabe and Ito's colours, the ones that stand out from near-white and from near-black.
BLUE = "#0b80c3"
VERMILION = "#d55e00"
GREEN = "#009e73"
PURPLE = "#b86a98"
ORANGE = "#cf8600"
CATEGORIES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE)
# What is aimed at, and what stands back.
TARGET = "#7d8a93"
MUTED = "#8b979f"
GRID = "rgba(125, 138, 147, 0.25)"
CLEAR = "rgba(0, 0, 0, 0)"

# Amounts: viridis. Below and above a target: ColorBrewer's PuOr, its middle as grey as both backgrounds allow.
AMOUNTS = [
    "#440154",
    "#482878",
    "#3e4989",
    "#31688e",
    "#26828e",
    "#1f9e89",
    "#35b779",
    "#6ece58",
    "#b5de2b",
    "#fde725",
]
BELOW = "#c8690a"
NEAR = "#a79fb8"
ABOVE = "#7d6bb0"
DIVERGING = ["#b35806", "#e08214", "#fdb863", "#d8d6dd", "#b2abd2", "#8073ac", "#542788"]

# Decimal point and grouping, as plotly wants them.
SEPARATORS = {"en": ".,", "es": ".,"}


def figure(height: int = 320, **layout: Any) -> go.Figure:
    """An empty figure with the look of the house; ``layout`` is plotly's own and wins."""
    look: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "separators": SEPARATORS[current_language()],
        "showlegend": False,
        "bargap": 0.35,
        "barcornerradius": 3,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "title": {"text": ""}},
        "xaxis": axis(),
        "yaxis": axis(),
    }
    return go.Figure(layout=go.Layout(look | layout))


def axis(**settings: Any) -> dict[str, Any]:
    """An axis of the house: fixed, its grid faint, its labels never cut; ``settings`` are plotly's own and win."""
    return {
        "fixedrange": True,
        "automargin": True,
        "gridcolor": GRID,
        "zeroline": False,
        "ticks": "",
        "title": {"text": ""},
    } | settings


def text_of_names(names: Any) -> list[str]:
    """Names from files as chart labels: plotly would read ``<b>`` in them as markup."""
    return [
        str(name).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for name in names
    ]


def cut(name: str, longest: int) -> str:
    """A name that leaves room for the chart; words in brackets go first, and an ellipsis says that something went."""
    if len(name) <= longest:
        return name
    before = name[: longest - 1]
    if before.count("(") > before.count(")"):
        before = before[: before.rindex("(")]
    return f"{before.rstrip()}…"
