"""The shape of each partner's file: its columns, in its own words."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sample.delivery import Delivery
from sample.organisations import NAMES

Cell = str | int | date | None
Column = tuple[str, Callable[[Delivery], Cell]]

DISTRICTS = Path(__file__).resolve().parents[2] / "data" / "reference" / "districts.csv"
with DISTRICTS.open(encoding="utf-8", newline="") as _file:
    PLACES = {row["ubigeo"]: row for row in csv.DictReader(_file)}
DEPARTMENTS = {ubigeo[:2]: row["department"] for ubigeo, row in PLACES.items()}

ENGLISH = {"food_kit": "Food kit", "water_kit": "Water kit", "hygiene_kit": "Hygiene kit"}
SPANISH = {
    "food_kit": "Kit de alimentos",
    "water_kit": "Kit de agua",
    "hygiene_kit": "Kit de higiene",
}
ENGLISH_STATUS = {
    "planned": "Planned",
    "in_transit": "In transit",
    "ongoing": "Ongoing",
    "delivered": "Delivered",
    "verified": "Verified",
    "cancelled": "Cancelled",
    "unknown": "",
}
SPANISH_STATUS = {
    "planned": "Planeada",
    "in_transit": "En tránsito",
    "ongoing": "En ejecución",
    "delivered": "Entregado",
    "verified": "Verificado",
    "cancelled": "Cancelado",
    "unknown": "",
}
SPANISH_LEADS = {"UNHCR": "ACNUR", "IOM": "OIM", "": ""}
# The mixed file calls some organisations as they are called in Spanish.
SPANISH_NAMES = NAMES | {"PAHO": "OPS/OMS"}


def _district(delivery: Delivery) -> str:
    return delivery.place if len(delivery.place) == 6 else ""


def _department_name(delivery: Delivery) -> str:
    return DEPARTMENTS[delivery.place[:2]] if delivery.place else ""


def _province_name(delivery: Delivery) -> str:
    return PLACES[delivery.place]["province"] if _district(delivery) else ""


def _district_name(delivery: Delivery) -> str:
    return PLACES[delivery.place]["district"] if _district(delivery) else ""


def _day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else ""


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def _lot(delivery: Delivery) -> str:
    return delivery.lot if delivery.lot_shown else ""


def _implementing(delivery: Delivery) -> str:
    """Blank when the lead partner did it itself."""
    return "" if delivery.partner == delivery.lead else NAMES[delivery.partner]


def _members(group: str) -> Callable[[Delivery], Cell]:
    return lambda delivery: getattr(delivery.members, group) if delivery.members else None


COUNTS: list[Column] = [
    ("Familias", lambda d: d.households),
    ("Personas", lambda d: d.persons),
    ("Niñas", _members("girls")),
    ("Niños", _members("boys")),
    ("Mujeres", _members("women")),
    ("Hombres", _members("men")),
]
THINGS: list[Column] = [
    ("Artículo", lambda d: SPANISH[d.item]),
    ("Cantidad", lambda d: d.quantity),
    ("Unidad", lambda d: "kit"),
]
PLACE_NAMES: list[Column] = [
    ("Departamento", _department_name),
    ("Provincia", _province_name),
    ("Distrito", _district_name),
]
STATUS: Column = ("Estado", lambda d: SPANISH_STATUS[d.status])
FOR_WHOM: list[Column] = [
    ("population_group", lambda d: d.population_group),
    ("government_package", lambda d: d.government_package),
]

UNHCR: list[Column] = [
    ("delivered_on", lambda d: _iso(d.start)),
    ("reported_on", lambda d: _iso(d.reported_on)),
    ("lead_partner", lambda d: d.lead),
    ("partner", lambda d: NAMES[d.partner]),
    ("ubigeo", _district),
    ("household_key", lambda d: d.household_key),
    ("persons", lambda d: d.persons),
    *FOR_WHOM,
    ("item", lambda d: d.item),
    ("quantity", lambda d: d.quantity),
    ("unit", lambda d: "kit"),
    ("lot", _lot),
    ("status", lambda d: "" if d.status == "unknown" else d.status),
]
IOM: list[Column] = [
    ("Fecha de entrega", lambda d: d.start),
    ("reported_on", lambda d: d.reported_on),
    ("Organización líder", lambda d: SPANISH_LEADS[d.lead]),
    ("Socio", _implementing),
    ("Departamento", _department_name),
    ("Ubigeo", _district),
    ("Clave de hogar", lambda d: d.household_key),
    ("Personas", lambda d: d.persons),
    *FOR_WHOM,
    *THINGS,
    ("lot", _lot),
    STATUS,
]
CARITAS: list[Column] = [
    ("Fecha de entrega", lambda d: _day(d.start)),
    ("Socio", lambda d: NAMES[d.partner]),
    *PLACE_NAMES,
    *COUNTS,
    *THINGS,
    STATUS,
]
SERENAZGO: list[Column] = [
    ("Fecha", lambda d: _day(d.start)),
    ("Socio", lambda d: NAMES[d.partner]),
    ("Distrito", lambda d: _district_name(d).upper()),
    ("Familias", lambda d: d.households),
    *THINGS,
]
WEEKLY: list[Column] = [
    ("Fecha de inicio", lambda d: _day(d.start)),
    ("Fecha de finalización", lambda d: _day(d.end)),
    ("Socio", lambda d: NAMES[d.partner]),
    *PLACE_NAMES,
    *COUNTS,
    *THINGS,
    STATUS,
]
BARRIO: list[Column] = [
    ("Fecha de entrega", lambda d: _day(d.start)),
    ("reported_on", lambda d: _day(d.reported_on)),
    ("Socio", lambda d: NAMES[d.partner]),
    ("Ubigeo", _district),
    ("Clave de hogar", lambda d: d.household_key),
    ("Familias", lambda d: d.households),
    ("Personas", lambda d: d.persons),
    *FOR_WHOM,
    *THINGS,
    ("lot", _lot),
    STATUS,
]
# In the mixed file each column has a header for people and, where HXL has a word, a tag.
HXL: list[tuple[str, str, Callable[[Delivery], Cell]]] = [
    ("Lead organization", "#org+leader", lambda d: SPANISH_LEADS[d.lead]),
    ("Implementing partner", "#org+impl", lambda d: SPANISH_NAMES[d.partner]),
    ("District P-code", "#adm3+code", lambda d: f"PE{d.place}"),
    ("Place of delivery", "#loc+name", lambda d: d.site),
    ("Day of delivery", "#date+delivered", lambda d: _iso(d.start)),
    ("reported_on", "", lambda d: _iso(d.reported_on)),
    ("household_key", "", lambda d: d.household_key),
    ("Families", "#reached+hh", lambda d: d.households),
    ("Persons", "#reached+ind", lambda d: d.persons),
    ("Girls", "#reached+f+children", _members("girls")),
    ("Boys", "#reached+m+children", _members("boys")),
    ("Women", "#reached+f+adults", _members("women")),
    ("Men", "#reached+m+adults", _members("men")),
    ("population_group", "", lambda d: d.population_group),
    ("government_package", "", lambda d: d.government_package),
    ("What", "#item+name", lambda d: ENGLISH[d.item]),
    ("How many", "#output+num", lambda d: d.quantity),
    ("Unit", "#item+unit", lambda d: "kit"),
    ("lot", "", _lot),
    ("Status", "#status", lambda d: ENGLISH_STATUS[d.status]),
]
