"""The fields of each kind of export, what it needs, and the headers that stand for a field."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reparto.exports import synonyms as words
from reparto.exports import synonyms_dialects as dialects
from reparto.exports import synonyms_more as more
from reparto.exports.headers import normal


@dataclass(frozen=True)
class Field:
    """One column of our own: its name, whether a row needs it, its type, and its other headers."""

    name: str
    required: bool = False
    type: str = "text"
    synonyms: tuple[str, ...] = ()
    count: bool = False


_DAYS = {"delivered_on", "period_start", "period_end", "reported_on", "as_of", "pledged_on"}
_DAYS |= {"received_on", "moved_on"}
_COUNTS = {"households", "persons", "persons_new", "girls", "boys", "women", "men"}
_COUNTS |= {"other_under_18", "other_18_plus", "households_in_need", "households_targeted"}
_COUNTS |= {"persons_in_need", "persons_targeted", "in_destination", "in_transit"}
_COUNTS |= {"host_community", "pendular", "returnees"}
_NUMBERS = _COUNTS | {"latitude", "longitude", "quantity", "amount", "value"}
_CODES = {
    "delivery_id",
    "ubigeo",
    "department_code",
    "province_code",
    "household_key",
    "lot",
    "corrects",
}

_NAMES = {
    "deliveries": (
        "delivery_id delivered_on* period_start period_end reported_on lead_partner "
        "partner* country ubigeo* department province district department_code province_code site "
        "latitude longitude household_key households persons girls boys women men other_under_18 "
        "other_18_plus population_group item* quantity unit donor lot status review_status sector "
        "indicator activity persons_new setup modality amount currency government_package "
        "in_destination in_transit host_community pendular returnees cash in_plan corrects"
    ),
    "targets": (
        "place* ubigeo department province district department_code province_code partner sector "
        "period_start period_end households_in_need households_targeted persons_in_need "
        "persons_targeted source as_of"
    ),
    "contributions": (
        "donor* channel recipient lot item quantity unit value currency status pledged_on "
        "received_on earmark"
    ),
    "stock_movements": "lot* item* quantity* from_place to_place moved_on* kind* partner",
}

_SYNONYMS: dict[str, tuple[Mapping[str, str], ...]] = {
    "deliveries": (
        words.PLACE, words.MEASURES, words.THINGS, words.WHO, words.WORK, more.IDENTITY, more.TIMES
    ),
    "targets": (more.TARGETS, words.PLACE, words.WHO, words.WORK),
    "contributions": (more.CONTRIBUTIONS, words.THINGS, words.WORK),
    "stock_movements": (more.STOCK, words.THINGS, words.WHO),
}  # fmt: skip

_BESIDES: dict[str, tuple[Mapping[str, str], ...]] = {
    "deliveries": (dialects.R4V, dialects.OTHERS),
    "contributions": (dialects.FLOWS,),
}
"""Headers of single systems, besides the ones that any sender may use."""

HELPERS = {"start", "end", "month", "year"}
"""Slots that deliveries' headers can fill and that become a period or a day, once all are known."""

REQUIRED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "deliveries": (
        ("partner", ("partner", "lead_partner")),
        ("place", ("ubigeo", "district", "province", "department", "province_code",
                   "department_code")),
        ("time", ("delivered_on", "period_start", "period_end")),
        ("item", ("item", "sector", "activity", "indicator")),
    ),
    "targets": (
        ("place", ("place", "ubigeo", "district", "province", "department", "province_code",
                   "department_code")),
        ("target", ("households_targeted", "persons_targeted", "households_in_need",
                    "persons_in_need")),
    ),
    "contributions": (("donor", ("donor",)), ("amount", ("quantity", "value"))),
    "stock_movements": (
        ("lot", ("lot",)), ("item", ("item",)), ("quantity", ("quantity",)),
        ("time", ("moved_on",)), ("kind", ("kind",)),
    ),
}  # fmt: skip
"""Per kind, what a table must tell: a name for the need, and the fields that satisfy it."""

EXCLUSIVE = {
    "deliveries": {"delivered_on", "households", "persons", "household_key", "delivery_id"},
    "targets": {
        "households_targeted", "persons_targeted", "households_in_need", "persons_in_need"
    },
    "contributions": {"recipient", "value", "pledged_on", "earmark", "channel"},
    "stock_movements": {"moved_on", "kind", "from_place", "to_place"},
}  # fmt: skip
"""Fields that speak for a kind when another has as many columns."""


def split_names(text: str) -> tuple[str, ...]:
    """The headers written in one string of :mod:`reparto.exports.synonyms`, made comparable."""
    return tuple(dict.fromkeys(filter(None, (normal(name) for name in text.split(";")))))


@cache
def header_set(text: str) -> frozenset[str]:
    """The same as :func:`split_names`, to look headers up in."""
    return frozenset(split_names(text))


def _type_of(name: str) -> str:
    if name in _DAYS:
        return "day"
    if name in _NUMBERS:
        return "number"
    return "code" if name in _CODES else "text"


def _synonyms_of(kind: str, name: str) -> tuple[str, ...]:
    own = next((part[name] for part in _SYNONYMS[kind] if name in part), "")
    others = [part[name] for part in _BESIDES.get(kind, ()) if name in part]
    return split_names("; ".join([own, *others]))


def _fields_of(kind: str) -> tuple[Field, ...]:
    return tuple(
        Field(
            name := word.rstrip("*"),
            word.endswith("*"),
            _type_of(name),
            _synonyms_of(kind, name),
            name in _COUNTS,
        )
        for word in _NAMES[kind].split()
    )


FIELDS: dict[str, tuple[Field, ...]] = {kind: _fields_of(kind) for kind in _NAMES}
"""Every kind's fields, in the order of our own exports."""

IGNORED = frozenset(split_names(more.IGNORED))
GENERAL = {
    "deliveries": frozenset(split_names(dialects.GENERAL)),
    "contributions": frozenset(split_names(dialects.GENERAL_OF_CONTRIBUTIONS)),
}
"""Per kind, the headers that give way to any better one for the same field."""


def is_added_up(kind: str, name: str) -> bool:
    """Whether the rows' figures in a field are added up: not positions, and not plans, which are no sums of months."""
    return kind != "targets" and name in _NUMBERS - {"latitude", "longitude"}


@cache
def exact_headers(kind: str) -> dict[str, str]:
    """Our own header of each field, made comparable, and the field."""
    return {normal(field.name): field.name for field in FIELDS[kind]}


@cache
def known_headers(kind: str) -> dict[str, str]:
    """Every other header that means a field of this kind (or one of the helper slots)."""
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        for name in field.synonyms:
            found.setdefault(name, field.name)
    if kind == "deliveries":
        for slot in sorted(HELPERS):
            for name in split_names(f"{more.TIMES[slot]}; {dialects.OTHERS.get(slot, '')}"):
                found.setdefault(name, slot)
    return found
