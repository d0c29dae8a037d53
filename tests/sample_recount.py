"""A second opinion on the demonstration operation, in plain Python and without the product.

Each export is read with what is known about that one file, and counted as the design defines.
Tests hold the product's answers against these figures.

A place is `None` where it is not located; by ubigeo that includes rows that give a department
only. By partner, a row without an implementing partner belongs to its lead partner.
"""

import csv
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
EXPORTS = SAMPLE / "exports"

By = Literal["department", "ubigeo", "partner"] | None

# file: (separator or sheet, encoding, lines above the header, tag lines below it)
DELIVERY_FILES: dict[str, tuple[str, str, int, int]] = {
    "unhcr_deliveries_demo.csv": (",", "utf-8", 0, 0),
    "iom_entregas_demo.xlsx": ("Entregas", "", 2, 0),
    "caritas_entregas_demo.csv": (";", "cp1252", 0, 0),
    "distribution_hxl_demo.xlsx": ("Distribution", "", 0, 1),
    "serenazgo_entregas_demo.csv": (",", "utf-8-sig", 0, 0),
    "ollas_semanal_demo.csv": (";", "utf-8", 0, 0),
    "ollas_barrio_demo.csv": (";", "utf-8", 0, 0),
}
HEADERS = {
    "day": ("delivered_on", "Fecha de entrega", "Fecha", "Fecha de inicio", "Day of delivery"),
    "last": ("Fecha de finalización",),
    "reported": ("reported_on",),
    "lead": ("lead_partner", "Organización líder", "Lead organization"),
    "partner": ("partner", "Socio", "Implementing partner"),
    "ubigeo": ("ubigeo", "Ubigeo", "District P-code"),
    "department": ("Departamento",),
    "district": ("Distrito",),
    "site": ("Place of delivery",),
    "key": ("household_key", "Clave de hogar"),
    "households": ("Familias", "Families"),
    "persons": ("persons", "Personas", "Persons"),
    "girls": ("Niñas", "Girls"),
    "boys": ("Niños", "Boys"),
    "women": ("Mujeres", "Women"),
    "men": ("Hombres", "Men"),
    "item": ("item", "Artículo", "What"),
    "quantity": ("quantity", "Cantidad", "How many"),
    "unit": ("unit", "Unidad", "Unit"),
    "lot": ("lot",),
    "status": ("status", "Estado", "Status"),
}
STATUSES = {
    "planned": "planned",
    "planeada": "planned",
    "in transit": "in_transit",
    "in_transit": "in_transit",
    "en transito": "in_transit",
    "ongoing": "ongoing",
    "en ejecucion": "ongoing",
    "delivered": "delivered",
    "entregado": "delivered",
    "verified": "verified",
    "verificado": "verified",
    "cancelled": "cancelled",
    "cancelado": "cancelled",
    "": "unknown",
}


@dataclass(frozen=True)
class Row:
    """One row of a delivery export, as understood; `fault` says why it counts for nothing."""

    file: str
    number: int  # the line or sheet row, the first being 1
    fault: str = ""
    start: date = date.min
    end: date = date.min
    reported_on: date | None = None
    lead: str = ""
    partner: str = ""
    place: str | None = None  # ubigeo, else department code, else nothing
    site: str = ""
    key: str = ""
    households: int | None = None
    persons: int | None = None
    members: tuple[int, ...] = ()
    item: str = ""
    quantity: int = 0
    unit: str = ""
    lot: str = ""
    status: str = ""

    @property
    def is_counted(self) -> bool:
        if self.fault:
            return False
        somebody = bool(self.key or self.households or self.persons)
        return self.status in ("delivered", "verified") or (self.status == "ongoing" and somebody)

    @property
    def occasion(self) -> tuple[str, str, str | None, str, date, date]:
        return (self.lead, self.partner, self.place, self.site, self.start, self.end)


def folded(text: str) -> str:
    """Without accents, capitals and spaces at the ends."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def operation() -> dict:
    return tomllib.loads((SAMPLE / "operation.toml").read_text(encoding="utf-8"))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def partners() -> list[dict[str, str]]:
    return read_csv(SAMPLE / "partners.csv")


@cache
def partner_codes() -> dict[str, str]:
    """Every way of naming a partner, folded, with its code."""
    return {
        folded(name): one["code"]
        for one in partners()
        for name in (one["code"], one["name"], *one["aliases"].split(";"))
        if name
    }


@cache
def items() -> dict[str, str]:
    kits = read_csv(SAMPLE / "kits.csv")
    return {
        folded(kit[name]): kit["item"] for kit in kits for name in ("item", "name_en", "name_es")
    }


@cache
def districts() -> dict[str, dict[str, str]]:
    rows = read_csv(ROOT / "data" / "reference" / "districts.csv")
    return {row["ubigeo"]: row for row in rows}


def _cells(name: str) -> list[tuple[int, list[object]]]:
    where, encoding, above, tags = DELIVERY_FILES[name]
    path = EXPORTS / name
    table: list[list[object]]
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(where)
        table = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    else:
        with path.open(encoding=encoding, newline="") as file:
            table = [list(row) for row in csv.reader(file, delimiter=where)]
    numbered = list(enumerate(table, start=1))[above:]
    return [numbered[0], *numbered[1 + tags :]]


@cache
def rows() -> tuple[Row, ...]:
    """Every row of every delivery export, good and bad."""
    found = []
    for name in DELIVERY_FILES:
        (_, headers), *body = _cells(name)
        columns = {
            field: headers.index(header)
            for field, known in HEADERS.items()
            for header in known
            if header in headers
        }
        for number, cells in body:
            found.append(_row(name, number, cells, columns))
    return tuple(found)


def _row(name: str, number: int, cells: list[object], columns: dict[str, int]) -> Row:
    if not any(str(cell).strip() for cell in cells):
        return Row(name, number, fault="empty line")
    if cells[0] == "TOTAL":
        return Row(name, number, fault="total")

    def text(field: str) -> str:
        return str(cells[columns[field]]).strip() if field in columns else ""

    def count(field: str) -> int | None:
        return int(float(text(field))) if text(field) else None

    def day(field: str) -> date | None:
        value = cells[columns[field]] if field in columns else ""
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        if not value:
            return None
        pattern = "%d/%m/%Y" if "/" in str(value) else "%Y-%m-%d"
        return datetime.strptime(str(value), pattern).date()

    limit = operation()["largest_plausible_row"]
    try:
        start = day("day")
    except ValueError:
        return Row(name, number, fault="no such day")
    if start is None or start.year != 2020:
        return Row(name, number, fault="date outside the operation")
    lead, partner = text("lead"), text("partner") or text("lead")
    if folded(partner) not in partner_codes():
        return Row(name, number, fault="no partner")
    for field in ("households", "persons"):
        if not 0 <= (count(field) or 0) <= limit:
            return Row(name, number, fault=f"{field} below zero or implausible")
    place = _place(text("ubigeo"), text("department"), text("district"))
    if place == "unknown":
        return Row(name, number, fault="unknown place")
    return Row(
        file=name,
        number=number,
        start=start,
        end=day("last") or start,
        reported_on=day("reported"),
        lead=partner_codes()[folded(lead)] if lead else "",
        partner=partner_codes()[folded(partner)],
        place=place,
        site=text("site"),
        key=text("key"),
        households=count("households"),
        persons=count("persons"),
        members=tuple(count(g) or 0 for g in ("girls", "boys", "women", "men") if text(g)),
        item=items()[folded(text("item"))],
        quantity=count("quantity") or 0,
        unit=text("unit"),
        lot=text("lot"),
        status=STATUSES[folded(text("status"))] if "status" in columns else "delivered",
    )


def _place(ubigeo: str, department: str, district: str) -> str | None:
    if ubigeo:
        code = ubigeo.removeprefix("PE")
        return code if code in districts() else "unknown"
    if not department and not district:
        return None
    codes = [
        code
        for code, one in districts().items()
        if folded(one["department"]) == folded(department) or not department
        if folded(one["district"]) == folded(district) or not district
    ]
    if not district:
        return codes[0][:2]
    return codes[0] if len(codes) == 1 else "unknown"


def counted_rows() -> list[Row]:
    return [row for row in rows() if row.is_counted]


def _group(by: By) -> Callable[[Row], str | None]:
    if by == "department":
        return lambda row: row.place[:2] if row.place else None
    if by == "ubigeo":
        return lambda row: row.place if row.place and len(row.place) == 6 else None
    if by == "partner":
        return lambda row: row.partner
    return lambda row: None


def _grouped(by: By) -> dict[str | None, list[Row]]:
    group = _group(by)
    groups: dict[str | None, list[Row]] = defaultdict(list)
    for row in counted_rows():
        groups[group(row)].append(row)
    return groups


def _keyed(counted: list[Row]) -> int:
    return len({row.key for row in counted if row.key})


def _unkeyed(counted: list[Row]) -> int:
    occasions: dict[tuple, Counter[str]] = defaultdict(Counter)
    for row in counted:
        if not row.key:
            occasions[row.occasion][row.item] += row.households or 0
    return sum(max(by_item.values()) for by_item in occasions.values())


def households_reached(by: By = None) -> int | dict[str | None, int]:
    """Distinct keys, plus of each unkeyed occasion the item that reached most households."""
    reached = {group: sum(parts) for group, parts in households_reached_parts(by).items()}
    return reached if by else reached[None]


def households_reached_parts(by: By = None) -> dict[str | None, tuple[int, int]]:
    """The same as (keyed, unkeyed)."""
    return {group: (_keyed(found), _unkeyed(found)) for group, found in _grouped(by).items()}


def persons(by: By = None) -> dict[str | None, tuple[int, float]]:
    """(measured, assumed) persons; without `by`, under `None`."""
    size = operation()["household_size"]["default"]
    found = {}
    for group, counted in _grouped(by).items():
        measured, unknown = 0, 0
        known: dict[str, int] = {}
        for row in counted:
            if row.key:
                known[row.key] = max(known.get(row.key, 0), row.persons or 0)
        measured += sum(known.values())
        unknown += sum(1 for count in known.values() if not count)
        occasions: dict[tuple, list[Row]] = defaultdict(list)
        for row in counted:
            if not row.key:
                occasions[row.occasion].append(row)
        for together in occasions.values():
            if all(row.persons is None for row in together):
                unknown += _unkeyed(together)
            else:
                by_item = Counter[str]()
                for row in together:
                    by_item[row.item] += row.persons or 0
                measured += max(by_item.values())
        found[group] = (measured, unknown * size)
    return found


def deliveries(by: By = None) -> int | dict[str | None, int]:
    """Counted rows."""
    counts = {group: len(found) for group, found in _grouped(by).items()}
    return counts if by else counts[None]


def first_day() -> date:
    return min(row.start for row in counted_rows())


def last_day() -> date:
    return max(row.end for row in counted_rows())


def items_delivered() -> dict[tuple[str, str], int]:
    """Quantity by (item, unit) over counted rows."""
    totals: Counter[tuple[str, str]] = Counter()
    for row in counted_rows():
        totals[row.item, row.unit] += row.quantity
    return dict(totals)


def delivered_by_lot() -> dict[tuple[str, str], int]:
    """Quantity by (lot, item) over counted rows that name their lot."""
    totals: Counter[tuple[str, str]] = Counter()
    for row in counted_rows():
        if row.lot:
            totals[row.lot, row.item] += row.quantity
    return dict(totals)


@cache
def contributions() -> list[dict[str, object]]:
    workbook = CalamineWorkbook.from_path(str(EXPORTS / "contributions.xlsx"))
    headers, *body = workbook.get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, headers), row, strict=True)) for row in body]


def donor_quantities() -> dict[tuple[str, str], int]:
    """Quantity by (donor, item) over counted rows that name their lot, by the lot's donor."""
    donors = {str(one["lot"]): str(one["donor"]) for one in contributions() if one["lot"]}
    totals: Counter[tuple[str, str]] = Counter()
    for (lot, item), quantity in delivered_by_lot().items():
        totals[donors[lot], item] += quantity
    return dict(totals)


@cache
def district_targets() -> dict[str, int]:
    """Households targeted by district: of repeated rows the latest."""
    latest: dict[str, tuple[str, int]] = {}
    for row in read_csv(EXPORTS / "targets_districts.csv"):
        found = (row["as_of"], int(row["households_targeted"]))
        latest[row["place"]] = max(found, latest.get(row["place"], ("", 0)))
    return {place: targeted for place, (_, targeted) in latest.items()}


@cache
def partner_targets() -> dict[str, int]:
    return {
        partner_codes()[folded(row["partner"])]: int(row["households_targeted"])
        for row in read_csv(EXPORTS / "targets_partners.csv")
    }


def overlapping_households(days: int = 15) -> set[str]:
    """Keys that two partners gave the same item within so many days of each other."""
    given: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in counted_rows():
        if row.key:
            given[row.key, row.item].append(row)
    return {
        key
        for (key, _), found in given.items()
        for one in found
        for other in found
        if one.partner != other.partner and abs(one.start - other.start) <= timedelta(days=days)
    }
