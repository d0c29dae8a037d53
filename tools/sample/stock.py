"""What companies gave, lot by lot, and how each lot left the store again."""

from dataclasses import dataclass
from datetime import date, timedelta

from sample import plan
from sample.chance import Chance, shared_out
from sample.delivery import Delivery
from sample.organisations import INVENTED

VALUES = {"food_kit": 80.0, "water_kit": 30.0, "hygiene_kit": 45.0}  # PEN, as in kits.csv
LOTS = {
    ("food_kit", "UNHCR"): 12,
    ("food_kit", "IOM"): 10,
    ("water_kit", "UNHCR"): 6,
    ("water_kit", "IOM"): 5,
    ("hygiene_kit", "UNHCR"): 4,
    ("hygiene_kit", "IOM"): 3,
}
STORES = {"UNHCR": "070101", "IOM": "150103"}
OPEN_AT_ONCE = 3
COMPANIES = [organisation.name for organisation in INVENTED if organisation.role == "donor"]
EARMARKS = ("", "", "", "Lima y Callao", "Familias con niñas y niños", "Frontera norte")


@dataclass
class Lot:
    """One company's gift of one item to one lead partner."""

    item: str
    recipient: str
    quantity: int
    reserve: int
    received_on: date
    donor: str = ""
    code: str = ""
    used: int = 0

    @property
    def left(self) -> int:
        return self.quantity - self.reserve - self.used


@dataclass(frozen=True)
class Movement:
    """One line of `stock_movements.csv`."""

    lot: str
    item: str
    quantity: int
    from_place: str
    to_place: str
    moved_on: date
    kind: str
    partner: str


def fill(deliveries: list[Delivery]) -> list[Lot]:
    """Give every delivery a lot that was in store that day, and return the lots."""
    chance = Chance("lots")
    lots: list[Lot] = []
    for (item, recipient), count in LOTS.items():
        wanted = [d for d in deliveries if (d.item, _store(d)) == (item, recipient)]
        wanted = [d for d in wanted if d.left_the_store]
        lots += _pool(chance, item, recipient, count, wanted)
    lots.sort(key=lambda lot: (lot.received_on, lot.item, lot.recipient, -lot.quantity))
    donors = chance.shuffled(COMPANIES) + [chance.one(COMPANIES) for _ in range(len(lots))]
    names = {}
    for number, (lot, donor) in enumerate(zip(lots, donors, strict=False), start=1):
        lot.donor = donor
        names[lot.code] = f"DEMO-L{number:02}"
        lot.code = names[lot.code]
    for delivery in deliveries:
        delivery.lot = names.get(delivery.lot, "")
    return lots


def _store(delivery: Delivery) -> str:
    if delivery.lead:
        return delivery.lead
    return "UNHCR" if delivery.file in ("caritas", "barrio") else "IOM"


def _pool(
    chance: Chance, item: str, recipient: str, count: int, wanted: list[Delivery]
) -> list[Lot]:
    """Open lots one after the other as the deliveries need them; the last stay nearly full."""
    total = sum(delivery.quantity for delivery in wanted)
    shares = shared_out(
        round(total * 1.12 / 10), {number: chance.between(0.6, 1.5) for number in range(count)}
    )
    closed = [
        Lot(
            item, recipient, tens * 10, chance.whole(3, 9), date.max, code=f"{item} {recipient} {n}"
        )
        for n, tens in shares.items()
    ]
    opened: list[Lot] = []

    def open_next(day: date) -> None:
        lot = closed.pop(0)
        lot.received_on = max(day - timedelta(days=chance.whole(2, 6)), date(2020, 4, 3))
        opened.append(lot)

    for delivery in sorted(wanted, key=lambda d: (d.start, d.partner, d.household_key)):
        while sum(lot.left > 14 for lot in opened) < OPEN_AT_ONCE and closed:
            open_next(delivery.start)
        fitting = [lot for lot in opened if lot.left >= delivery.quantity][:OPEN_AT_ONCE]
        lot = fitting[sum(map(ord, delivery.partner)) % len(fitting)]
        lot.used += delivery.quantity
        delivery.lot = lot.code
    while closed:
        open_next(plan.LAST_DAY - timedelta(days=chance.whole(1, 9)))
    return opened


def movements(deliveries: list[Delivery], lots: list[Lot]) -> list[Movement]:
    """Received once, dispatched weekly to each partner, sometimes too many, a few lost."""
    chance = Chance("movements")
    found = []
    reserves = {}
    for lot in lots:
        store = STORES[lot.recipient]
        found.append(
            Movement(lot.code, lot.item, lot.quantity, "", store, lot.received_on, "received", "")
        )
        reserves[lot.code] = lot.reserve
        if chance.happens(0.3):
            lost = chance.whole(1, 3)
            reserves[lot.code] -= lost
            day = lot.received_on + timedelta(days=chance.whole(1, 5))
            found.append(Movement(lot.code, lot.item, lost, store, "", day, "lost", ""))
    stores = {lot.code: STORES[lot.recipient] for lot in lots}
    for (lot_code, partner, _), lines in _weekly(deliveries).items():
        day = min(line.start for line in lines) - timedelta(days=1)
        quantity = sum(line.quantity for line in lines)
        place, item, store = lines[0].place, lines[0].item, stores[lot_code]
        extra = reserves[lot_code] if chance.happens(0.06) else 0
        found.append(
            Movement(lot_code, item, quantity + extra, store, place, day, "dispatched", partner)
        )
        if extra:
            back = max(line.end or line.start for line in lines) + timedelta(days=2)
            found.append(Movement(lot_code, item, extra, place, store, back, "returned", partner))
            reserves[lot_code] = 0
    return sorted(found, key=lambda m: (m.moved_on, m.lot, m.kind, m.partner))


def _weekly(deliveries: list[Delivery]) -> dict[tuple[str, str, int], list[Delivery]]:
    weeks: dict[tuple[str, str, int], list[Delivery]] = {}
    for delivery in sorted(deliveries, key=lambda d: (d.start, d.partner, d.household_key)):
        if delivery.lot:
            week = delivery.start.isocalendar().week
            weeks.setdefault((delivery.lot, delivery.partner, week), []).append(delivery)
    return weeks
