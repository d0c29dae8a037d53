"""The places an operation knows: Peru's districts, or the list that the operation brings.

Codes are text. A list has one row per district (or wider place); provinces and departments follow from it.
"""

import csv
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyarrow as pa
from babel import Locale

from reparto.errors import OperationProblem
from reparto.language import _
from reparto.operation import REFERENCE, Operation
from reparto.operations import settings_rows

PLACE_SCHEMA = pa.schema(
    [
        ("place_code", pa.string()),
        ("geo_level", pa.string()),
        ("department_code", pa.string()),
        ("department", pa.string()),
        ("province_code", pa.string()),
        ("province", pa.string()),
        ("district_code", pa.string()),
        ("district", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("population", pa.int64()),
    ]
)


def known_places(operation: Operation) -> pa.Table | None:
    """Every place of the operation's list, one row per place of any level; None where places must be learnt.

    Raises OperationProblem when a ``places.csv`` cannot be read, lacks a code, or gives one code to two places.
    """
    source = operation.places_file
    if source is None:
        return None
    listed = settings_rows(source.parent, source.name)
    places = list(_every_level(listed, operation.country, source))
    codes = Counter(place["place_code"].upper() for place in places)
    repeated = [code for code, times in codes.items() if times > 1]
    if repeated:
        raise OperationProblem(
            _("Give each district, province and department a code of its own, in one line."),
            title=_("{path} gives the code {code} to two places.").format(
                path=source, code=repeated[0]
            ),
        )
    return pa.Table.from_pylist(places, schema=PLACE_SCHEMA)


def _every_level(listed: list[dict[str, str]], country: str, source: Path) -> Iterable[dict]:
    departments: dict[str, str] = {}
    provinces: dict[str, tuple[str, str]] = {}
    codes = _codes_of_wider_places(listed)
    for number, row in enumerate(listed, start=2):
        code = _code_of(row)
        if not code:
            raise OperationProblem(
                _("Give each place its code in the column `ubigeo`."),
                title=_("{path} has a place without a code in line {line}.").format(
                    path=source, line=number
                ),
            )
        department, province = row.get("department") or None, row.get("province") or None
        district = row.get("district") or None
        is_peru = country == "PE" and code.isdigit() and len(code) == 6
        department_code = row.get("department_code") or (
            code[:2] if is_peru else codes.get((department or "", "")) or department
        )
        province_code = row.get("province_code") or (
            (
                code[:4]
                if is_peru
                else codes.get((department or "", province)) or f"{department_code}/{province}"
            )
            if province
            else None
        )
        if department_code and department:
            departments[department_code] = department
        if province_code and province:
            provinces[province_code] = (province, department_code or "")
        if not district:
            continue
        yield {
            "place_code": code,
            "geo_level": "district",
            "department_code": department_code,
            "department": department,
            "province_code": province_code,
            "province": province,
            "district_code": code,
            "district": district,
            "latitude": _number(row.get("latitude")),
            "longitude": _number(row.get("longitude")),
            "population": _whole(row.get("population_2020") or row.get("population")),
        }
    for code, (name, parent) in provinces.items():
        yield {
            "place_code": code,
            "geo_level": "province",
            "department_code": parent or None,
            "department": departments.get(parent),
            "province_code": code,
            "province": name,
        }
    for code, name in departments.items():
        yield {
            "place_code": code,
            "geo_level": "department",
            "department_code": code,
            "department": name,
        }
    yield {"place_code": country, "geo_level": "country"}


def _code_of(row: dict[str, str]) -> str:
    return row.get("ubigeo") or row.get("place_code") or row.get("code") or ""


def _codes_of_wider_places(listed: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """The codes of departments and provinces by name, from lines of their own or from their districts' lines."""
    found: dict[tuple[str, str], str] = {}
    for row in listed:
        department, province = row.get("department") or "", row.get("province") or ""
        is_district = bool(row.get("district"))
        own = "" if is_district else _code_of(row)
        department_code = row.get("department_code") or ("" if province else own)
        province_code = row.get("province_code") or own
        if department and department_code:
            found.setdefault((department, ""), department_code)
        if province and province_code:
            found.setdefault((department, province), province_code)
    return found


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _whole(text: str | None) -> int | None:
    number = _number(text)
    return int(number) if number is not None and abs(number) < 1e12 else None


def country_names(country: str) -> list[str]:
    """What a column of places may call the whole country, in English and Spanish."""
    names = {
        country,
        "country level",
        "countrywide",
        "nacional",
        "national",
        "nivel nacional",
        "nivel país",
    }
    for language in ("en", "es", "fr", "pt"):
        name = Locale(language).territories.get(country)
        if name:
            names.add(name)
    return sorted(names)


@cache
def other_countries(country: str) -> tuple[str, ...]:
    """What a column of countries may call any other country, in four languages or by its two letters; folded."""
    names = set()
    for language in ("en", "es", "fr", "pt"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {country, *_NO_COUNTRIES}:
                names |= {_folded(code), _folded(name)}
    return tuple(sorted(names))


def _folded(text: str) -> str:
    split = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in split if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def place_aliases(country: str) -> list[dict[str, str | None]]:
    """Other names of places that people write (SJL, Cercado de Lima, Magdalena Vieja), by ubigeo and level.

    ``without_ubigeo`` is a part of the place that the name leaves out ("Lima Provincias" is Lima without its capital).
    """
    if country != "PE":
        return []
    return [
        {
            "alias": row["alias"],
            "geo_level": row["level"],
            "ubigeo": row["ubigeo"],
            "without_ubigeo": row["without"] or None,
        }
        for row in _reference("place_aliases.csv")
    ]


def reniec_codes(country: str) -> list[dict[str, str]]:
    """RENIEC's code of each district of Peru that has one, by ubigeo."""
    if country != "PE":
        return []
    rows = [*_reference("districts.csv"), *_LATE_RENIEC]
    return [{"ubigeo": row["ubigeo"], "reniec": row["reniec"]} for row in rows if row["reniec"]]


def _reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
# In RENIEC's list of 2019 and not in the equivalence from which districts.csv is made.
_LATE_RENIEC = (
    {"ubigeo": "050616", "reniec": "050521"},
    {"ubigeo": "150706", "reniec": "140606"},
)
NO_PLACE = (
    "-", "n/a", "na", "nd", "n/d", "s/d", "s/n", "null", "none", "ninguno", "ninguna", "tbd",
    "not applicable", "no aplica", "not specified", "unspecified", "no especificado", "no especifica",
    "sin especificar", "sin dato", "sin datos", "sin informacion", "unknown", "desconocido", "por definir",
    "por determinar", "no determinado", "sin ubigeo", "various", "several", "multiple", "multiples", "varios",
    "varias", "varios distritos", "varias provincias", "varios departamentos", "varias regiones", "diversos",
    "diversos distritos", "all", "all districts", "all provinces", "all departments", "todos", "todas",
    "todos los distritos", "todas las provincias", "todos los departamentos", "todas las regiones",
    "otros", "otro", "otras", "other", "plusieurs", "tous",
)  # fmt: skip
"""What stands in a column of places where no place, or no single one, is meant."""
