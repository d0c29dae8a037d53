"""The look "compare" of the Map page: two dates or two items side by side, or a small map for each partner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from reparto.charts import map_small as drawing
from reparto.language import N_, _
from reparto.maps.areas import Picture
from reparto.maps.compare import Compared, compare, legend_of_all, on_one_scale
from reparto.maps.measures import Measure
from reparto.scope import Scope
from reparto.ui import View, show
from reparto.ui.asked import Asked
from reparto.ui.map import MapView, look_at, scope_drawn
from reparto.ui.map_compare_table import TableColumn, draw_table_of_many, draw_table_of_two
from reparto.ui.map_compare_ways import choose_days, choose_items, choose_partners
from reparto.ui.map_ways import switch
from reparto.ui.text import md_escape, plain
from reparto.wording import map as map_wording
from reparto.wording import map_compare as wording
from reparto.wording.people import lacks_families

DATES, ITEMS, PARTNERS = "dates", "items", "partners"
_WAYS = {DATES: N_("Two dates"), ITEMS: N_("Two items"), PARTNERS: N_("Partners")}


@dataclass(frozen=True)
class Side:
    """One of the things compared: its name, what the map shows of it, and its own headline."""

    name: str
    here: MapView
    picture: Picture
    headline: dict[str, Any]

    @property
    def scope(self) -> Scope:
        """The filters of what is drawn of it."""
        return scope_drawn(self.here.view.scope, self.here.looking)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was delivered on this side."""
        return not self.headline["deliveries"]


def draw(here: MapView) -> None:
    """Draw what is chosen to be compared: the choices, the sentences, the maps, one legend and the table."""
    asked = st.query_params.get("compare", "")
    way = asked if asked in _WAYS else DATES
    switch("compare", list(_WAYS), way, _("Compare"), lambda key: _(_WAYS[key]))
    {DATES: _dates, ITEMS: _items, PARTNERS: _partners}[way](here)


def _dates(here: MapView) -> None:
    days = choose_days(here.view, scope_drawn(here.view.scope, here.looking))
    if days is None:
        return
    sides = _sides(here, [(wording.until(day), {"until": day}) for day in days])
    measure, (one, other) = here.picture.measure, sides
    places = compare(one.picture, other.picture)
    apart = here.view.ask_row("overview/apart", other.scope)
    _draw_two(
        sides,
        places,
        [
            *(wording.nothing_until(day) for s, day in zip(sides, days, strict=True) if s.is_empty),
            wording.changed_most(measure, places, *days),
            wording.totals_of_dates(_totals(measure, sides), days),
            wording.in_neither(apart),
        ],
    )


def _items(here: MapView) -> None:
    items = choose_items(here.view, scope_drawn(here.view.scope, here.looking))
    if items is None:
        return
    names = [here.view.item_name(item) for item in items]
    chosen = zip(names, items, strict=True)
    sides = _sides(here, [(name, {"item": (item,)}) for name, item in chosen])
    measure, (one, other) = here.picture.measure, sides
    places = compare(one.picture, other.picture)
    _draw_two(
        sides,
        places,
        [
            *(wording.nothing_of(side.name) for side in sides if side.is_empty),
            wording.furthest_apart(measure, places, *names),
            wording.totals_of_items(_totals(measure, sides), names),
        ],
    )


def _sides(
    here: MapView,
    chosen: Sequence[tuple[str, dict[str, Any]]],
    headlines: Mapping[str, dict[str, Any]] | None = None,
) -> list[Side]:
    """The map of each change of the filters, all in the classes that suit all of them.

    Headlines that are known already, by name, are not asked for again.
    """
    found: list[MapView] = []
    for _name, change in chosen:
        view: View = replace(here.view, scope=replace(here.view.scope, **change))
        found.append(look_at(view, here.picture.measure))
    pictures = on_one_scale([one.picture for one in found], here.colours)
    sides = []
    for (name, _change), one, picture in zip(chosen, found, pictures, strict=True):
        drawn = scope_drawn(one.view.scope, one.looking)
        headline = (headlines or {}).get(name) or one.view.ask_row("overview/headline", drawn)
        sides.append(Side(plain(name), one, picture, headline))
    return sides


def _totals(measure: Measure, sides: Sequence[Side]) -> list[str]:
    return [wording.total(measure, side.headline) for side in sides]


def _draw_two(
    sides: Sequence[Side], places: Sequence[Compared], sentences: Sequence[str | None]
) -> None:
    here, names = sides[0].here, [side.name for side in sides]
    has_map = wording.has_map(here.sheet)
    show.sentences([*(line or "" for line in sentences), "" if has_map else wording.no_map()])
    largest = drawing.largest_of([side.picture for side in sides])
    with st.grid(2, min_column_width=320, gap="medium"):
        for at, side in enumerate(sides):
            with st.container(gap="small"):
                _draw_side(side, largest, f"compare_{at}")
    if has_map:
        _draw_legend(sides, names)
    draw_table_of_two([_as_column(side) for side in sides], places, here)


def _draw_side(side: Side, largest: float, key: str) -> None:
    measure = side.picture.measure
    st.markdown(f"**{md_escape(side.name)}**  \n{md_escape(wording.total(measure, side.headline))}")
    people = measure.column == "persons_reached" or not side.headline["households_reached"]
    figure = "persons_reached" if people else "households_reached"
    show.passport(Asked("overview/headline", side.scope, figure), key=key)
    if not wording.has_map(side.here.sheet):
        return
    st.image(
        drawing.side_map(side.here.sheet, side.picture, side.here.colours, largest),
        width="content",
        alt=plain(wording.alternative(side.here.sheet, side.picture, side.name)),
    )
    if side.picture.beside:
        st.caption(md_escape(map_wording.beside_title(side.here.sheet)))
        st.image(
            drawing.beside_rows(side.picture, side.here.colours),
            width="content",
            alt=plain(f"{side.name}. {map_wording.beside_alternative(side.picture)}"),
        )


def _draw_legend(sides: Sequence[Side], headers: Sequence[str]) -> None:
    """The legend and what has to be known under every map; several maps have one column of all their areas."""
    here, pictures = sides[0].here, [side.picture for side in sides]
    lines = legend_of_all(pictures)
    if len(headers) == 1:
        lines = [(line, (sum(counts),)) for line, counts in lines]
    measure = here.picture.measure
    with st.container(border=True, gap="small"):
        st.markdown(f"**{md_escape(measure.named())}**", help=md_escape(measure.explained()))
        st.image(
            drawing.legend(pictures, headers, here.colours),
            width="content",
            alt=plain(wording.legend_alternative(lines, headers)),
        )
    notes = [wording.one_scale(len(sides)), *map_wording.notes(here.sheet)]
    st.caption(md_escape(" ".join(notes)))


def _partners(here: MapView) -> None:
    chosen = choose_partners(here.view, scope_drawn(here.view.scope, here.looking))
    if chosen is None:
        return
    names = chosen.shown
    # The partners' own question tells their families; a headline for each would double the wait.
    is_known = here.picture.measure.column != "persons_reached" and not lacks_families(
        here.view.ask_row("overview/headline")
    )
    changes = [(name, {"partner": (name,)}) for name in names]
    sides = _sides(here, changes, chosen.progress if is_known else None)
    has_map = wording.has_map(here.sheet)
    is_blank = not any(
        area.shade.key.startswith("class-")
        for side in sides
        for area in (*side.picture.drawn, *side.picture.beside)
    )
    show.sentences(
        [
            wording.partners(len(names), chosen.known),
            wording.no_values() if is_blank else "",
            "" if has_map else wording.no_map(),
        ]
    )
    if has_map:
        _draw_small(sides)
        chosen.draw_more()
        _draw_legend(sides, [_("All maps")])
    else:
        chosen.draw_more()
    draw_table_of_many([_as_column(side) for side in sides], here)


def _as_column(side: Side) -> TableColumn:
    return TableColumn(side.name, side.picture, side.scope)


def _draw_small(sides: Sequence[Side]) -> None:
    largest = drawing.largest_of([side.picture for side in sides])
    with st.grid(6, min_column_width=140, gap="small"):
        for side in sides:
            total = wording.total(side.picture.measure, side.headline)
            st.image(
                drawing.small_map(
                    side.here.sheet, side.picture, side.here.colours, largest, side.name, total
                ),
                width="stretch",
                alt=plain(wording.alternative(side.here.sheet, side.picture, side.name)),
            )
