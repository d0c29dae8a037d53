"""The days of a map: what every area shows on each day, on one scale that is chosen once for the whole period."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from reparto.language import N_, _
from reparto.maps.areas import beside_name, one_line
from reparto.maps.classes import VALUE, Class, Scale, scale_for, state_of
from reparto.maps.measures import Measure
from reparto.maps.palette import Palette

Row = Mapping[str, Any]
MEASURES_OF_DAYS = ("coverage", "reached", "people")
# A slider with more steps than this is too fine for a finger: then a step is a week, or four.
MOST_STEPS = 190
# More numbers than these would lie over each other.
MOST_NUMBERS = 60
_LENGTHS = (1, 7, 28)
_UNDATED = "undated"
_UNDATED_LABEL = N_("Deliveries, no day known")
_FIGURES = (
    "households_reached",
    "persons_reached",
    "coverage_rate",
    "is_households_known",
    "is_persons_known",
)


@dataclass(frozen=True)
class Change:
    """From a step on, an area has another class or value; ``row`` is what is known of it then."""

    step: int
    shade: Class
    written: str
    row: Row | None


@dataclass(frozen=True)
class AreaDays:
    """One area through the days. ``order`` is its place among the areas of the map by their first delivery: 1 is the
    first, and areas that began on the same day have the same number; None where no day is known."""

    code: str | None
    name: str
    first: date | None
    order: int | None
    changes: tuple[Change, ...]
    is_chosen: bool = False

    def at(self, step: int) -> Change:
        """What the area shows at a step."""
        return [change for change in self.changes if change.step <= step][-1]


@dataclass(frozen=True)
class MapDays:
    """The map through the days: the first day, the last day of each step, the areas drawn and those beside, and their
    one scale."""

    measure: Measure
    first: date
    steps: tuple[date, ...]
    scale: Scale
    classes: tuple[Class, ...]
    drawn: tuple[AreaDays, ...]
    beside: tuple[AreaDays, ...]

    @property
    def days_in_a_step(self) -> int:
        """How many days one step is."""
        return (self.steps[1] - self.steps[0]).days if len(self.steps) > 1 else 1

    @property
    def in_order(self) -> list[AreaDays]:
        """The drawn areas that got a delivery, in the order in which they got their first."""
        begun = [area for area in self.drawn if area.order is not None]
        return sorted(begun, key=lambda area: (area.order or 0, area.name))

    def counts_at(self, step: int) -> list[tuple[Class, int]]:
        """The classes with the number of drawn areas in each at a step."""
        shown = [area.at(step).shade.key for area in self.drawn]
        return [(line, shown.count(line.key)) for line in self.classes]


def steps_between(first: date, last: date) -> tuple[date, ...]:
    """The last days of the steps from the first day to the last; days, else weeks, else four weeks."""
    whole = (last - first).days + 1
    length = next((days for days in _LENGTHS if whole / days <= MOST_STEPS), _LENGTHS[-1])
    found = [last - timedelta(days=back) for back in range(0, whole, length)]
    return tuple(reversed(found))


def map_days(
    table: pd.DataFrame,
    days: pd.DataFrame,
    measure: Measure,
    colours: Palette,
    names: Mapping[str, str],
    *,
    chosen: Collection[str] = (),
    outside: Collection[str] = (),
) -> MapDays | None:
    """Put the answer of coverage/map_*_days on the areas of a map's table; None where no row has a day.

    ``names`` are the places that can be drawn, by code. The classes are those of the last day's values.
    """
    dated = days[days["day"].notna()]
    if dated.empty:
        return None
    steps = steps_between(dated["day"].min(), dated["day"].max())
    series: dict[tuple[Any, Any], list[Row]] = {}
    for row in dated.sort_values("day", kind="stable").to_dict("records"):
        series.setdefault(_key(row), []).append(row)
    rows: dict[tuple[Any, Any], Row] = {_key(row): row for row in table.to_dict("records")}
    by_code = {row["place_code"]: key for key, row in rows.items() if row["place_code"] in names}
    apart = [key for key, row in rows.items() if row["place_code"] not in names]
    last = [_on(rows[key], found[-1]) for key, found in series.items() if key in rows]
    scale = scale_for(
        [measure.value(row) for row in last if state_of(row, measure) == VALUE], measure, colours
    )
    undated = Class(_UNDATED, _(_UNDATED_LABEL), colours.unknown)
    orders = _orders({key: series[key][0]["day"] for key in by_code.values() if key in series})

    def area(code: str | None, name: str, key: tuple[Any, Any] | None) -> AreaDays:
        found = series.get(key, []) if key else []
        row = rows.get(key) if key else None
        changes = _changes(row, found, steps, scale, undated, code in outside)
        first = found[0]["day"] if found else None
        return AreaDays(code, one_line(name), first, orders.get(key), changes, code in chosen)

    drawn = tuple(area(code, name, by_code.get(code)) for code, name in names.items())
    beside = tuple(area(key[0], beside_name(rows[key]), key) for key in apart)
    shown = {change.shade.key for one in (*drawn, *beside) for change in one.changes}
    states = [*scale.states.values(), undated]
    classes = (*scale.classes, *(line for line in states if line.key in shown))
    return MapDays(measure, dated["day"].min(), steps, scale, classes, drawn, beside)


def _key(row: Row) -> tuple[Any, Any]:
    code = row["place_code"]
    return (code if isinstance(code, str) else None), row["geo_level"]


def _orders(first: Mapping[tuple[Any, Any], date]) -> dict[Any, int]:
    days = sorted(first.values())
    return {key: days.index(day) + 1 for key, day in first.items()}


def _on(row: Row, day: Row) -> Row:
    return dict(row) | {name: day[name] for name in _FIGURES}


def _before(row: Row) -> Row | None:
    """What is known of an area before its first delivery: its target; nothing where it has none."""
    if row["households_targeted"] is None or pd.isna(row["households_targeted"]):
        return None
    nobody: dict[str, Any] = {"households_reached": 0, "persons_reached": 0, "deliveries": 0}
    nobody |= {"is_households_known": None, "is_persons_known": None}
    return dict(row) | nobody | {"coverage_rate": 0.0 if row["households_targeted"] else None}


def _changes(
    row: Row | None,
    found: list[Row],
    steps: tuple[date, ...],
    scale: Scale,
    undated: Class,
    is_outside: bool,
) -> tuple[Change, ...]:
    """What the area shows, from the step on which it begins to show it; the first is that before any delivery."""
    measure = scale.measure

    def change(step: int, known: Row | None) -> Change:
        state = state_of(known, measure, is_outside)
        value = measure.value(known) if known is not None else None
        written = measure.written(value) if state in (VALUE, "zero") else "—"
        return Change(step, scale.class_of(state, value), written, known)

    if row is not None and not found and row["deliveries"]:
        return (Change(0, undated, "—", row),)
    made = {0: change(0, _before(row) if row is not None else None)}
    for day in found if row is not None else ():
        at = next(at for at, last in enumerate(steps) if day["day"] <= last)
        made[at] = change(at, _on(row or {}, day))
    return _told(made.values())


def _told(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes without those that show the same as the one before."""
    kept: list[Change] = []
    for change in changes:
        if not kept or (change.shade, change.written, change.row) != (
            kept[-1].shade,
            kept[-1].written,
            kept[-1].row,
        ):
            kept.append(change)
    return tuple(kept)
