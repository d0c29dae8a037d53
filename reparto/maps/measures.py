"""What a map can show: each measure with its column, its label, and how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from reparto.language import N_, _, day, number, percent

RATE, AMOUNT, DAY = "rate", "amount", "day"


@dataclass(frozen=True)
class Measure:
    """One measure: ``kind`` decides its classes; ``zero`` and ``better`` are words for the legend and the ranking.

    ``needs_target`` measures are unknown, not zero, where no target is set; so are those whose column ``known_by`` is false.
    """

    key: str
    column: str
    kind: str
    label: str
    meaning: str
    zero: str
    needs_target: bool = False
    known_by: str | None = "is_households_known"

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)

    def explained(self) -> str:
        """The meaning in the reader's language."""
        return _(self.meaning)

    def value(self, row: Mapping[str, Any]) -> Any:
        """The row's value; None where it is unknown."""
        found = row.get(self.column)
        return None if found is None or pd.isna(found) else found

    def written(self, value: float | date | None) -> str:
        """The value as the reader writes it; unknown is an em dash."""
        if self.kind == RATE:
            return percent(value)  # type: ignore[arg-type]
        return day(value, "medium") if self.kind == DAY else number(value)  # type: ignore[arg-type]


MEASURES = {
    measure.key: measure
    for measure in (
        Measure(
            "coverage",
            "coverage_rate",
            RATE,
            N_("Coverage"),
            N_(
                "Families reached out of families targeted in the same area. Orange is below the target, purple above."
            ),
            N_("0%: a target, and nobody reached"),
            needs_target=True,
        ),
        Measure(
            "reached",
            "households_reached",
            AMOUNT,
            N_("Families reached"),
            N_(
                "Families that received something at least once. A family served in two areas counts in both."
            ),
            N_("0: nobody reached"),
        ),
        Measure(
            "people",
            "persons_reached",
            AMOUNT,
            N_("People reached"),
            N_(
                "People that the exports report, and families times the assumed size where they report none."
            ),
            N_("0: nobody reached"),
            known_by="is_persons_known",
        ),
        Measure(
            "gap",
            "households_gap",
            AMOUNT,
            N_("Gap in families"),
            N_(
                "Families targeted and not yet reached, in the area as a whole: in a department, more families than "
                "planned in one district make up for fewer in another."
            ),
            N_("0: target reached"),
            needs_target=True,
        ),
        Measure(
            "partners",
            "partners_active",
            AMOUNT,
            N_("Partners present"),
            N_("Implementing partners with at least one delivery in the area."),
            N_("0: no partner"),
            known_by=None,
        ),
        Measure(
            "last",
            "last_delivery",
            DAY,
            N_("Last delivery"),
            N_("The day of the latest delivery in the area; a period counts on its last day."),
            N_("Nothing delivered yet"),
            known_by=None,
        ),
    )
}
