"""The counting methods: how families are counted where rows carry no household key.

A keyed household is one family under every method. Rows without keys only say how many, and two rows may mean the same
families or others; each method is one answer to that, and none is right for every operation. The methods are in
``queries/scope/rows_in_units.sql``, those of R4V in ``rows_in_units.r4v.sql`` and ``units.r4v.sql``;
``docs/counting-methods.md`` and ``docs/r4v-models.md`` work each out on ten rows.
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
    family: str = ""
    """Whose own shared parts count by it: ``queries/scope/<part>.<family>.sql``."""

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)

    def said(self) -> str:
        """What the method does, as one sentence in the reader's language."""
        return _(self.sentence)

    def explained(self) -> str:
        """Whose rule it is and when it fits, in the reader's language."""
        return _(self.meaning)


R4V = "r4v"

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
    "r4v_sum": Method(
        N_("R4V: sum of sectors"),
        N_("The new people of all sectors are added."),
        N_(
            "R4V's plain sum of direct assistance: who received from two sectors counts twice. Rows of files that do not "
            "count new people stay delivery events."
        ),
        ("new_people",),
        R4V,
    ),
    "r4v_maxsector": Method(
        N_("R4V: largest sector by cell"),
        N_(
            "By department and month each sector's population types are split into girls, boys, women and men by shares; of "
            "each cell the largest sector counts."
        ),
        N_(
            "R4V's maxsector, by the shares of people in need where there are some, else by those of targets. Families: the "
            "largest sector of each department and month."
        ),
        ("new_people", "shares"),
        R4V,
    ),
    "r4v_southernconemodel": Method(
        N_("R4V: Southern Cone"),
        N_(
            "Shelter, transport, WASH and food security count by their largest cells; protection, cash, integration, health "
            "and education are added; other sectors stay outside."
        ),
        N_("R4V's southernconemodel, with the shares and families as before."),
        ("new_people", "shares"),
        R4V,
    ),
    "r4v_maxagegender": Method(
        N_("R4V: largest sector by sex and age"),
        N_(
            "By department and month the largest sector counts of each reported group of sex and age."
        ),
        N_(
            "R4V's model of 2021. It splits nothing, so people whose sex or age is not reported are in no group."
        ),
        ("new_people",),
        R4V,
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
    "new_people": (
        N_(
            "None of the {count} rows without a household key counts new people of a sector and month as direct assistance."
        ),
        N_("Choose another counting method, or import 5W exports that count new people."),
    ),
    "shares": (
        N_(
            "None of the {count} rows without a household key has shares for its department and sector."
        ),
        N_("Choose another counting method, or add proportions.csv to the operation."),
    ),
}
