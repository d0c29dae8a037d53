"""One line of an export before it takes the shape of a partner's file."""

from dataclasses import dataclass, field
from datetime import date

VENEZUELAN = "venezuelan refugees and migrants"
HOST = "host community"
COUNTED = ("delivered", "verified", "ongoing")


@dataclass(frozen=True)
class Members:
    """The persons of the households in a line, by sex and age."""

    girls: int
    boys: int
    women: int
    men: int

    @property
    def persons(self) -> int:
        return self.girls + self.boys + self.women + self.men


@dataclass
class Delivery:
    """Who brought what to whom, where and when; `lot` is where it came from, shown or not."""

    file: str
    partner: str
    lead: str
    place: str
    item: str
    quantity: int
    start: date
    end: date | None = None
    households: int | None = None
    persons: int | None = None
    members: Members | None = None
    household_key: str = ""
    population_group: str = ""
    government_package: str = ""
    site: str = ""
    status: str = "delivered"
    reported_on: date | None = None
    lot: str = ""
    lot_shown: bool = field(default=False)

    @property
    def is_counted(self) -> bool:
        return self.status in COUNTED and bool(
            self.status != "ongoing" or self.household_key or self.households or self.persons
        )

    @property
    def left_the_store(self) -> bool:
        return self.status not in ("planned", "in_transit", "cancelled") and self.quantity > 0
