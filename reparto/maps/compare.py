"""Pictures side by side: one scale over all of them, one legend, and how far each place differs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reparto.language import whole_percent
from reparto.maps.areas import Area, Picture
from reparto.maps.classes import NOTHING, VALUE, ZERO, Class, scale_for
from reparto.maps.measures import AMOUNT, DAY, NEED, RATE, SHARE, Measure
from reparto.maps.palette import Palette


@dataclass(frozen=True)
class Compared:
    """One place in two pictures: the values that can be compared, and by how much the second is more.

    Rates differ in points of the percents that are shown, days of delivery in days, all else in what is counted. What
    is unknown on one side is None there, and so is the difference.
    """

    code: str | None
    level: str
    name: str
    first: Any
    second: Any
    difference: float | None


def on_one_scale(pictures: Sequence[Picture], colours: Palette) -> list[Picture]:
    """The same pictures of one measure, in classes that suit the values of all of them together."""
    if not pictures:
        return []
    measure = pictures[0].measure
    values = [
        measure.value(area.row or {})
        for picture in pictures
        for area in (*picture.drawn, *picture.beside)
        if _has_value(area)
    ]
    scale = scale_for(values, measure, colours)

    def anew(area: Area) -> Area:
        if _has_value(area):
            return replace(area, shade=scale.class_of(VALUE, measure.value(area.row or {})))
        return replace(area, shade=scale.states[area.shade.key])

    return [
        Picture(measure, scale, tuple(map(anew, picture.drawn)), tuple(map(anew, picture.beside)))
        for picture in pictures
    ]


def legend_of_all(pictures: Sequence[Picture]) -> list[tuple[Class, tuple[int, ...]]]:
    """The lines of the legend, each with how many areas of each picture it has; the pictures share their scale."""
    if not pictures:
        return []
    found = [area.shade.key for picture in pictures for area in picture.drawn]
    lines = pictures[0].scale.legend(found)
    return [
        (line, tuple(sum(a.shade.key == line.key for a in p.drawn) for p in pictures))
        for line in lines
    ]


def compare(first: Picture, second: Picture) -> list[Compared]:
    """Every place that one of two pictures of a measure knows, those that differ most first."""
    measure = first.measure
    one, other = _known(first), _known(second)
    places = []
    for key in dict.fromkeys((*one, *other)):
        before, after = one.get(key), other.get(key)
        name = (before or after).name  # type: ignore[union-attr]
        values = comparable(measure, before), comparable(measure, after)
        level, code = key
        places.append(Compared(code, level, name, *values, difference(measure, *values)))
    return sorted(
        places,
        key=lambda p: (p.difference is None, -abs(p.difference or 0), p.name.casefold()),
    )


def comparable(measure: Measure, area: Area | None) -> Any:
    """The value of an area that can be compared; None where it is unknown.

    Where nothing was delivered an amount is zero, unless the measure says nothing of such places.
    """
    nothing = 0 if _counts_nothing(measure) else None
    if area is None:
        return nothing
    if _has_value(area):
        return measure.value(area.row or {})
    if area.shade.key == NOTHING:
        return nothing
    return 0 if area.shade.key == ZERO and measure.kind != DAY else None


def difference(measure: Measure, first: Any, second: Any) -> float | None:
    """By how much the second value is more: points of percent, days, or what is counted; None where one is unknown."""
    if first is None or second is None:
        return None
    if measure.kind in (RATE, SHARE):
        return round((whole_percent(second) - whole_percent(first)) * 100)
    if measure.kind == NEED:
        return round(round(second, 1) - round(first, 1), 1)
    if measure.kind == DAY:
        days: date = second
        return float((days - first).days)
    return float(second - first)


def _counts_nothing(measure: Measure) -> bool:
    return measure.kind == AMOUNT and not measure.needs_target and not measure.needs_delivery


def _has_value(area: Area) -> bool:
    return area.row is not None and area.shade.key.startswith("class-")


def _known(picture: Picture) -> dict[tuple[str, str | None], Area]:
    areas = [*picture.reported, *picture.beside]
    return {(str((area.row or {})["geo_level"]), _code(area)): area for area in areas}


def _code(area: Area) -> str | None:
    return area.code if isinstance(area.code, str) else None
