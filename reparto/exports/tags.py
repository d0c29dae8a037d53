"""HXL tags: told apart from other text, taken apart, and turned into fields."""

import re
from functools import lru_cache

_TAG = re.compile(r"^#\s*[a-z]\w*(?:\s*\+\s*[a-z]\w*)*\s*\+?$", re.I)
_AMBIGUOUS = {"org", "date", "value", "loc", "output", "indicator", "activity", "item", "reached"}

Parsed = tuple[str, frozenset[str]]

_Rule = tuple[str, str, str, str]
_PLACES: tuple[_Rule, ...] = (
    ("adm1", "code pcode v_pcode v_pcodes", "", "department_code"),
    ("adm1", "", "", "department"),
    ("adm2", "code pcode v_pcode v_pcodes", "", "province_code"),
    ("adm2", "", "", "province"),
    ("adm3", "code pcode v_pcode v_pcodes ubigeo", "", "ubigeo"),
    ("adm3", "", "", "district"),
)
_ORGS: tuple[_Rule, ...] = (
    ("org", "type acronym code id abbrev short", "", "-"),
    ("org", "funder funding donor", "", "donor"),
    ("org", "prog programme leader lead reporting appealing", "", "lead_partner"),
    ("org", "", "", "partner"),
)
_RULES: dict[str, tuple[_Rule, ...]] = {
    "deliveries": (
        ("country", "", "", "country"),
        ("adm0", "", "", "country"),
        *_PLACES, *_ORGS,
        ("id", "", "", "delivery_id"),
        ("activity", "id", "", "delivery_id"),
        ("activity", "code indicator", "", "-"),
        ("activity", "", "", "activity"),
        ("meta", "id", "", "delivery_id"),
        ("meta", "household hh", "", "household_key"),
        ("date", "reported report", "", "reported_on"),
        ("date", "month cycle", "", "month"),
        ("date", "year", "", "year"),
        ("date", "start", "", "start"),
        ("date", "end", "", "end"),
        ("date", "updated entered submitted approved", "", "-"),
        ("date", "", "", "delivered_on"),
        ("period_date", "", "", "month"),
        ("period", "", "", "month"),
        ("loc", "type", "", "setup"),
        ("loc", "code", "", "-"),
        ("loc", "", "", "site"),
        ("location", "", "", "site"),
        ("geo", "lat", "", "latitude"),
        ("geo", "lon", "", "longitude"),
        ("sector", "code", "", "-"),
        ("sector", "", "", "sector"),
        ("item", "unit", "", "unit"),
        ("item", "num qty quantity", "", "quantity"),
        ("item", "code", "", "-"),
        ("item", "", "", "item"),
        ("output", "name", "", "item"),
        ("output", "num", "", "quantity"),
        ("value", "usd amount transfer", "", "amount"),
        ("value", "", "", "quantity"),
        ("currency", "", "", "currency"),
        ("households_num", "", "", "households"),
        ("reached", "hh households families", "", "households"),
        ("reached", "new", "", "persons_new"),
        ("reached", "", "f m", "persons"),
        ("beneficiary", "name type", "", "population_group"),
        ("beneficiary", "hh households", "", "households"),
        ("beneficiary", "", "f m", "persons"),
        ("population", "type", "", "population_group"),
        ("status", "review validation", "", "review_status"),
        ("status", "", "", "status"),
        ("modality", "", "", "modality"),
        ("indicator", "num value", "", "quantity"),
        ("indicator", "", "", "indicator"),
    ),
    "targets": (
        *_PLACES, *_ORGS,
        ("loc", "", "", "place"),
        ("country", "", "", "-"),
        ("sector", "", "", "sector"),
        ("targeted", "hh households families", "", "households_targeted"),
        ("targeted", "", "f m", "persons_targeted"),
        ("inneed", "hh households families", "", "households_in_need"),
        ("inneed", "", "f m", "persons_in_need"),
        ("date", "start", "", "period_start"),
        ("date", "end", "", "period_end"),
        ("date", "", "", "as_of"),
        ("meta", "source", "", "source"),
    ),
    "contributions": (
        ("org", "funder funding donor src source", "", "donor"),
        ("org", "recipient receiver dest", "", "recipient"),
        ("item", "unit", "", "unit"),
        ("item", "num qty quantity", "", "quantity"),
        ("item", "", "", "item"),
        ("value", "", "", "value"),
        ("currency", "", "", "currency"),
        ("status", "", "", "status"),
        ("date", "received", "", "received_on"),
        ("date", "", "start end updated reported", "pledged_on"),
    ),
    "stock_movements": (
        ("item", "num qty quantity", "", "quantity"),
        ("item", "lot", "", "lot"),
        ("item", "", "", "item"),
        ("value", "", "", "quantity"),
        ("date", "", "", "moved_on"),
        ("org", "", "", "partner"),
        ("loc", "from origin", "", "from_place"),
        ("loc", "to dest", "", "to_place"),
    ),
}  # fmt: skip
_CODE_WORDS = {"code", "pcode", "iso", "iso2", "iso3", "v_iso2", "v_iso3", "v_pcode", "v_pcodes"}
_PLANS = {"targeted", "inneed"}
_PERSONS = {"reached", "beneficiary", "affected"}
_CHILD = {"children", "child", "infants", "u18"}
_ADULT = {"adults", "adult", "elderly", "o18"}


def is_tag(cell: str) -> bool:
    """Whether a cell is an HXL tag; Excel's ``#N/A`` and ``#VALUE!`` are not."""
    return bool(_TAG.match(cell.strip()))


@lru_cache(maxsize=4096)
def parse_tag(cell: str | None) -> Parsed | None:
    """The tag's name and its attributes, whatever their order and spaces."""
    if not cell or not is_tag(cell):
        return None
    name, *attributes = "".join(cell.split()).casefold().lstrip("#").split("+")
    return name, frozenset(filter(None, attributes))


def tag_field(kind: str, cell: str | None) -> tuple[str, bool] | None:
    """The field of a tag and whether the tag alone is ambiguous.

    The field is "-" for a tag without one, and "plan" for what was planned or needed, not done.
    """
    parsed = parse_tag(cell)
    if parsed is None:
        return None
    name, attributes = parsed
    if kind == "deliveries" and name in _PERSONS and attributes & {"f", "m"}:
        return _sex_and_age(attributes)
    if kind == "deliveries" and name in _PLANS:
        return "plan", False
    for tag, any_of, none_of, field in _RULES[kind]:
        if tag != name or attributes & set(none_of.split()):
            continue
        if not any_of or attributes & set(any_of.split()):
            bare = name in _AMBIGUOUS and not attributes
            return field, bare or (field == "country" and bool(attributes & _CODE_WORDS))
    return "-", True


def _sex_and_age(attributes: frozenset[str]) -> tuple[str, bool]:
    female = "f" in attributes
    if attributes & _CHILD:
        return ("girls" if female else "boys"), False
    if attributes & _ADULT:
        return ("women" if female else "men"), False
    return ("women" if female else "men"), True
