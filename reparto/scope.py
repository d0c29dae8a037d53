"""What is being looked at, and by whom: the filters and the audience as one frozen value."""

from dataclasses import dataclass, fields
from datetime import date

CHOICES = (
    "department",
    "province",
    "district",
    "partner",
    "lead_partner",
    "item",
    "donor",
    "population_group",
    "status",
)
DATES = ("since", "until")
FILTERS = CHOICES + DATES
LOOK = (*FILTERS, "method")
"""What a link carries of a scope: the filters, and how is counted."""
DEFAULT_METHOD = "event"
"""Delivery events: see :mod:`reparto.methods`."""


@dataclass(frozen=True)
class Scope:
    """The filters of one look at the data; an empty filter means all.

    Places are codes (ubigeo or P-code), everything else the names that questions return. ``since`` and
    ``until`` are both inclusive. ``method`` is how rows without household keys are counted
    (:mod:`reparto.methods`). A scope is hashable: it is part of every cache key.
    """

    department: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    lead_partner: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    donor: tuple[str, ...] = ()
    population_group: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    audience: str = "analyst"
    method: str = DEFAULT_METHOD

    def parameters(self) -> dict[str, list[str] | str | date | None]:
        """The filters as SQL parameters; an empty choice is NULL, which SQL reads as all."""
        values: dict[str, list[str] | str | date | None] = {
            name: sorted(set(getattr(self, name))) or None for name in CHOICES
        }
        return values | {"since": self.since, "until": self.until, "method": self.method}

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the filters that are set."""
        return tuple(f.name for f in fields(self) if f.name in FILTERS and getattr(self, f.name))

    @property
    def narrows_numerator_only(self) -> bool:
        """True when a filter is set that targets know nothing of (lead partner, item, donor, group, status)."""
        blind = {"lead_partner", "item", "donor", "population_group", "status"}
        return bool(blind.intersection(self.chosen))


EVERYTHING = Scope()
