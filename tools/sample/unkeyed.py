"""Deliveries that carry counts: so many households, so many girls, boys, women and men."""

from datetime import date, timedelta

from sample import plan
from sample.chance import Chance, shared_out, spread
from sample.delivery import VENEZUELAN, Delivery, Members
from sample.organisations import REAL_CODES

# What each partner mainly brings; whatever else it brings goes to some of the same families.
MAIN_ITEM = {"UNICEF": "hygiene_kit", "PAHO": "hygiene_kit"}
BESIDE = {
    "food_kit": {"water_kit": 0.6, "hygiene_kit": 0.3},
    "hygiene_kit": {"water_kit": 0.5},
}
AGES = {"girls": 0.21, "boys": 0.2, "women": 0.32, "men": 0.27}
WEEKS = [date(2020, 4, 13) + timedelta(days=7 * n) for n in range(6)]


def deliveries() -> list[Delivery]:
    """Every line of the files without keys, and the unkeyed lines of the mixed file."""
    chance = Chance("unkeyed deliveries")
    found: list[Delivery] = []
    for series in plan.UNKEYED:
        found += _weekly(chance, series) if series.file == "weekly" else _daily(chance, series)
    found.append(_announced())
    for delivery in found:
        if delivery.file == "hxl":
            delivery.reported_on = delivery.start + timedelta(days=chance.whole(1, 3))
    return found


def _daily(chance: Chance, series: plan.Series) -> list[Delivery]:
    parts = _parts(chance, series.households, 5, 14)
    start = plan.FIRST_DAY if series.partner == "CARITAS-CH" else date(2020, 4, 14)
    days = spread(chance, len(parts), start, plan.LAST_DAY)
    found: list[Delivery] = []
    for number, (day, households) in enumerate(zip(days, parts, strict=True)):
        found += _event(chance, series, households, day, None, number)
    if series.partner == "CARITAS-CH" and series.place == "150132":
        found = _in_two_shifts(found)
    return found


def _weekly(chance: Chance, series: plan.Series) -> list[Delivery]:
    last = plan.SILENT.get(series.partner, plan.LAST_DAY)
    weeks = [week for week in WEEKS if week <= last]
    parts = shared_out(series.households, {week: chance.between(0.7, 1.3) for week in weeks})
    found: list[Delivery] = []
    for number, (week, households) in enumerate(parts.items()):
        end = min(week + timedelta(days=6), plan.LAST_DAY)
        found += _event(chance, series, households, week, end, number)
    return found


def _parts(chance: Chance, total: int, low: int, high: int) -> list[int]:
    parts = []
    while total > high:
        parts.append(min(chance.whole(low, high), total - low))
        total -= parts[-1]
    return [*parts, total]


def _event(
    chance: Chance,
    series: plan.Series,
    households: int,
    start: date,
    end: date | None,
    number: int,
) -> list[Delivery]:
    """One occasion: the main item for everybody, others for some of the same families."""
    main = MAIN_ITEM.get(series.partner, "food_kit")
    served = {main: households}
    for item, probability in BESIDE[main].items():
        if chance.happens(probability):
            served[item] = max(1, round(households * chance.between(0.6, 1)))
    persons_known = series.file != "serenazgo" and not (series.file == "weekly" and number % 3 == 2)
    size = chance.between(3.2, 3.8)
    site = ""
    if series.file == "hxl":
        site = f"Punto de entrega {'AB'[number % 2]} (inventado)"
    found = []
    for item, count in served.items():
        members = _members(chance, round(count * size)) if persons_known else None
        found.append(
            Delivery(
                file=series.file,
                partner=series.partner,
                lead=series.lead,
                place=series.place,
                item=item,
                quantity=count,
                start=start,
                end=end,
                households=count,
                persons=members.persons if members else None,
                members=members,
                population_group=VENEZUELAN,
                government_package="unknown",
                site=site,
                status=_status(chance, series, start),
                lot_shown=series.file == "hxl",
            )
        )
    return found


def _members(chance: Chance, persons: int) -> Members:
    weights = {group: share * chance.between(0.8, 1.2) for group, share in AGES.items()}
    return Members(**shared_out(persons, weights))


def _status(chance: Chance, series: plan.Series, start: date) -> str:
    if series.partner in REAL_CODES:
        return "verified" if chance.happens(0.5) else "delivered"
    if start == WEEKS[-1] and series.partner in ("OLLA01", "OLLA02"):
        return "ongoing"
    return "verified" if chance.happens(0.3) else "delivered"


def _in_two_shifts(found: list[Delivery]) -> list[Delivery]:
    """One day's delivery written as two lines that are alike in every cell, and both true."""
    mains = [d for d in found if d.item == "food_kit" and d.households and d.households % 2 == 0]
    whole = mains[1]
    half = (whole.households or 0) // 2
    found = [delivery for delivery in found if delivery is not whole]
    members = _members(Chance("two shifts"), round(half * 3.5))
    for _ in range(2):
        found.append(
            Delivery(
                **{
                    **vars(whole),
                    "quantity": half,
                    "households": half,
                    "members": members,
                    "persons": members.persons,
                }
            )
        )
    return found


def _announced() -> Delivery:
    """Said to be under way, with nobody reached yet: not counted."""
    return Delivery(
        file="weekly",
        partner="OLLA04",
        lead="",
        place="150110",
        item="hygiene_kit",
        quantity=0,
        start=WEEKS[-1],
        end=plan.LAST_DAY,
        households=0,
        persons=0,
        members=Members(0, 0, 0, 0),
        status="ongoing",
    )
