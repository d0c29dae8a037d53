"""What a map can show: each measure with its column, its label, and how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from reparto.language import N_, _, day, number, percent

RATE, SHARE, AMOUNT, NEED, DAY = "rate", "share", "amount", "need", "day"


@dataclass(frozen=True)
class Measure:
    """One measure: ``kind`` decides its classes; ``zero``, ``unknown`` and ``nothing`` are words for the legend.

    ``needs_target`` measures are unknown, not zero, where no target is set; so are those whose column ``known_by`` is false.
    Measures that need a delivery say nothing of a place that has only a target. ``asks`` is the question that answers the
    column where the map's own does not; ``more`` are the columns of that answer that stand with it in tables.
    """

    key: str
    column: str
    kind: str
    label: str
    meaning: str
    zero: str
    needs_target: bool = False
    known_by: str | None = "is_households_known"
    needs_delivery: bool = False
    asks: str | None = None
    more: tuple[str, ...] = ()
    unknown: str = N_("Deliveries, number not reported")
    nothing: str = N_("No deliveries and no target")

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
        if self.kind in (RATE, SHARE):
            return percent(value)  # type: ignore[arg-type]
        if self.kind == NEED:
            return number(value, 1, is_fixed=True)  # type: ignore[arg-type]
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
            "food",
            "days_food_per_person",
            NEED,
            N_("Days of food"),
            N_(
                "For how many days the food delivered meets the need of the people reached: kcal of the kits over what a "
                "person needs a day. Kits whose content is not listed are left out."
            ),
            N_("0: no food delivered"),
            known_by=None,
            asks="coverage/map_need",
            more=("rows_left_out",),
            unknown=N_("Contents or people not known"),
        ),
        Measure(
            "water",
            "days_water_per_person",
            NEED,
            N_("Days of water"),
            N_(
                "For how many days the water delivered meets the need of the people reached: litres of the kits over what "
                "a person needs a day. Kits whose content is not listed are left out."
            ),
            N_("0: no water delivered"),
            known_by=None,
            asks="coverage/map_need",
            more=("rows_left_out",),
            unknown=N_("Contents or people not known"),
        ),
        Measure(
            "verified",
            "verified_rate",
            SHARE,
            N_("Verified"),
            N_("Rows verified out of rows delivered or verified."),
            N_("0%: nothing verified"),
            known_by=None,
            needs_delivery=True,
            asks="coverage/map_verified",
            more=("rows_settled",),
            unknown=N_("Only ongoing deliveries"),
            nothing=N_("No deliveries"),
        ),
        Measure(
            "overlap",
            "households_overlap",
            AMOUNT,
            N_("Overlap"),
            N_(
                "Families that received the same item from two partners within fifteen days, among the families that are "
                "known one by one. The other partner's delivery may lie outside the filters, and in another area; rounds "
                "that two partners planned together are not told apart."
            ),
            N_("0: no family served twice"),
            known_by=None,
            needs_delivery=True,
            asks="coverage/map_overlap",
            more=("households_keyed",),
            unknown=N_("Families not known one by one"),
            nothing=N_("No deliveries"),
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


def with_columns(
    table: pd.DataFrame, answer: pd.DataFrame, measure: Measure, level: str
) -> pd.DataFrame:
    """The map's table of a level with the columns that the measure's own question answers for the same areas."""
    key = ["place_code", "geo_level"]
    found = answer.loc[answer["map_level"] == level, [*key, measure.column, *measure.more]]
    return table.merge(found, on=key, how="left")
