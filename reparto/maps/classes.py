"""Classes: which areas share a colour, with limits that the legend can tell.

A value stands in one class. What has no value stands in a state of its own, so that zero, unknown, without a
target, without data and outside the filters never look alike.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from reparto.language import N_, _, day, number, percent
from reparto.maps.measures import DAY, NEED, RATE, SHARE, Measure
from reparto.maps.palette import NOBODY, Palette

VALUE, ZERO, UNKNOWN, NO_TARGET, NOTHING, OUTSIDE = (
    "value",
    "zero",
    "unknown",
    "no_target",
    "nothing",
    "outside",
)
_STATE_LABELS = {
    NO_TARGET: N_("No target is set"),
    OUTSIDE: N_("Outside the filters"),
}
# Whole percents, each the first of its class; 100 % stands in the middle one.
RATE_LIMITS = (1, 50, 80, 95, 105, 125)
SHARE_LIMITS = (1, 25, 50, 75, 95)
# Days, each the first of its class; a week and two weeks are what rations are planned for.
NEED_LIMITS = (0, 1, 3, 7, 14)
_NICE = (1, 2, 3, 5, 7.5)
_DAY_STEPS = ((1, 2, 4, 7), (1, 3, 7, 14), (7, 14, 28, 56), (30, 60, 120, 240))


@dataclass(frozen=True)
class Class:
    """One line of the legend: a class of values, or a state."""

    key: str
    label: str
    colour: str
    count: int = 0
    is_hollow: bool = False


@dataclass(frozen=True)
class Scale:
    """The classes of one map, and which class each value or state falls into."""

    measure: Measure
    limits: tuple[Any, ...]
    classes: tuple[Class, ...]
    states: Mapping[str, Class]

    def class_of(self, state: str, value: Any) -> Class:
        """The class of an area."""
        if state != VALUE:
            return self.states[state]
        if self.measure.kind in (RATE, SHARE):
            step: Any = _percent(value)
        else:
            step = round(value, 1) if self.measure.kind == NEED else value
        at = sum(1 for limit in self.limits if step >= limit) - 1
        return self.classes[max(at, 0)]

    def legend(self, found: Sequence[str]) -> list[Class]:
        """The lines of the legend with the number of areas in each; states that no area is in are left out."""
        lines = [*self.classes, *self.states.values()]
        counted = [
            Class(line.key, line.label, line.colour, found.count(line.key), line.is_hollow)
            for line in lines
        ]
        of_values = {line.key for line in self.classes}
        return [line for line in counted if line.count or line.key in of_values]


def state_of(row: Mapping[str, Any] | None, measure: Measure, is_outside: bool = False) -> str:
    """What is known of an area: a value, a zero, or why there is none."""
    if row is None or (measure.needs_delivery and not row.get("deliveries")):
        return OUTSIDE if is_outside else NOTHING
    value = measure.value(row)
    if measure.needs_target and _missing(row, "households_targeted"):
        return NO_TARGET
    if measure.known_by and row.get("deliveries") and not row.get(measure.known_by):
        return UNKNOWN
    if value is None:
        is_delivered = bool(row.get("deliveries"))
        return NO_TARGET if measure.needs_target else UNKNOWN if is_delivered else ZERO
    return ZERO if measure.kind != DAY and value == 0 else VALUE


def scale_for(values: Sequence[Any], measure: Measure, colours: Palette) -> Scale:
    """The classes that suit these values; rates and days of need always have the same, so that maps can be compared."""
    if measure.kind == RATE:
        limits: tuple[Any, ...] = RATE_LIMITS
        ramp, labels = colours.rates, _rate_labels()
    elif measure.kind in (SHARE, NEED):
        limits = SHARE_LIMITS if measure.kind == SHARE else NEED_LIMITS
        labels = _share_labels() if measure.kind == SHARE else _need_labels()
        ramp = colours.ramp(len(limits))
    elif measure.kind == DAY:
        limits = _day_limits(list(values))
        ramp, labels = colours.ramp(len(limits)), _day_labels(limits, max(values, default=None))
    else:
        limits = _amount_limits([float(value) for value in values])
        ramp, labels = colours.ramp(len(limits)), _amount_labels(limits)
    classes = tuple(Class(f"class-{at}", label, ramp[at]) for at, label in enumerate(labels))
    zero = NOBODY if measure.kind == RATE else colours.zero
    states = {
        ZERO: Class(ZERO, _(measure.zero), zero),
        NO_TARGET: Class(NO_TARGET, _(_STATE_LABELS[NO_TARGET]), colours.unknown),
        UNKNOWN: Class(UNKNOWN, _(measure.unknown), colours.unknown),
        NOTHING: Class(NOTHING, _(measure.nothing), colours.nothing, is_hollow=True),
        OUTSIDE: Class(OUTSIDE, _(_STATE_LABELS[OUTSIDE]), colours.outside, is_hollow=True),
    }
    return Scale(measure, limits, classes, states)


def _missing(row: Mapping[str, Any], name: str) -> bool:
    value = row.get(name)
    return value is None or value != value


def _percent(rate: float) -> int:
    """The whole percent that the reader is shown; a reached family is never 0 %."""
    return max(round(rate * 100), 1)


def _rate_labels() -> list[str]:
    labels = [_("below {limit}").format(limit=percent(RATE_LIMITS[1] / 100))]
    for low, high in pairwise(RATE_LIMITS[1:]):
        labels.append(
            _("{low} to {high}").format(low=percent(low / 100), high=percent((high - 1) / 100))
        )
    return [*labels, _("{limit} or more").format(limit=percent(RATE_LIMITS[-1] / 100))]


def _share_labels() -> list[str]:
    labels = [_("below {limit}").format(limit=percent(SHARE_LIMITS[1] / 100))]
    for low, high in pairwise((*SHARE_LIMITS[1:], 101)):
        labels.append(
            _("{low} to {high}").format(low=percent(low / 100), high=percent((high - 1) / 100))
        )
    return labels


def _need_labels() -> list[str]:
    labels = [_("below {limit} day").format(limit=number(NEED_LIMITS[1]))]
    for low, after in pairwise(NEED_LIMITS[1:]):
        last = number(after - 0.1, 1)
        labels.append(_("{low} to {high} days").format(low=number(low), high=last))
    return [*labels, _("{limit} days or more").format(limit=number(NEED_LIMITS[-1]))]


def _nice(value: float) -> int:
    """The round number nearest to a value from below."""
    power = 10 ** math.floor(math.log10(max(value, 1)))
    return max(1, round(max(step for step in _NICE if step * power <= max(value, 1)) * power))


def _amount_limits(values: list[float], classes: int = 5) -> tuple[int, ...]:
    found = sorted(value for value in values if value > 0)
    if not found:
        return (1,)
    limits = {_nice(found[int(len(found) * part / classes)]) for part in range(classes)}
    _lowest, *others = sorted(limits)
    kept = [1]
    for limit in others:
        if any(kept[-1] <= value < limit for value in found) and limit <= found[-1]:
            kept.append(limit)
    # One place far above the others, as a capital is, stands in a class of its own.
    if found[-1] >= 4 * kept[-1] and len(kept) > 1:
        kept[classes - 1 :] = [_nice(found[-1])]
    return tuple(kept)


def _amount_labels(limits: tuple[int, ...]) -> list[str]:
    labels = []
    for low, after in pairwise(limits):
        if after - low == 1:
            labels.append(number(low))
        else:
            labels.append(_("{low} to {high}").format(low=number(low), high=number(after - 1)))
    return [*labels, _("{limit} or more").format(limit=number(limits[-1]))]


def _day_limits(days: list[date]) -> tuple[date, ...]:
    """The first days of the classes, the earliest first."""
    if not days:
        return (date.min,)
    latest = max(days)
    ages = sorted((latest - found).days for found in days)
    typical = ages[int(len(ages) * 0.8)] if len(ages) > 1 else 0
    steps = next((steps for steps in _DAY_STEPS if steps[-1] >= typical), _DAY_STEPS[-1])
    starts = [latest - timedelta(days=step - 1) for step in steps]
    return (date.min, *reversed(starts))


def _day_labels(limits: tuple[date, ...], latest: date | None) -> list[str]:
    if latest is None:
        return ["—"]
    labels = [_("before {day}").format(day=day(limits[1], "medium"))]
    for first, after in zip(limits[1:], [*limits[2:], latest + timedelta(days=1)], strict=True):
        last = after - timedelta(days=1)
        if first == last:
            labels.append(day(first, "medium"))
        else:
            labels.append(
                _("{first} to {last}").format(first=day(first, "d MMM"), last=day(last, "medium"))
            )
    return labels
