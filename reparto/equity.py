"""How evenly families are reached: fifths of need, the Lorenz curve, and Gini's coefficient.

Everything here weighs by need. A district counts with its families in need (or targeted), not as one of so many
districts, so cutting a district in two, or asking about the districts in another order, changes nothing. The
definitions with a worked example are in ``docs/equity.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

FIFTHS = 5
Base = Literal["need", "target"]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fifth:
    """One of equal parts of the need: which share of those served it got, and how many served per unit of need.

    ``parts`` says of each district, in the order it was given in, how much of it lies in this part (0 to 1).
    """

    share: float
    rate: float
    parts: Numbers = field(repr=False)


def _checked(served: Sequence[float], need: Sequence[float]) -> tuple[Numbers, Numbers]:
    got, weight = np.asarray(served, dtype=float), np.asarray(need, dtype=float)
    if got.shape != weight.shape or got.ndim != 1:
        raise ValueError("served and need are two lists of the same length")
    if not (np.isfinite(got).all() and np.isfinite(weight).all()):
        raise ValueError("served and need must be known everywhere")
    if (got < 0).any() or (weight <= 0).any():
        raise ValueError("served may not be below 0, and need must be above it")
    return got, weight


def _rates(got: Numbers, weight: Numbers) -> Numbers:
    # 1/3 and 2/6 are the same coverage.
    return np.round(got / weight, 12)


def lorenz_curve(served: Sequence[float], need: Sequence[float]) -> tuple[Numbers, Numbers] | None:
    """The Lorenz curve: cumulative shares of need (across) and of those served (up), each from 0 to 1.

    Districts stand worst served first, equals in the order they came in, with one point after each. Lorenz (1905),
    "Methods of measuring the concentration of wealth", Publications of the American Statistical Association 9 (70),
    with need in the place of persons and families reached in the place of wealth. None where nobody was served or
    there is no district. Raises ValueError where the two lists do not match, a value is unknown or negative, or a
    need is 0.
    """
    got, weight = _checked(served, need)
    if not got.sum():
        return None
    order = np.argsort(_rates(got, weight), kind="stable")
    across = np.concatenate([[0.0], np.cumsum(weight[order]) / weight.sum()])
    up = np.concatenate([[0.0], np.cumsum(got[order]) / got.sum()])
    across[-1] = up[-1] = 1.0
    return across, up


def gini(served: Sequence[float], need: Sequence[float]) -> float | None:
    """Gini's coefficient of coverage, weighted by need: 0 where all coverage is equal, towards 1 where one has all.

    One minus twice the area under the Lorenz curve, ``1 - sum((x[i] - x[i-1]) * (y[i] + y[i-1]))``. Gini (1912),
    "Variabilità e mutabilità". It is the concentration index of O'Donnell, van Doorslaer, Wagstaff and Lindelow
    (2008), "Analyzing health equity using household survey data", chapter 8, with districts ranked by coverage itself
    and weighted by need; in their words ``2 / mean * cov(coverage, rank)``. None where nobody was served or there is
    no district. Raises ValueError as :func:`lorenz_curve` does.
    """
    curve = lorenz_curve(served, need)
    if curve is None:
        return None
    across, up = curve
    area = float(np.sum(np.diff(across) * (up[1:] + up[:-1])))
    return max(0.0, 1.0 - area)


def equal_parts(served: Sequence[float], need: Sequence[float], count: int = FIFTHS) -> list[Fifth]:
    """The need cut into equal parts, worst served first; each holds exactly one in ``count`` of the whole need.

    A district over a cut is divided there: the part of its need on each side takes the same part of its families
    reached, as if it were served alike within. Districts of equal coverage are cut together, each in the same
    proportion, so their order does not matter. Empty where there is no district. ``share`` is unknown (NaN) where
    nobody was served. Raises ValueError as :func:`lorenz_curve` does.
    """
    got, weight = _checked(served, need)
    if not len(got):
        return []
    level, block = np.unique(_rates(got, weight), return_inverse=True)
    ends = np.cumsum(np.bincount(block, weights=weight, minlength=len(level))) / weight.sum()
    ends[-1] = 1.0
    starts = np.concatenate([[0.0], ends[:-1]])
    fifths = []
    for index in range(count):
        low, high = index / count, (index + 1) / count
        inside = np.clip(np.minimum(ends, high) - np.maximum(starts, low), 0.0, None)
        parts = (inside / (ends - starts))[block]
        here = float(got @ parts)
        share = here / float(got.sum()) if got.sum() else float("nan")
        fifths.append(Fifth(share, here / float(weight @ parts), parts))
    return fifths


@dataclass(frozen=True)
class Comparison:
    """Districts side by side, worst served first, and what could not be compared.

    ``places`` holds what ``equity/places`` answers with ``place``, ``weight`` (families in need or targeted) and
    ``rate`` (families reached per family of weight); ``base`` says which, None where no district can be weighed.
    ``without_need`` are the districts with a target whose need is unknown, which is why targets weigh instead.
    """

    base: Base | None
    places: pd.DataFrame
    without_need: list[str]
    not_weighed: pd.DataFrame
    households_elsewhere: int

    @property
    def served(self) -> float:
        """Families reached in the districts compared; who was reached in two of them counts in both."""
        return float(self.places["households_reached"].sum())

    @property
    def rate(self) -> float:
        """Families reached per family in need (or targeted) in all districts compared together."""
        return self.served / float(self.places["weight"].sum())

    @property
    def has_fifths(self) -> bool:
        """Whether there are districts enough to speak of fifths, and anybody was reached."""
        return len(self.places) >= FIFTHS and self.served > 0

    @property
    def is_equal(self) -> bool:
        """Whether several districts all have the same coverage, as far as a percentage tells."""
        rates = self.places["rate"]
        return bool(len(rates) > 1 and rates.max() - rates.min() < 0.005)

    @property
    def fifths(self) -> list[Fifth]:
        """The need of all districts in five equal parts, worst served first."""
        return equal_parts(self.places["households_reached"], self.places["weight"])

    @property
    def gini(self) -> float | None:
        """Gini's coefficient of the districts compared."""
        return gini(self.places["households_reached"], self.places["weight"])


def compare(places: pd.DataFrame) -> Comparison:
    """The districts of an answer to ``equity/places`` as a comparison; ``place`` is each one's name.

    Need weighs where every district with a target gives it; where one does not, targets weigh all of them, since
    families in need and families targeted are not the same unit.
    """
    districts = places[places["geo_level"] == "district"]
    aimed = districts["households_targeted"].fillna(0) > 0
    needy = districts["households_in_need"].fillna(0) > 0
    base: Base | None = None
    if needy.any() and needy[aimed].all():
        base = "need"
    elif aimed.any():
        base = "target"
    column = "households_in_need" if base == "need" else "households_targeted"
    weighed = needy if base == "need" else aimed
    chosen = districts[weighed].assign(weight=districts[weighed][column].astype(float))
    chosen = chosen.assign(rate=chosen["households_reached"] / chosen["weight"])
    chosen = chosen.sort_values(["rate", "weight", "ubigeo"], ascending=[True, False, True])
    without = districts[aimed & ~needy] if base == "target" and needy.any() else districts[:0]
    rest = districts[~weighed & (districts["households_reached"] > 0)]
    elsewhere = places[places["geo_level"] != "district"]["households_reached"].sum()
    return Comparison(
        base,
        chosen.reset_index(drop=True),
        sorted(without["place"]),
        rest.reset_index(drop=True),
        int(elsewhere),
    )


def share_inside(comparison: Comparison, fifth: Fifth, amounts: pd.Series) -> float | None:
    """Which share of an amount lies in a part of the need: of one group's families, or of girls reached.

    ``amounts`` are indexed by district code and may be of any unit; districts that are not compared stay out. A
    district over a cut gives the part of its amount that it gives of its need. None where the amount is 0.
    """
    here = comparison.places["ubigeo"].map(amounts).fillna(0).astype(float).to_numpy()
    return float(here @ fifth.parts) / float(here.sum()) if here.sum() else None
