"""What the core questions must answer, computed again in plain Python from rows: no SQL, no tables.

Written from the definitions (docs/decisions, the Methods page), not from the queries, so that the two can disagree.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reparto.methods import METHODS, R4V

Row = dict[str, Any]
UNATTRIBUTED = "unattributed"


@dataclass(frozen=True)
class Place:
    """One place of the operation, with the codes of the places it lies in."""

    level: str
    department: str | None = None
    province: str | None = None

    def lies_in(self, code: str, level: str, wanted: list[str] | None) -> bool:
        """Whether this place is one of the wanted, or lies in one of them."""
        if wanted is None:
            return True
        own = {"department": self.department, "province": self.province, "district": None}[level]
        return (code if self.level == level else own) in wanted


@dataclass
class Facts:
    """An operation as rows: deliveries, targets and contributions with typed values; None is unknown."""

    deliveries: list[Row]
    targets: list[Row] = field(default_factory=list)
    contributions: list[Row] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    expected: set[str] = field(default_factory=set)
    households_targeted: int | None = None
    sectors: dict[str, str] = field(default_factory=dict)
    household_size: float = 3.5
    late_after_days: int = 7


def rounded(value: float) -> int:
    """To the nearest whole number, halves upwards."""
    return math.floor(value + 0.5)


def rate(part: int, whole: int | None) -> float | None:
    """A share; unknown where the whole is unknown or nothing."""
    return part / whole if whole else None


def known(values: Iterable[Any]) -> list[Any]:
    """The values that are not unknown."""
    return [value for value in values if value is not None]


def total(values: Iterable[Any]) -> Any:
    """The sum of what is known; unknown where nothing is."""
    found = known(values)
    return sum(found) if found else None


def groups(rows: Iterable[Row], by: Callable[[Row], Hashable]) -> dict[Any, list[Row]]:
    """The rows of each group."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return dict(found)


def day_of(row: Row) -> date | None:
    """The day that a row stands under: its day, else the last of its period."""
    return row["delivered_on"] or row["period_end"]


def first_day_of(row: Row) -> date | None:
    return row["delivered_on"] or row["period_start"]


def is_period(row: Row) -> bool:
    return (
        row["delivered_on"] is None
        and row["period_end"] is not None
        and row["period_end"] != row["period_start"]
    )


def is_counted(row: Row) -> bool:
    """Delivered, verified, or ongoing with somebody reached already."""
    if row["status"] == "ongoing":
        return bool(row["households"] or row["persons"] or row["household_key"])
    return row["status"] in ("delivered", "verified")


def event_of(row: Row) -> tuple:
    """The delivery event of a row without a household key."""
    names = [
        "lead_partner",
        "partner",
        "place",
        "site",
        "delivered_on",
        "period_start",
        "period_end",
    ]
    return tuple(row[name] for name in names)


def unit_of(row: Row, method: str = "event") -> tuple:
    """Whom a row reached: one household; else, by the counting method, the families of what it belongs to."""
    if row["household_key"]:
        return ("key", row["household_key"])
    day = day_of(row)
    month = (day.year, day.month) if day else None
    return {
        "event": ("event", event_of(row)),
        "every_row": ("row", id(row)),
        "item_month": ("month", month, row["place"]),
        "sector_month": ("month", month, row["place"]),
        "item_place": ("place", row["place"]),
        "sector_place": ("place", row["place"]),
        "item_country": ("country",),
        "sector_country": ("country",),
    }[method]


def strand_of(row: Row, method: str, sectors: dict[str, str]) -> str | None:
    """Rows of one strand are added; of several, which may be the same families, the largest counts."""
    if method.startswith("sector"):
        return row.get("sector") or sectors.get(row["item"])
    return row["item"]


@dataclass(frozen=True)
class Reached:
    """Families and persons that rows reached."""

    keyed: int
    unkeyed: int
    measured: int
    assumed: float

    @property
    def households(self) -> int:
        return self.keyed + self.unkeyed

    @property
    def persons(self) -> int:
        return self.measured + rounded(self.assumed)


def households(found: Iterable[Reached]) -> int:
    """Families of several units."""
    return sum(one.households for one in found)


def persons(found: Iterable[Reached]) -> int:
    """Persons of several units; what is assumed is rounded once."""
    every = list(found)
    return sum(one.measured for one in every) + rounded(sum(one.assumed for one in every))


def gives_families(rows: list[Row]) -> bool | None:
    """Whether any row says how many families it reached; unknown without rows."""
    if not rows:
        return None
    return any(row["household_key"] or row["households"] is not None for row in rows)


class Oracle:
    """Answers about facts within one scope: filter name → list of values, since and until → date."""

    def __init__(self, facts: Facts, scope: dict[str, Any] | None = None) -> None:
        self.facts = facts
        self.scope = {name: value for name, value in (scope or {}).items() if name != "method"}
        # R4V's models take tables that count new persons, of which there are none here.
        method = (scope or {}).get("method", "event")
        self.method = "event" if METHODS[method].family == R4V else method
        self.matching = [row for row in facts.deliveries if self._matches(row)]
        self.rows = [row for row in self.matching if self._is_within_dates(row)]
        self.counted = [row for row in self.rows if is_counted(row)]

    def _matches(self, row: Row) -> bool:
        scope = self.scope
        if not self._is_place_in(row["place"]):
            return False
        for name in ("partner", "lead_partner", "item", "population_group", "status"):
            if scope.get(name) is not None and row[name] not in scope[name]:
                return False
        return scope.get("donor") is None or bool(set(self.donors_of(row)) & set(scope["donor"]))

    def _is_within_dates(self, row: Row) -> bool:
        since, until = self.scope.get("since"), self.scope.get("until")
        first, last = first_day_of(row), day_of(row)
        if since and (first is None or first < since):
            return False
        return not (until and (last is None or last > until))

    def _is_partly_within_dates(self, row: Row) -> bool:
        """A period that reaches into the chosen dates and beyond them; an unknown start may lie before."""
        since, until = self.scope.get("since"), self.scope.get("until")
        first, last = first_day_of(row), day_of(row)
        if not is_period(row) or self._is_within_dates(row):
            return False
        return not (since and last < since) and not (until and (first or last) > until)

    def _is_place_in(self, code: str | None) -> bool:
        levels = [
            level for level in ("department", "province", "district") if self.scope.get(level)
        ]
        if code is None:
            return not levels
        place = self.facts.places[code]
        return all(place.lies_in(code, level, self.scope[level]) for level in levels)

    def reached(self, rows: list[Row]) -> Reached:
        """A key is one family, once; any other unit is its largest strand, the rows of one strand added up."""
        keys = {row["household_key"] for row in rows if row["household_key"]}
        measured, assumed, families = 0, 0.0, 0
        for key in keys:
            told = known(r["persons"] for r in self.counted if r["household_key"] == key)
            measured += max(told, default=0)
            assumed += 0 if told else self.facts.household_size
        unkeyed = groups((row for row in rows if not row["household_key"]), self._unit)
        for event in unkeyed.values():
            items = groups(event, lambda row: strand_of(row, self.method, self.facts.sectors))
            families += max(
                total(row["households"] for row in item) or 0 for item in items.values()
            )
            persons = [self._persons(item) for item in items.values()]
            best = max(persons, key=lambda pair: (sum(pair), pair[0]))
            measured, assumed = measured + best[0], assumed + best[1]
        return Reached(len(keys), families, measured, assumed)

    def _unit(self, row: Row) -> tuple:
        return unit_of(row, self.method)

    def _persons(self, rows: list[Row]) -> tuple[int, float]:
        unknown = [row["households"] or 0 for row in rows if row["persons"] is None]
        return sum(known(r["persons"] for r in rows)), sum(unknown) * self.facts.household_size

    # Targets

    def _own_targets(self) -> dict[tuple[str | None, str], int | None]:
        """By partner and place: the latest of repeated rows, then the largest over sectors and periods."""
        since, until = self.scope.get("since"), self.scope.get("until")
        rows = [
            row
            for row in self.facts.targets
            if not (since and row["period_start"] and row["period_start"] < since)
            and not (until and row["period_end"] and row["period_end"] > until)
        ]
        repeated = groups(
            rows,
            lambda r: (r["partner"], r["place"], r["sector"], r["period_start"], r["period_end"]),
        )
        latest = [max(same, key=lambda r: r["as_of"] or date.min) for same in repeated.values()]
        return {
            key: max(known(row["households_targeted"] for row in same), default=None)
            for key, same in groups(latest, lambda r: (r["partner"], r["place"])).items()
        }

    def rolled(self, partner: str | None) -> dict[str, tuple[int | None, bool]]:
        """Every place's target (own, else its children's), and whether a child has one."""
        own = {code: value for (who, code), value in self._own_targets().items() if who == partner}
        places = self.facts.places
        found: dict[str, tuple[int | None, bool]] = {}
        for level, parent_of in (
            ("district", None),
            ("province", lambda code: places[code].province),
            ("department", lambda code: places[code].department),
            ("country", lambda code: "PE"),
        ):
            below = {"province": "district", "department": "province", "country": "department"}
            children: dict[str, list[int | None]] = defaultdict(list)
            if parent_of:
                for code, (value, _has) in found.items():
                    if places[code].level == below[level]:
                        children[parent_of(code)].append(value)
            for code in {code for code in own if places[code].level == level} | set(children):
                summed = total(children[code])
                value = own.get(code)
                if value is None and level == "country" and partner is None:
                    value = self.facts.households_targeted
                found[code] = (summed if value is None else value, summed is not None)
        if partner is None and "PE" not in found:
            found["PE"] = (self.facts.households_targeted, False)
        return found

    def place_targets(self) -> dict[str, tuple[int | None, bool]]:
        """Of the places, or of the chosen partners in them, added up."""
        partners = self.scope.get("partner")
        tables = [self.rolled(partner) for partner in (partners or [None])]
        return {
            code: (
                total(t[code][0] for t in tables if code in t),
                any(t[code][1] for t in tables if code in t),
            )
            for code in {code for table in tables for code in table}
        }

    def _finest_level(self) -> str:
        levels = [name for name in ("district", "province", "department") if self.scope.get(name)]
        return levels[0] if levels else "country"

    def _scope_target(self, table: dict[str, tuple[int | None, bool]]) -> int | None:
        level = self._finest_level()
        return total(
            value
            for code, (value, _has) in table.items()
            if self.facts.places[code].level == level and self._is_place_in(code)
        )

    # Questions

    def headline(self) -> Row:
        reached, target = self.reached(self.counted), self._scope_target(self.place_targets())
        districts = {
            r["place"]
            for r in self.counted
            if r["place"] and self.facts.places[r["place"]].level == "district"
        }
        return {
            "households_reached": reached.households,
            "households_reached_keyed": reached.keyed,
            "households_reached_unkeyed": reached.unkeyed,
            "households_targeted": target,
            "coverage_rate": rate(reached.households, target),
            "persons_reached": reached.persons,
            "persons_measured": reached.measured,
            "persons_assumed": rounded(reached.assumed),
            "persons_split": 0,
            "persons_low": reached.measured + rounded(reached.assumed * 3.44 / 3.5),
            "persons_high": reached.measured + rounded(reached.assumed * 3.72 / 3.5),
            "is_households_known": gives_families(self.counted),
            "deliveries": len(self.counted),
            "partners_active": len({row["partner"] for row in self.counted}),
            "districts_reached": len(districts),
            "first_delivery": min(known(map(first_day_of, self.counted)), default=None),
            "last_delivery": max(known(map(day_of, self.counted)), default=None),
        }

    def by_district(self) -> dict[str | None, Row]:
        targets = {
            code: value
            for code, (value, _has_children) in self.place_targets().items()
            if self.facts.places[code].level == "district" and self._is_place_in(code)
        }
        by_place = groups(self.counted, lambda row: row["place"])
        answer = {}
        for code in {*targets, *by_place}:
            rows = by_place.get(code, [])
            reached, target = self.reached(rows), targets.get(code)
            answer[code] = {
                "households_reached": reached.households,
                "households_targeted": target,
                "coverage_rate": rate(reached.households, target),
                "persons_reached": reached.persons,
                "geo_level": self.facts.places[code].level if code else "none",
                "households_gap": None if target is None else max(target - reached.households, 0),
                "partners_active": len({row["partner"] for row in rows}),
                "is_households_known": gives_families(rows),
                "last_delivery": max(known(map(day_of, rows)), default=None),
            }
        return answer

    def by_department(self) -> dict[str | None, Row]:
        places = self.facts.places

        def department(row: Row) -> str | None:
            return places[row["place"]].department if row["place"] else None

        targets = {
            code: value
            for code, (value, _has) in self.place_targets().items()
            if places[code].level == "department"
            and self._finest_level() in ("country", "department")
            and self._is_place_in(code)
        }
        by_department = groups(self.counted, department)
        answer = {}
        for code in {*targets, *by_department}:
            rows = by_department.get(code, [])
            reached, target = self.reached(rows), targets.get(code)
            districts = {
                r["place"] for r in rows if r["place"] and places[r["place"]].level == "district"
            }
            answer[code] = {
                "households_reached": reached.households,
                "households_targeted": target,
                "coverage_rate": rate(reached.households, target),
                "persons_reached": reached.persons,
                "partners_active": len({row["partner"] for row in rows}),
                "districts_reached": len(districts),
                "is_households_known": gives_families(rows),
                "last_delivery": max(known(map(day_of, rows)), default=None),
            }
        return answer

    def by_day(self) -> list[Row]:
        new: dict[date | None, list[Reached]] = defaultdict(list)
        new_period: dict[date | None, list[Reached]] = defaultdict(list)
        for row in self.counted:
            new[day_of(row)] += []
        for rows in groups(self.counted, self._unit).values():
            first = min(known(map(day_of, rows)), default=None)
            reached = self.reached(rows)
            new[first].append(reached)
            if all(is_period(row) for row in rows if day_of(row) == first):
                new_period[first].append(reached)
        answer, until_here = [], []
        for day in sorted(new, key=lambda day: day or date.max):
            until_here += new[day]
            answer.append(
                {
                    "day": day,
                    "households_reached_new": households(new[day]),
                    "households_reached_cumulative": households(until_here),
                    "households_reached_new_period": households(new_period[day]),
                    "persons_reached_new": persons(new[day]),
                    "persons_reached_cumulative": persons(until_here),
                    "persons_reached_new_period": persons(new_period[day]),
                }
            )
        return answer

    def progress(self) -> dict[str, Row]:
        chosen = self.scope.get("partner")
        targeted = {row["partner"] for row in self.facts.targets if row["partner"]}
        level = self._finest_level()
        targets: dict[str, int | None] = {}
        for partner in targeted if chosen is None else targeted & set(chosen):
            table = {
                code: pair
                for code, pair in self.rolled(partner).items()
                if self.facts.places[code].level == level and self._is_place_in(code)
            }
            if table:
                targets[partner] = total(value for value, _has in table.values())
        listed = {p for p in self.facts.expected if chosen is None or p in chosen}
        everyone = {row["partner"] for row in self.rows} | set(targets)
        if level == "country":
            everyone |= listed
        all_days = [row["reported_on"] or day_of(row) for row in self.facts.deliveries]
        last_of_all = max(known(all_days), default=None)
        until = self.scope.get("until")
        if until and last_of_all and until < last_of_all:
            last_of_all = until
        answer = {}
        for partner in everyone:
            rows = [row for row in self.rows if row["partner"] == partner]
            counted = [row for row in rows if is_counted(row)]
            reached, target = self.reached(counted), targets.get(partner)
            settled = [row for row in rows if row["status"] in ("delivered", "verified")]
            timed = [row for row in rows if row["reported_on"] and day_of(row)]
            late = self.facts.late_after_days
            on_time = [r for r in timed if (r["reported_on"] - day_of(r)).days <= late]
            last = max(known(r["reported_on"] or day_of(r) for r in rows), default=None)
            districts = {
                r["place"]
                for r in counted
                if r["place"] and self.facts.places[r["place"]].level == "district"
            }
            answer[partner] = {
                "households_reached": reached.households,
                "households_targeted": target,
                "coverage_rate": rate(reached.households, target),
                "verified_rate": rate(
                    sum(row["status"] == "verified" for row in settled), len(settled)
                ),
                "on_time_rate": rate(len(on_time), len(timed)),
                "last_report": last,
                "deliveries": len(counted),
                "districts_reached": len(districts),
                "first_delivery": min(known(map(first_day_of, counted)), default=None),
                "last_delivery": max(known(map(day_of, counted)), default=None),
                "days_silent": max((last_of_all - last).days, 0) if last and last_of_all else None,
            }
        return answer

    def delivered(self) -> dict[tuple, Row]:
        return {
            key: {
                "quantity": total(row["quantity"] for row in rows),
                "rows_without_quantity": sum(row["quantity"] is None for row in rows),
            }
            for key, rows in groups(self.counted, lambda r: (r["item"], r["unit"])).items()
        }

    def by_status(self) -> dict[tuple, Row]:
        return {
            key: {
                "rows": len(rows),
                "households_stated": sum(known(row["households"] for row in rows)),
                "persons_stated": sum(known(row["persons"] for row in rows)),
            }
            for key, rows in groups(self.rows, lambda r: (r["status"], is_counted(r))).items()
        }

    def apart(self) -> Row:
        ongoing = [
            rows
            for rows in groups(self.counted, self._unit).values()
            if all(row["status"] == "ongoing" for row in rows)
        ]

        def level(row: Row) -> str:
            return self.facts.places[row["place"]].level if row["place"] else "none"

        def count(*statuses: str) -> int:
            return sum(row["status"] in statuses for row in self.rows)

        return {
            "households_ongoing": sum(self.reached(rows).households for rows in ongoing),
            "rows_planned": count("planned", "in_transit"),
            "rows_stopped": count("suspended", "cancelled"),
            "rows_unknown_status": count("unknown"),
            "rows_ongoing_not_counted": count("ongoing")
            - sum(row["status"] == "ongoing" for row in self.counted),
            "rows_without_households": sum(
                not row["household_key"] and row["households"] is None for row in self.counted
            ),
            "rows_not_located": sum(level(row) == "none" for row in self.counted),
            "rows_above_district": sum(
                level(row) in ("country", "department", "province") for row in self.counted
            ),
            "rows_without_day": sum(day_of(row) is None for row in self.matching),
            "rows_partly_in_period": sum(map(self._is_partly_within_dates, self.matching)),
        }

    # Donors

    def _lots(self) -> dict[str, dict[str, Decimal]]:
        lots: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for row in self.facts.contributions:
            if row["lot"] and row["status"] != "cancelled":
                lots[row["lot"]][row["donor"]] += row["quantity"] or 0
        return lots

    def donors_of(self, row: Row) -> dict[str, Decimal]:
        """Each donor's part of a row, as an exact share of one."""
        given = self._lots().get(row["lot"])
        if not given:
            return {row["donor"] or UNATTRIBUTED: Decimal(1)}
        whole = sum(given.values())
        if not whole:
            return {donor: Decimal(1) / len(given) for donor in given}
        return {donor: amount / whole for donor, amount in given.items() if amount}

    def _donated(self) -> list[tuple[str, Decimal, Row]]:
        wanted = self.scope.get("donor")
        return [
            (donor, share, row)
            for row in self.counted
            for donor, share in self.donors_of(row).items()
            if wanted is None or donor in wanted
        ]

    def _gifts(self) -> list[Row]:
        wanted = self.scope.get("donor")
        return [
            row
            for row in self.facts.contributions
            if row["status"] != "cancelled" and (wanted is None or row["donor"] in wanted)
        ]

    def impact(self) -> dict[tuple, Row]:
        donated: dict[tuple, list[tuple[Decimal, Row]]] = defaultdict(list)
        for donor, share, row in self._donated():
            donated[donor, row["item"], row["unit"]].append((share, row))
        items = self.scope.get("item")
        gifts = groups(
            (g for g in self._gifts() if items is None or g["item"] in items),
            lambda g: (g["donor"], g["item"], g["unit"]),
        )
        answer = {}
        for key in {*donated, *gifts}:
            pairs = donated.get(key, [])
            rows = [row for _share, row in pairs]
            answer[key] = {
                "contributed": total(gift["quantity"] for gift in gifts.get(key, [])),
                "delivered": total(
                    share * row["quantity"] for share, row in pairs if row["quantity"] is not None
                ),
                "households_reached": self.reached(rows).households,
                "districts": self._districts(rows),
                "first_delivery": min(known(map(first_day_of, rows)), default=None),
                "last_delivery": max(known(map(day_of, rows)), default=None),
            }
        return answer

    def donor_totals(self) -> dict[str, Row]:
        donated: dict[str, list[Row]] = defaultdict(list)
        for donor, _share, row in self._donated():
            donated[donor].append(row)
        gifts = groups(self._gifts(), lambda gift: gift["donor"])
        answer = {}
        for donor in {*donated, *gifts}:
            rows, given = donated.get(donor, []), gifts.get(donor, [])
            # A value without a currency stands with no other: then there is no total.
            currencies = {gift["currency"] for gift in given if gift["value"] is not None}
            answer[donor] = {
                "value": total(g["value"] for g in given) if len(currencies) == 1 else None,
                "currency": currencies.pop() if len(currencies) == 1 else None,
                "lots": len(set(known(gift["lot"] for gift in given))),
                "households_reached": self.reached(rows).households,
                "districts": self._districts(rows),
                "partners": len({row["partner"] for row in rows}),
                "deliveries": len(rows),
                "first_delivery": min(known(map(first_day_of, rows)), default=None),
                "last_delivery": max(known(map(day_of, rows)), default=None),
            }
        return answer

    def _districts(self, rows: list[Row]) -> int:
        codes = set(known(row["place"] for row in rows))
        return sum(self.facts.places[code].level == "district" for code in codes)
