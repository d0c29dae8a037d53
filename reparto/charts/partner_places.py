"""The matrix of who does what where: partners by places, families in each cell."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reparto.charts.look import axis, figure, text_of_names
from reparto.charts.partners import ROW, short_names
from reparto.language import _, day, ngettext, number
from reparto.wording.districts import place_name
from reparto.wording.words import known

# From few to many: from grey to blue, alike in brightness, so that white figures read on all, in light and in dark.
FEW = "#66757f"
MANY = "#0072b2"


def presence_cells(
    presence: pd.DataFrame, level: str, item: str | None
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The cells of one level (department or place) and one item (None: all together), and their places' names.

    Places come in the order of the partners that work there, those that are known less well last.
    """
    cells = presence[presence["geo_level"] == level]
    if item is None:
        cells = cells[cells["is_every_item"]]
    else:
        cells = cells[~cells["is_every_item"] & (cells["item"] == item)]
    cells = cells.assign(place_code=[code if known(code) else "" for code in cells["place_code"]])
    partners = cells.groupby("place_code")["partner"].nunique()
    first = {row.place_code: row for row in cells.drop_duplicates("place_code").itertuples()}
    names = {code: _name(level, row) for code, row in first.items()}
    wide = {code: level == "place" and row.place_level != "district" for code, row in first.items()}
    order = sorted(names, key=lambda code: (code == "", wide[code], -partners[code], names[code]))
    return cells, {code: names[code] for code in order}


def _name(level: str, row: Any) -> str:
    if level == "department" and known(row.department):
        return str(row.department)
    parts = [name if known(name) else None for name in (row.district, row.province, row.department)]
    return place_name(row.place_level, *parts)


def presence_chart(
    cells: pd.DataFrame, names: Mapping[str, str], order: list[str], thing: str = ""
) -> go.Figure:
    """Partners by places, families in each cell; a dot where rows give no families. ``order`` is the partners'."""
    places = list(names)
    working = set(cells["partner"])
    partners = [partner for partner in order if partner in working]
    values = {(row.partner, row.place_code): row for row in cells.itertuples()}
    found = [[values.get((partner, place)) for place in places] for partner in partners]
    shades = [[_shade(row) for row in line] for line in found]
    largest = max([1.0, *(shade for line in shades for shade in line if shade is not None)])
    chart = figure(height=ROW * len(partners) + 130)
    chart.add_heatmap(
        z=shades,
        x=list(range(len(places))),
        y=list(range(len(partners))),
        text=[[_cell(row) for row in line] for line in found],
        texttemplate="%{text}",
        textfont={"size": 12 if len(places) < 7 else 10, "color": "#ffffff"},
        customdata=[[_cell_words(row, names, thing) for row in line] for line in found],
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        colorscale=[[0, FEW], [1, MANY]],
        zmin=0,
        zmax=largest,
        showscale=False,
        xgap=2,
        ygap=2,
    )
    chart.update_layout(
        # Room for the last of the slanting labels.
        margin={"l": 8, "r": 44, "t": 8, "b": 8},
        xaxis=axis(
            side="top",
            ticklabeloverflow="allow",
            tickvals=list(range(len(places))),
            ticktext=short_names((names[place] for place in places), 24),
            tickangle=-45 if len(places) > 4 else 0,
            range=[-0.5, len(places) - 0.5],
            showgrid=True,
        ),
        yaxis=axis(
            tickvals=list(range(len(partners))),
            ticktext=short_names(partners, 18),
            range=[len(partners) - 0.5, -0.5],
            showgrid=True,
        ),
    )
    return chart


def _shade(row: Any) -> float | None:
    # Square roots: one large partner does not leave all the others in the same dark.
    if row is None:
        return None
    return float(row.households_reached) ** 0.5 if known(row.households_reached) else 0.0


def _cell(row: Any) -> str:
    if row is None:
        return ""
    return number(row.households_reached) if known(row.households_reached) else "·"


def _cell_words(row: Any, names: Mapping[str, str], thing: str) -> str:
    if row is None:
        return ""
    rows = ngettext("{count} delivery row", "{count} delivery rows", int(row.deliveries)).format(
        count=number(row.deliveries)
    )
    families = (
        ngettext("{count} family", "{count} families", int(row.households_reached)).format(
            count=number(row.households_reached)
        )
        if known(row.households_reached)
        else _("families unknown")
    )
    partner, place, item = text_of_names([row.partner, names[row.place_code], thing])
    words = [f"<b>{partner}</b>", place, *([item] if thing else []), f"{families} · {rows}"]
    if known(row.last_delivery):
        words.append(_("last on {day}").format(day=day(row.last_delivery)))
    return "<br>".join(words)
