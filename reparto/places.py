"""The places an operation knows: Peru's districts, or the list that the operation brings.

Codes are text. A list has one row per district (or wider place); provinces and departments follow from it.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
from babel import Locale

from reparto.errors import OperationProblem
from reparto.language import _
from reparto.operation import REFERENCE, Operation

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

    Raises OperationProblem when a ``places.csv`` lacks a code or a name.
    """
    source = operation.places_file
    if source is None:
        return None
    with source.open(encoding="utf-8-sig", newline="") as file:
        listed = [
            row
            for row in csv.DictReader(file)
            if any((value or "").strip() for value in row.values())
        ]
    return pa.Table.from_pylist(
        list(_every_level(listed, operation.country, source)), schema=PLACE_SCHEMA
    )


def _every_level(listed: list[dict[str, str]], country: str, source: Path) -> Iterable[dict]:
    departments: dict[str, str] = {}
    provinces: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(listed, start=2):
        code = (row.get("ubigeo") or row.get("place_code") or row.get("code") or "").strip()
        if not code:
            raise OperationProblem(
                _("Give each place its code in the column `ubigeo`."),
                title=_("{path} has a place without a code in line {line}.").format(
                    path=source, line=number
                ),
            )
        department = (row.get("department") or "").strip() or None
        province = (row.get("province") or "").strip() or None
        district = (row.get("district") or "").strip() or None
        is_peru = country == "PE" and code.isdigit()
        department_code = (row.get("department_code") or "").strip() or (
            code[:2] if is_peru else department
        )
        province_code = (row.get("province_code") or "").strip() or (
            (code[:4] if is_peru else f"{department_code}/{province}") if province else None
        )
        if department_code and department:
            departments[department_code] = department
        if province_code and province:
            provinces[province_code] = (province, department_code or "")
        if not district:
            continue
        population = (row.get("population_2020") or row.get("population") or "").strip()
        yield {
            "place_code": code,
            "geo_level": "district",
            "department_code": department_code,
            "department": department,
            "province_code": province_code,
            "province": province,
            "district_code": code,
            "district": district,
            "latitude": _degrees(row.get("latitude")),
            "longitude": _degrees(row.get("longitude")),
            "population": int(float(population)) if population else None,
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


def _degrees(text: str | None) -> float | None:
    try:
        return float(text) if text and text.strip() else None
    except ValueError:
        return None


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


def place_aliases(country: str) -> list[tuple[str, str]]:
    """Other names of districts that people write (SJL, Cercado de Lima): alias, official name."""
    if country != "PE":
        return []
    with (REFERENCE / "place_aliases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["alias"], row["district"]) for row in csv.DictReader(file)]
