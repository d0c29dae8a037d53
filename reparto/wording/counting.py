"""The counting method in words: what it does, and how far the methods lie apart on the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reparto.language import _, ngettext, number
from reparto.methods import METHODS, unfit


@dataclass(frozen=True)
class Compared:
    """Every method on the same rows.

    ``table`` has a row per method: ``method``, ``label``, ``sentence``, ``households_reached`` and ``persons_reached``
    (null where the method does not fit), ``why`` (null where it does), ``is_chosen``.
    """

    table: pd.DataFrame
    rows_without_key: int

    @property
    def fitting(self) -> pd.DataFrame:
        """The methods that can count these rows."""
        return self.table[self.table["why"].isna()]

    @property
    def figure(self) -> str:
        """What the methods are compared by: families, or people where the rows give people only."""
        found = self.fitting
        is_of_people = not found["households_reached"].any() and found["persons_reached"].any()
        return "persons_reached" if is_of_people else "households_reached"

    @property
    def low(self) -> int:
        """The fewest families (or people) that a method gives."""
        return int(self.fitting[self.figure].min())

    @property
    def high(self) -> int:
        """The most families (or people) that a method gives."""
        return int(self.fitting[self.figure].max())


def compare(
    chosen: str, fit: Mapping[str, Any], answers: Mapping[str, Mapping[str, Any]]
) -> Compared:
    """Put the methods' headlines side by side; ``answers`` has one for each method that fits."""
    rows = []
    for name, method in METHODS.items():
        problem = unfit(name, fit)
        found = answers.get(name, {}) if problem is None else {}
        rows.append(
            {
                "method": name,
                "label": method.named(),
                "sentence": method.said(),
                "households_reached": found.get("households_reached"),
                "persons_reached": found.get("persons_reached"),
                "why": problem[0] if problem else None,
                "is_chosen": name == chosen,
            }
        )
    table = pd.DataFrame(rows).astype(
        {"why": object, "households_reached": "Int64", "persons_reached": "Int64"}
    )
    return Compared(table, int(fit["rows_without_key"]))


def band(compared: Compared) -> str:
    """How far the methods lie apart, in one sentence."""
    if not compared.rows_without_key:
        return _(
            "Every family here is known by a household key: each counting method gives the same figure."
        )
    low, high = compared.low, compared.high
    count = len(compared.fitting)
    if low == high:
        return ngettext(
            "{methods} counting method fits these rows, so nothing can be compared.",
            "All {methods} counting methods that fit these rows give the same figure.",
            count,
        ).format(methods=number(count))
    said = {
        "households_reached": _(
            "The same rows give between {low} and {high} families, by the counting method."
        ),
        "persons_reached": _(
            "The same rows give between {low} and {high} people, by the counting method."
        ),
    }
    return said[compared.figure].format(low=number(low), high=number(high))


def stated(method: str) -> str:
    """The method behind a figure, as a sentence that can stand beside it."""
    return _("Counted by: {label}. {sentence}").format(
        label=METHODS[method].named(), sentence=METHODS[method].said()
    )
