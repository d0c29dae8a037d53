"""The tables beside the deliveries: partners, targets, contributions, stock movements."""

import math
from datetime import timedelta
from pathlib import Path

from sample import plan
from sample.chance import Chance
from sample.delivery import Delivery
from sample.exports import write_csv, write_workbook
from sample.layouts import ENGLISH, Cell
from sample.organisations import INVENTED, NAMES, ORGANISATIONS, REAL_CODES
from sample.stock import EARMARKS, VALUES, Lot, Movement

SOURCE = "Invented plan of the demonstration"
FIRST_PLAN, REVISED_PLAN = "2020-04-05", "2020-04-20"


def write_partners(path: Path) -> None:
    """Every organisation with its public role; the reporting that is expected of it."""
    table: list[list[Cell]] = [["code", "name", "type", "role", "aliases", "expected_reporting"]]
    table += [
        [one.code, one.name, one.type, one.role, one.aliases, one.expected_reporting]
        for one in ORGANISATIONS
    ]
    write_csv(path, table)


def write_district_targets(path: Path) -> None:
    """One line for each district, and for one of them the earlier figure that was replaced."""
    chance = Chance("district targets")
    table: list[list[Cell]] = [
        [
            "place",
            "households_in_need",
            "households_targeted",
            "persons_in_need",
            "persons_targeted",
            "source",
            "as_of",
        ]
    ]
    for place, (targeted, _) in sorted(plan.DISTRICTS.items()):
        in_need = round(targeted * chance.between(2.2, 3.6) / 10) * 10
        for households, as_of in (
            (plan.SUPERSEDED.get(place), FIRST_PLAN),
            (targeted, REVISED_PLAN),
        ):
            if households is not None:
                need, persons = round(in_need * 3.5), round(households * 3.5)
                table.append([place, in_need, households, need, persons, SOURCE, as_of])
    write_csv(path, table)


def write_partner_targets(path: Path, deliveries: list[Delivery]) -> None:
    """What each partner set out to do: near what it did, but for the weak and the silent."""
    chance = Chance("partner targets")
    table: list[list[Cell]] = [
        ["place", "partner", "households_targeted", "persons_targeted", "source", "as_of"]
    ]
    for partner, reached in sorted(reached_by_partner(deliveries).items()):
        if partner in ("SERENAZGO", "IOM"):  # they helped where they were; no target of their own
            continue
        share = chance.between(0.88, 1)
        if partner in REAL_CODES:
            share = chance.between(0.96, 0.99)
        share = plan.WEAK.get(partner, plan.SILENT_SHARE if partner in plan.SILENT else share)
        households = math.ceil(reached / share / 5) * 5
        persons = round(households * 3.5)
        table.append(["PE", NAMES[partner], households, persons, SOURCE, REVISED_PLAN])
    write_csv(path, table)


def reached_by_partner(deliveries: list[Delivery]) -> dict[str, int]:
    """Households by partner: distinct keys, and of each unkeyed occasion the largest item."""
    keys: dict[str, set[str]] = {}
    occasions: dict[tuple[str, ...], dict[str, int]] = {}
    for delivery in deliveries:
        if not delivery.is_counted:
            continue
        keys.setdefault(delivery.partner, set())
        if delivery.household_key:
            keys[delivery.partner].add(delivery.household_key)
        else:
            when = f"{delivery.start}"
            occasion = (delivery.partner, delivery.place, delivery.site, when)
            items = occasions.setdefault(occasion, {})
            items[delivery.item] = items.get(delivery.item, 0) + (delivery.households or 0)
    reached = {partner: len(found) for partner, found in keys.items()}
    for (partner, *_), items in occasions.items():
        reached[partner] += max(items.values())
    return reached


def write_contributions(path: Path, lots: list[Lot]) -> None:
    """Forty lots, two gifts that were promised and had not come, two in money."""
    chance = Chance("contributions")
    companies = [one.name for one in INVENTED if one.role == "donor"]
    table: list[list[Cell]] = [
        [
            "donor",
            "channel",
            "recipient",
            "lot",
            "item",
            "quantity",
            "unit",
            "value",
            "currency",
            "status",
            "pledged_on",
            "received_on",
            "earmark",
        ]
    ]
    for lot in lots:
        value = round(lot.quantity * VALUES[lot.item] * chance.between(0.9, 1.1) / 10) * 10
        pledged_on = lot.received_on - timedelta(days=chance.whole(3, 10))
        what: list[Cell] = [lot.code, ENGLISH[lot.item], lot.quantity, "kit"]
        when: list[Cell] = ["received", pledged_on, lot.received_on]
        table.append(
            [
                lot.donor,
                "Hombro a Hombro",
                lot.recipient,
                *what,
                value,
                "PEN",
                *when,
                chance.one(EARMARKS),
            ]
        )
    promised = plan.LAST_DAY - timedelta(days=6)
    for company, recipient, item, quantity, value in (
        (companies[4], "UNHCR", "Food kit", 150, 12000),
        (companies[17], "IOM", "Hygiene kit", 80, 3600),
    ):
        what = ["", item, quantity, "kit"]
        table.append(
            [
                company,
                "Hombro a Hombro",
                recipient,
                *what,
                value,
                "PEN",
                "pledged",
                promised,
                None,
                "",
            ]
        )
    for company, recipient, value in ((companies[9], "IOM", 15000), (companies[20], "UNHCR", 8000)):
        paid = plan.FIRST_DAY - timedelta(days=2)
        when = ["received", paid, paid + timedelta(days=4)]
        nothing: list[Cell] = ["", "", None, ""]
        table.append(
            [company, "Hombro a Hombro", recipient, *nothing, value, "PEN", *when, "Transporte"]
        )
    write_workbook(path, {"Contributions": table})


def write_movements(path: Path, movements: list[Movement]) -> None:
    """What came into the two stores and what left them, day by day."""
    table: list[list[Cell]] = [
        ["lot", "item", "quantity", "from_place", "to_place", "moved_on", "kind", "partner"]
    ]
    table += [
        [
            one.lot,
            one.item,
            one.quantity,
            one.from_place,
            one.to_place,
            one.moved_on.isoformat(),
            one.kind,
            NAMES.get(one.partner, ""),
        ]
        for one in movements
    ]
    write_csv(path, table)
