"""Households that partners know by a key: one line for each item, often a second round."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sample import plan
from sample.chance import Chance, shared_out, spread
from sample.delivery import HOST, VENEZUELAN, Delivery
from sample.organisations import REAL_CODES

SIZES = {1: 8, 2: 18, 3: 26, 4: 24, 5: 14, 6: 7, 7: 2, 8: 1}
GROUPS = {VENEZUELAN: 86, HOST: 9, "unknown": 5}
PACKAGES = {"no": 88, "yes": 4, "unknown": 8}


@dataclass(frozen=True)
class Household:
    """A family as its partner's list has it."""

    key: str
    partner: str
    place: str
    persons: int | None
    population_group: str
    government_package: str


def households() -> list[Household]:
    """Every keyed household, shared out among the partners of its district."""
    chance = Chance("households")
    unkeyed: dict[str, int] = {}
    for series in plan.UNKEYED:
        unkeyed[series.place] = unkeyed.get(series.place, 0) + series.households
    reached = {place: round(target * share) for place, (target, share) in plan.DISTRICTS.items()}
    found = []
    for place, total in (reached | plan.OUTSIDE_TARGETS).items():
        weights = {
            partner: places[place]
            for partner, (_, _, places) in plan.KEYED.items()
            if place in places
        }
        for partner, count in shared_out(total - unkeyed.get(place, 0), weights).items():
            found += [_household(chance, partner, place) for _ in range(count)]
    for partner, place, count in plan.DEPARTMENT_ONLY:
        found += [_household(chance, partner, place) for _ in range(count)]
    return found


def _household(chance: Chance, partner: str, place: str) -> Household:
    return Household(
        key=chance.key(),
        partner=partner,
        place=place,
        persons=None if chance.happens(0.03) else chance.weighted(SIZES),
        population_group=chance.weighted(GROUPS),
        government_package=chance.weighted(PACKAGES),
    )


def deliveries() -> list[Delivery]:
    """Every line of the keyed files."""
    chance = Chance("keyed deliveries")
    found: list[Delivery] = []
    for partner, served in _by_partner(households()).items():
        start = plan.FIRST_DAY
        if partner not in REAL_CODES:
            start += timedelta(days=chance.whole(0, 9))
        end = plan.SILENT.get(partner, plan.LAST_DAY)
        days = spread(chance, len(served), start, end)
        for household, day in zip(chance.shuffled(served), days, strict=True):
            found += _rounds(chance, household, day, end)
    found += _moved(chance, found) + _overlapping(chance, found)
    found += _not_counted(chance, found)
    visits: dict[tuple[str, str, date, str], date | None] = {}
    for delivery in found:
        visit = (delivery.partner, delivery.household_key, delivery.start, delivery.status)
        if visit not in visits:
            visits[visit] = _reported_on(chance, delivery)
        delivery.reported_on = visits[visit]
    return found


def _by_partner(everyone: list[Household]) -> dict[str, list[Household]]:
    served: dict[str, list[Household]] = {}
    for household in everyone:
        served.setdefault(household.partner, []).append(household)
    return served


def _line(chance: Chance, household: Household, item: str, day: date, status: str) -> Delivery:
    file, lead, _ = plan.KEYED[household.partner]
    return Delivery(
        file=file,
        partner=household.partner,
        lead=lead,
        place=household.place,
        item=item,
        quantity=1,
        start=day,
        households=1,
        persons=household.persons,
        household_key=household.key,
        population_group=household.population_group,
        government_package=household.government_package,
        status=status,
        lot_shown=chance.happens(0.94),
    )


def _status(chance: Chance, partner: str, day: date) -> str:
    if partner in REAL_CODES:
        return "verified" if chance.happens(0.6) else "delivered"
    if day >= date(2020, 5, 18) and chance.happens(0.25):
        return "ongoing"
    return "verified" if chance.happens(0.42) else "delivered"


def _rounds(chance: Chance, household: Household, day: date, end: date) -> list[Delivery]:
    items = [
        item
        for item, probability in (("food_kit", 0.95), ("water_kit", 0.55), ("hygiene_kit", 0.25))
        if chance.happens(probability)
    ] or ["food_kit"]
    status = _status(chance, household.partner, day)
    found = [_line(chance, household, item, day, status) for item in items]
    again = day + timedelta(days=chance.whole(18, 24))
    if chance.happens(0.35) and again <= end and again.isoweekday() < 7:
        items = [item for item in items if item != "hygiene_kit"]
        status = _status(chance, household.partner, again)
        found += [_line(chance, household, item, again, status) for item in items]
    return found


def _moved(chance: Chance, found: list[Delivery]) -> list[Delivery]:
    """A second round in another district, for families that had moved."""
    again = []
    for partner, origin, destination, count in plan.MOVED:
        firsts = _first_food(found, partner, origin, before=date(2020, 4, 30))
        for delivery in chance.shuffled(firsts)[:count]:
            day = delivery.start + timedelta(days=chance.whole(17, 20))
            again.append(replace(delivery, place=destination, start=day, status="delivered"))
    return again


def _overlapping(chance: Chance, found: list[Delivery]) -> list[Delivery]:
    """The same item to the same household by a second partner, which may count one person more."""
    again = []
    for first, second, place, share in plan.OVERLAPS:
        file, lead, _ = plan.KEYED[second]
        for delivery in _first_food(found, first, place, before=date(2020, 5, 10)):
            if chance.happens(share):
                day = delivery.start + timedelta(days=chance.whole(2, 12))
                once_more = replace(delivery, file=file, lead=lead, partner=second, start=day)
                if delivery.persons and chance.happens(0.2):
                    once_more.persons = delivery.persons + 1
                again.append(once_more)
    return again


def _first_food(found: list[Delivery], partner: str, place: str, before: date) -> list[Delivery]:
    firsts: dict[str, Delivery] = {}
    for delivery in found:
        if (delivery.partner, delivery.place, delivery.item) == (partner, place, "food_kit"):
            firsts.setdefault(delivery.household_key, delivery)
    return [delivery for delivery in firsts.values() if delivery.start < before]


def _not_counted(chance: Chance, found: list[Delivery]) -> list[Delivery]:
    """Lines that say something other than delivered: planned, on the way, cancelled, nothing."""
    extra: list[Delivery] = []

    def repeat(partners: tuple[str, ...], status: str, count: int, days: tuple[date, date]) -> None:
        known = [d for d in found if d.partner in partners and d.item == "food_kit"]
        span = (days[1] - days[0]).days
        for delivery in chance.shuffled(known)[:count]:
            day = days[0] + timedelta(days=chance.whole(0, span))
            extra.append(replace(delivery, start=day, status=status, lot_shown=False))

    may = [date(2020, 5, day) for day in range(1, 31)]
    repeat(("ASOC01", "VOL02", "COOP01", "PARR06"), "planned", 30, (may[24], may[28]))
    repeat(("ASOC08", "ASOC09"), "in_transit", 18, (may[20], may[21]))
    repeat(("ASOC06", "COOP02"), "cancelled", 14, (may[3], may[19]))
    repeat(("ASOC05", "OLLA10", "VOL03"), "unknown", 14, (may[10], may[21]))
    for partner, place, status, count in (
        ("ASOC06", "070106", "planned", 14),
        ("COOP03", "150123", "planned", 12),
        ("OLLA10", "150132", "unknown", 12),
    ):
        for _ in range(count):
            household = _household(chance, partner, place)
            day = may[24 if status == "planned" else 17] + timedelta(days=chance.whole(0, 3))
            line = _line(chance, household, "food_kit", day, status)
            extra.append(replace(line, lot_shown=False))
    return extra


def _reported_on(chance: Chance, delivery: Delivery) -> date | None:
    if delivery.status == "planned":
        return None
    if delivery.partner in REAL_CODES:
        lag = chance.whole(1, 3)
    elif chance.happens(0.5 if delivery.partner in plan.LATE else 0.03):
        lag = chance.whole(9, 18)
    else:
        lag = chance.whole(0, 5)
    latest = plan.CUT_OFF
    if delivery.partner in plan.SILENT:
        latest = plan.SILENT[delivery.partner] + timedelta(days=3)
    return min(delivery.start + timedelta(days=lag), latest)
