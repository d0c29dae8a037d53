"""The counting methods: how families are counted where rows carry no household key.

A keyed household is one family under every method. Rows without keys only say how many, and two rows may mean the same
families or others; each method is one answer to that, and none is right for every operation. The methods are in
``queries/scope/rows_in_units.sql``; ``docs/counting-methods.md`` works each out on ten rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reparto.language import N_, _, number
from reparto.scope import DEFAULT_METHOD


@dataclass(frozen=True)
class Method:
    """One method: its name, what it does as a sentence, and what the rows must say for it."""

    label: str
    sentence: str
    meaning: str
    needs: tuple[str, ...] = ()

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)

    def said(self) -> str:
        """What the method does, as one sentence in the reader's language."""
        return _(self.sentence)

    def explained(self) -> str:
        """Whose rule it is and when it fits, in the reader's language."""
        return _(self.meaning)


METHODS: dict[str, Method] = {
    DEFAULT_METHOD: Method(
        N_("Delivery events"),
        N_("Each delivery event counts the families of its largest item."),
        N_(
            "Rows of one lead partner, partner, place, site and period are one event; food and water for the same 50 "
            "families are 50. The same families at two events count twice."
        ),
    ),
    "every_row": Method(
        N_("Every row added"),
        N_("The families of all rows are added."),
        N_(
            "The plain sum, as most dashboards show it: food and water for the same 50 families are 100. It counts "
            "services, not families."
        ),
    ),
    "item_month": Method(
        N_("Largest item per place and month"),
        N_("Each place and month counts its largest item; places and months are added."),
        N_(
            "OCHA's rule, at the lowest level that is available: within a place and a month the items may have gone "
            "to the same families, so only the largest counts."
        ),
        ("item", "day", "place"),
    ),
    "sector_month": Method(
        N_("Largest sector per place and month"),
        N_("Each place and month counts its largest sector; places and months are added."),
        N_(
            "As before, with the items of one sector added first. R4V's order of steps: the maximum within a month, then "
            "cumulate."
        ),
        ("sector", "day", "place"),
    ),
    "item_place": Method(
        N_("Largest item per place"),
        N_("Each item is added over all months; each place counts its largest item."),
        N_("Cumulate first, then the maximum: on the same rows it gives less than month by month."),
        ("item", "place"),
    ),
    "sector_place": Method(
        N_("Largest sector per place"),
        N_("Each sector is added over all months; each place counts its largest sector."),
        N_("As before, with the items of one sector added first."),
        ("sector", "place"),
    ),
    "item_country": Method(
        N_("Largest item of all"),
        N_("Each item is added over everything; only the largest counts."),
        N_(
            "The lowest figure that can be defended: every family of the smaller items is taken to have received the "
            "largest one too, wherever it lives."
        ),
        ("item",),
    ),
    "sector_country": Method(
        N_("Largest sector of all"),
        N_("Each sector is added over everything; only the largest counts."),
        N_("The national maximum over sectors."),
        ("sector",),
    ),
}


def unfit(method: str, fit: Mapping[str, Any]) -> tuple[str, str] | None:
    """Why a method cannot count these rows, and what it would need; None where it can.

    ``fit`` is the answer to ``methods/fit``. Rows with keys need nothing: every method counts them alike.
    """
    if not fit["rows_without_key"]:
        return None
    for need in METHODS[method].needs:
        if not fit[f"rows_with_{need}"]:
            why, advice = _LACKS[need]
            return _(why).format(count=number(fit["rows_without_key"])), _(advice)
    return None


_LACKS = {
    "item": (
        N_("None of the {count} rows without a household key names an item."),
        N_("Choose another counting method, or add the item to the exports."),
    ),
    "sector": (
        N_(
            "None of the {count} rows without a household key has a sector, and the kit list gives none for their items."
        ),
        N_("Choose another counting method, or add sectors to the exports or to kits.csv."),
    ),
    "day": (
        N_("None of the {count} rows without a household key has a date, so there are no months."),
        N_("Choose another counting method, or add dates to the exports."),
    ),
    "place": (
        N_("None of the {count} rows without a household key names a place that is known."),
        N_("Choose another counting method, or add places to the exports."),
    ),
}
