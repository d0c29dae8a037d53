"""The charts of the Map page: tiles, the legend, what stands beside the map, and the ranking where there is no map."""

import plotly.graph_objects as go

from reparto.charts.look import axis, cut, figure, text_of_names
from reparto.language import number
from reparto.maps.areas import Area, Picture, families_of_target
from reparto.maps.classes import Class
from reparto.maps.measures import DAY
from reparto.maps.palette import Palette, ink_on
from reparto.maps.tiles import lima_callao_tiles, short_lines

_LINE = 27
# The rectangle inside a hexagon that a name may fill, in widths of a hexagon.
_NAME_WIDTH, _NAME_HEIGHT = 0.94, 0.84
_SHADE_OF_HOVER = "rgba(0, 0, 0, 0.01)"


def tiles(picture: Picture, colours: Palette, height: int) -> go.Figure:
    """One hexagon for each district; names shrink with the hexagons and vanish before they cannot be read."""
    places = lima_callao_tiles()
    areas = [area for area in picture.drawn if area.code in places]
    spots = [places[area.code] for area in areas if area.code]
    drawn = figure(
        height,
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
        xaxis=_no_axis(range=[min(s.x for s in spots) - 0.56, max(s.x for s in spots) + 0.56]),
        yaxis=_no_axis(range=[min(s.y for s in spots) - 0.62, max(s.y for s in spots) + 0.62]),
        uniformtext={"minsize": 7, "mode": "hide"},
        bargap=0,
        barmode="overlay",
        barcornerradius=0,
        clickmode="event+select",
    )
    order = sorted(
        range(len(areas)), key=lambda at: (areas[at].is_chosen, areas[at].row is not None)
    )
    for at in order:
        corners = " L ".join(f"{x:.3f},{y:.3f}" for x, y in spots[at].corners())
        drawn.add_shape(
            type="path",
            path=f"M {corners} Z",
            fillcolor=areas[at].shade.colour,
            line=_edge(areas[at], colours),
            layer="below",
        )
    inks = [colours.text if a.shade.is_hollow else ink_on(a.shade.colour) for a in areas]
    drawn.add_bar(
        x=[spot.x for spot in spots],
        y=[_NAME_HEIGHT] * len(spots),
        base=[spot.y - _NAME_HEIGHT / 2 for spot in spots],
        width=_NAME_WIDTH,
        marker={"color": _SHADE_OF_HOVER, "line": {"width": 0}},
        text=[_name_in_lines(area) for area in areas],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="inside",
        textfont={"size": 12, "color": inks},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}, "textfont": {}},
        customdata=[[area.code] for area in areas],
        hovertext=[_hover(area) for area in areas],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return drawn


def _no_axis(**settings: object) -> dict[str, object]:
    return axis(visible=False, automargin=False, **settings)


def _name_in_lines(area: Area) -> str:
    return "<br>".join(text_of_names(short_lines(area.code or "", area.name)))


def _edge(area: Area, colours: Palette) -> dict[str, object]:
    if area.is_chosen:
        return {"color": colours.chosen, "width": 4}
    return {
        "color": colours.outline if area.row is not None else colours.faint,
        "width": 1.2 if area.row is not None else 1,
    }


def _hover(area: Area) -> str:
    name, value, state = text_of_names([area.name, area.written, area.shade.label])
    lines = [f"<b>{name}</b>", state if area.written == "—" else value]
    if area.row is not None:
        lines += text_of_names([families_of_target(area.row)])
    return "<br>".join(lines)


def legend(lines: list[Class], colours: Palette) -> go.Figure:
    """The classes with their limits, and how many areas stand in each."""
    rows = [(line.label, number(line.count), line) for line in lines]
    return _swatches(rows, colours)


def beside(areas: tuple[Area, ...], colours: Palette) -> go.Figure:
    """What cannot be drawn, in the colours and numbers of the map."""
    rows = [(area.name, _said(area), area.shade) for area in areas]
    return _swatches(rows, colours)


def _said(area: Area) -> str:
    return families_of_target(area.row or {}) if area.written == "—" else area.written


def _swatches(rows: list[tuple[str, str, Class]], colours: Palette) -> go.Figure:
    up = list(range(len(rows), 0, -1))
    drawn = figure(
        _LINE * len(rows) + 8,
        margin={"l": 2, "r": 2, "t": 4, "b": 4},
        xaxis=_no_axis(range=[0, 1]),
        yaxis=_no_axis(range=[0.5, len(rows) + 0.5]),
        hovermode=False,
    )
    drawn.add_scatter(
        x=[0.035] * len(rows),
        y=up,
        mode="markers",
        marker={
            "symbol": "square",
            "size": 17,
            "color": [shade.colour for _label, _figure, shade in rows],
            "line": {"width": 1.2, "color": colours.outline},
        },
    )
    for x, texts, position in (
        (0.1, [cut(label, 34) for label, _figure, _shade in rows], "middle right"),
        (0.995, [written for _label, written, _shade in rows], "middle left"),
    ):
        drawn.add_scatter(
            x=[x] * len(rows),
            y=up,
            mode="text",
            text=text_of_names(texts),
            textposition=position,
            textfont={"size": 14, "color": colours.text},
            cliponaxis=False,
        )
    return drawn


def ranking(picture: Picture, colours: Palette, largest: int = 25) -> go.Figure:
    """The areas with a value, the most first: bars of amounts, dots of days. It stands in where there is no map."""
    measure = picture.measure
    valued = [area for area in picture.reported if area.shade.key.startswith("class")]
    valued.sort(key=lambda area: measure.value(area.row or {}), reverse=True)
    shown = valued[:largest][::-1]
    up = list(range(len(shown)))
    is_day = measure.kind == DAY
    drawn = figure(
        max(27 * len(shown) + 32, 120),
        margin={"l": 8, "r": 96 if is_day else 72, "t": 4, "b": 8, "pad": 6},
        xaxis=axis(visible=is_day, nticks=4) if is_day else axis(visible=False, rangemode="tozero"),
        yaxis=axis(
            showgrid=is_day,
            tickvals=up,
            ticktext=text_of_names(cut(area.name, 26) for area in shown),
            range=[-0.6, len(shown) - 0.4],
        ),
    )
    fills = {"color": [area.shade.colour for area in shown]}
    said = {
        "text": [area.written for area in shown],
        "cliponaxis": False,
        "hovertext": [_hover(area) for area in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    values = [measure.value(area.row or {}) for area in shown]
    if is_day:
        look = fills | {"size": 12, "line": {"width": 1, "color": colours.outline}}
        drawn.add_scatter(
            x=values, y=up, mode="markers+text", marker=look, textposition="middle right", **said
        )
    else:
        look = fills | {"line": {"width": 1, "color": colours.outline}}
        drawn.add_bar(x=values, y=up, orientation="h", marker=look, textposition="outside", **said)
    return drawn
