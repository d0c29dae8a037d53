"""The columns of the template for deliveries: what each means in one sentence, and how it is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reparto.exports.leftovers import EXAMPLE_MARKS
from reparto.language import N_, _

STATUSES = {
    "en": ("delivered", "planned", "in transit", "ongoing", "verified", "suspended", "cancelled"),
    "es": (
        "entregado",
        "planificado",
        "en tránsito",
        "en ejecución",
        "verificado",
        "suspendido",
        "cancelado",
    ),
}
"""The words of each language for the statuses that data/reference/words.csv knows, the usual one first."""

YES_NO = {"en": ("yes", "no"), "es": ("sí", "no")}


@dataclass(frozen=True)
class TemplateColumn:
    """One column: our header, whether a row needs it, its width in characters, and what to write there."""

    name: str
    meaning: str
    needed: bool = False
    width: int = 14

    def means(self) -> str:
        """What to write in the column, in the reader's language."""
        return _(self.meaning)


COLUMNS: tuple[TemplateColumn, ...] = (
    TemplateColumn(
        "delivery_id",
        N_("Your own number of the delivery. A later file with the same number corrects the row."),
        width=20,
    ),
    TemplateColumn(
        "status",
        N_("Choose from the list. Only what was delivered or verified counts as reached."),
        True,
        14,
    ),
    TemplateColumn(
        "delivered_on",
        N_("The day of the delivery, or the planned day, such as 2020-04-09."),
        True,
        14,
    ),
    TemplateColumn(
        "partner",
        N_("The organisation that hands out. Choose from the list where there is one."),
        True,
        28,
    ),
    TemplateColumn(
        "lead_partner",
        N_("The organisation that leads the project, if it is another one."),
        width=24,
    ),
    TemplateColumn("department", N_("Choose the department first."), True, 18),
    TemplateColumn(
        "province", N_("Choose the province; the list follows the department."), True, 18
    ),
    TemplateColumn("district", N_("Choose the district; the list follows the province."), True, 22),
    TemplateColumn(
        "site",
        N_("The place of the delivery: a school, a shelter. Never a family's address."),
        width=22,
    ),
    TemplateColumn("item", N_("What was handed out. Choose from the list."), True, 20),
    TemplateColumn("quantity", N_("How many of the item were handed out."), width=11),
    TemplateColumn(
        "households",
        N_("How many families received it. Leave it empty if only the persons are known."),
        True,
        12,
    ),
    TemplateColumn(
        "persons",
        N_("How many persons received it. Leave it empty if only the families are known."),
        width=11,
    ),
    TemplateColumn("girls", N_("Of these persons, girls under 18."), width=9),
    TemplateColumn("boys", N_("Of these persons, boys under 18."), width=9),
    TemplateColumn("women", N_("Of these persons, women of 18 and over."), width=9),
    TemplateColumn("men", N_("Of these persons, men of 18 and over."), width=9),
    TemplateColumn("donor", N_("Who gave the items, if known."), width=20),
    TemplateColumn(
        "lot", N_("The number of the lot or consignment that the items came from."), width=14
    ),
    TemplateColumn(
        "government_package",
        N_("Whether these families also received the government's package: yes or no."),
        width=20,
    ),
)

NAMES = tuple(column.name for column in COLUMNS)


def example_row(
    language: str, day: date, partner: str, item: str, place: Sequence[str]
) -> dict[str, str | int | date]:
    """The row that shows how to fill in; its first cell says that it is an example."""
    department, province, district = place
    return {
        "delivery_id": f"{EXAMPLE_MARKS[language]}: {_('leave it or delete it')}",
        "status": STATUSES[language][0],
        "delivered_on": day,
        "partner": partner,
        "department": department,
        "province": province,
        "district": district,
        "site": _("School"),
        "item": item,
        "quantity": 120,
        "households": 120,
        "persons": 430,
        "girls": 110,
        "boys": 105,
        "women": 120,
        "men": 95,
        "government_package": YES_NO[language][1],
    }
