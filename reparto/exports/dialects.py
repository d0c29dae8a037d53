"""Whose export a table is, told by headers that only that system writes, and what that system's headers mean."""

from collections import Counter

from reparto.exports.choice import Choice
from reparto.exports.fields import header_set, split_names
from reparto.exports.headers import normal
from reparto.exports.kobo import is_kobo, settle_key
from reparto.exports.synonyms_dialects import ACRONYMS, SECTOR_CODES
from reparto.exports.tables import TextTable
from reparto.exports.tags import parse_tag

_FTS = set(
    split_names(
        "srcorganization; destorganization; amountusd; boundary; onboundary; flowtype; contributiontype; decisiondate; "
        "originalamount; originalcurrency; destplan; srclocations; destlocations; budgetyear; refcode; "
        "firstreporteddate; destglobalclusters; srcorganizationtypes"
    )
)
_HAPI = set(
    split_names(
        "location code; location name; admin1 code; admin1 name; admin2 code; admin2 name; org acronym; org name; "
        "org type code; org type description; sector code; sector name; reference period start; "
        "reference period end; has hrp; in gho; provider admin1 name; provider admin2 name; dataset hdx id; "
        "resource hdx id; admin level"
    )
)
_345W = set(
    split_names(
        "organizacion implementadora; organizacion donante; sector cluster; pcode1; admin 1; pcode2; admin 2; "
        "tipo de recurso; tipo de unidad del recurso; fecha de reporte; personas alcanzadas; "
        "descripcion del la unidad; tipo de transferencia de efectivo"
    )
)
_R4V = (
    (
        "appealing org",
        "organizacion solicitante",
        "organizacion que apela",
        "organizacion apelante",
    ),
    ("implementation set up", "implementation setup", "configuracion de la implementacion"),
    ("rmrp",),
    ("total monthly", "total beneficiarios alcanzados en el mes", "total de beneficiarios del mes"),
    ("new beneficiaries", "beneficiarios nuevos", "nuevos beneficiarios"),
    ("in destination", "en destino", "vocacion de permanencia"),
    ("in transit", "en transito"),
    ("pendular",),
    ("host communit", "comunidad de acogida", "comunidades de acogida"),
    ("colombian returnees", "colombianos as retornados", "retornados colombianos", "returnees"),
    ("women under 18", "mujeres menores de 18"),
    ("quantity of output", "quantity of unit measured", "cantidad de output"),
)
_R4V_2021 = {"support space activity", "sector subsector wg", "quantity of unit measured"}
_R4V_2021 |= {"value of transfer in usd", "reporting month", "appealing organization name"}
_R4V_2025 = {
    "country country",
    "admin2 admin2",
    "indicator indicator",
    "platform",
    "indicator sector",
}
_ACTIVITYINFO = {"record id", "recordid", "parent record id", "last edit time", "lastedittime"}
_ACTIVITYINFO |= {"reportdetailid", "report detail id", "record status", "recordstatus", "form id"}
_KEY_FIELDS = (
    "name",
    "full name",
    "code",
    "acronym",
    "admin1",
    "admin2",
    "admin3",
    "nombre",
    "label",
)
_REFERENCES = {
    "partner", "implementing partner", "reporting partner", "lead partner", "organization", "organisation",
    "province", "district", "governorate", "region", "department", "country", "location", "site", "sector",
    "activity", "indicator", "project", "donor", "item", "admin1", "admin2", "admin3", "camp", "village",
}  # fmt: skip
_TYPES = {
    "org type",
    "organisation type",
    "organization type",
    "type of organization",
    "type of organisation",
}
_TYPES |= {
    "type d organisation",
    "type org",
    "partner category",
    "partner type",
    "tipo de organizacion",
}
_PLACE_CODES = {"ubigeo", "department_code", "province_code"}
_PLACES = _PLACE_CODES | {"district", "province", "department"}


def dialect_of(table: TextTable, choice: Choice) -> str:
    """The name of the layout: a system's own, HXL, a 3W matrix, our own headers, or none of these."""
    headers = {normal(header) for header in table.header} - {""}
    ways = Counter(choice.how.get(name, "synonym") for name in choice.columns)
    own = ways["exact"] * 2 > len(choice.columns)
    if is_kobo(table.header):
        return "kobo"
    if choice.kind == "contributions" and len(headers & _FTS) >= 4:
        return "fts"
    if is_hapi(headers):
        return "hapi-3w"
    if not own and is_r4v(headers):
        return _r4v_of_a_year(headers)
    if len(headers & _345W) >= 5:
        return "345w"
    if ways["tag"] * 2 > len(choice.columns):
        return "hxl"
    if _is_activityinfo(headers):
        return "activityinfo"
    if own:
        return "reparto"
    if ways["answer"] * 2 > len(choice.columns):
        return "answers"
    return "345w" if _is_3w(headers, choice) else "synonyms"


def is_hapi(headers: set[str]) -> bool:
    """Whether comparable headers are those of HDX HAPI's operational presence."""
    return (
        len(headers & _HAPI) >= 4
        and bool(headers & {"org name", "org acronym"})
        and bool(headers & {"reference period start", "location code", "dataset hdx id"})
    )


def is_r4v(headers: set[str]) -> bool:
    """Whether comparable headers are those of R4V's 5W, of whichever year and language."""
    marks = sum(any(mark in name for name in headers for mark in marks) for marks in _R4V)
    return marks >= 5


def _r4v_of_a_year(headers: set[str]) -> str:
    second_level = any("admin2" in name or "admin 2" in name for name in headers)
    if len(headers & _R4V_2025) >= 2:
        return "r4v-2025"
    if not second_level and (len(headers & _R4V_2021) >= 2 or "support space activity" in headers):
        return "r4v-2021"
    if second_level and any("covid" in name for name in headers):
        return "r4v-2022"
    return "r4v"


def _is_activityinfo(headers: set[str]) -> bool:
    flat = sum(1 for name in headers if _is_flattened(name))
    marked = bool(headers & _ACTIVITYINFO)
    if headers & {"reportdetailid", "report detail id"}:
        return True
    return (marked and flat >= 1) or (flat >= 3 and bool(headers & {"month", "week", "mes"}))


def _is_flattened(header: str) -> bool:
    return any(
        header.endswith(f" {key}") and header.removesuffix(f" {key}") in _REFERENCES
        for key in _KEY_FIELDS
    )


def _is_3w(headers: set[str], choice: Choice) -> bool:
    """Who, what and where, with what such matrices have besides: acronyms, types, p-codes."""
    columns = choice.columns.keys()
    beside = bool(headers & _TYPES) + bool(headers & header_set(ACRONYMS))
    beside += sum("pcode" in header for header in headers) > 0
    return (
        choice.kind == "deliveries"
        and bool(columns & {"partner", "lead_partner"})
        and bool(columns & {"sector", "activity"})
        and bool(columns & _PLACES)
        and beside >= 1
    )


def settle_dialect(table: TextTable, choice: Choice) -> None:
    """Give a system's columns the meaning they have there; fill "who" and the sector from short forms."""
    if choice.kind != "deliveries":
        return
    headers = [normal(header) for header in table.header]
    if is_kobo(table.header):
        settle_key(table, choice)
    if is_hapi(set(headers)) and "location name" in headers:
        _move(choice, headers.index("location name"), "country")
    if is_r4v(set(headers)) and "amount" not in choice.columns and "value" in headers:
        _move(choice, headers.index("value"), "amount")
        choice.constants["currency"] = "USD"  # as R4V's own scripts shorten "Value (in USD)"
    if not choice.columns.keys() & {"partner", "lead_partner"}:
        _take(choice, "partner", _acronym(table, headers))
    if "sector" not in choice.columns:
        _take(choice, "sector", _first(headers, header_set(SECTOR_CODES)))


def _acronym(table: TextTable, headers: list[str]) -> int | None:
    by_header = _first(headers, header_set(ACRONYMS))
    if by_header is not None:
        return by_header
    for index, tag in enumerate(table.tags or ()):
        parsed = parse_tag(tag)
        if parsed and parsed[0] == "org" and parsed[1] & {"acronym", "abbrev", "short"}:
            return index
    return None


def _first(headers: list[str], wanted: frozenset[str]) -> int | None:
    return next((index for index, name in enumerate(headers) if name in wanted), None)


def _take(choice: Choice, name: str, index: int | None) -> None:
    if index is not None and index not in choice.columns.values():
        choice.columns[name] = index
        choice.how[name] = "synonym"


def _move(choice: Choice, index: int, name: str) -> None:
    for other in [field for field, at in choice.columns.items() if at == index]:
        del choice.columns[other]
        choice.how.pop(other, None)
    choice.columns[name] = index
    choice.how[name] = "synonym"
