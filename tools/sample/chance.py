"""Chance that comes out the same everywhere: of `Random` only `random()` is promised to stay."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from sample import plan

T = TypeVar("T")


class Chance:
    """A stream of its own for each subject, so that a change in one leaves the others alone."""

    def __init__(self, subject: str) -> None:
        self._random = random.Random(f"{plan.SEED} {subject}")

    def happens(self, probability: float) -> bool:
        return self._random.random() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        return low + self._random.random() * (high - low)

    def one(self, things: Sequence[T]) -> T:
        return things[self.whole(0, len(things) - 1)]

    def weighted(self, weights: Mapping[T, float]) -> T:
        left = self._random.random() * sum(weights.values())
        *others, last = weights
        for thing in others:
            left -= weights[thing]
            if left < 0:
                return thing
        return last

    def shuffled(self, things: Sequence[T]) -> list[T]:
        left = list(things)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(len(left))]

    def key(self) -> str:
        """Sixteen hexadecimal digits, as a partner's keyed hash of a document would leave."""
        return "".join(f"{self.whole(0, 65535):04x}" for _ in range(4))


def shared_out(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """Share a whole number by weight; the largest remainders get what rounding leaves."""
    whole = sum(weights.values())
    exact = {thing: total * weight / whole for thing, weight in weights.items()}
    shares = {thing: int(share) for thing, share in exact.items()}
    by_remainder = sorted(exact, key=lambda thing: shares[thing] - exact[thing])
    for thing in by_remainder[: total - sum(shares.values())]:
        shares[thing] += 1
    return shares


def working_days(start: date, end: date) -> dict[date, float]:
    """Days by weight: growing until late April, tapering in May, nearly nothing on Sundays."""
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    peak, length = date(2020, 4, 28), (plan.LAST_DAY - plan.FIRST_DAY).days
    return {
        day: (1.2 - abs((day - peak).days) / length) * (0.12 if day.isoweekday() == 7 else 1)
        for day in days
    }


def spread(chance: Chance, count: int, start: date, end: date) -> list[date]:
    """Days for so many deliveries: the first day, then one in each week, then by weight."""
    days = working_days(start, end)
    chosen = [start]
    weeks = sorted({day.isocalendar().week for day in days} - {start.isocalendar().week})
    for week in weeks:
        chosen.append(
            chance.weighted({d: w for d, w in days.items() if d.isocalendar().week == week})
        )
    while len(chosen) < count:
        chosen.append(chance.weighted(days))
    return sorted(chosen[:count])
