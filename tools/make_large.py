"""Write an operation's deliveries of any size in our own export format: invented rows, the same for the same seed.

    python tools/make_large.py 1000000 deliveries.csv
    python tools/make_large.py 1000000 deliveries.csv --wrong 0.01    one row in a hundred breaks a rule

Rows are keyed by household: about six deliveries to ten for a household that has had one before.
"""

import argparse
import csv
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

ROOT = Path(__file__).resolve().parent.parent
SLICE = 500_000
FIRST_DAY = date(2020, 4, 1)
DAYS = 270


def main(arguments: list[str] | None = None) -> int:
    """Write the file; the exit code is 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=2020)
    parser.add_argument("--wrong", type=float, default=0.0, help="share of rows that break a rule")
    options = parser.parse_args(arguments)
    write_deliveries(options.path, options.rows, seed=options.seed, wrong=options.wrong)
    return 0


def write_deliveries(path: Path, rows: int, *, seed: int = 2020, wrong: float = 0.0) -> None:
    """Write so many delivery rows as CSV; ``wrong`` is the share whose count of families is below zero."""
    chance = np.random.default_rng(seed)
    lists = _lists()
    schema = _slice(chance, lists, 0, 1, rows, wrong).schema
    options = pa_csv.WriteOptions(quoting_style="needed")
    with pa_csv.CSVWriter(path, schema, write_options=options) as writer:
        for start in range(0, rows, SLICE):
            writer.write_table(_slice(chance, lists, start, min(SLICE, rows - start), rows, wrong))


def _lists() -> dict[str, pa.Array]:
    with (ROOT / "data" / "reference" / "districts.csv").open(encoding="utf-8") as file:
        districts = [row["ubigeo"] for row in csv.DictReader(file)]
    days = [(FIRST_DAY + timedelta(day)).isoformat() for day in range(DAYS + 30)]
    texts = {
        "day": days,
        "ubigeo": districts,
        "lead": [f"Organización {number}" for number in range(10)],
        "partner": [f"Organización {number}" for number in range(70)],
        "site": [f"Local comunal {number}" for number in range(500)],
        "group": ["Venezuelan", "Peruvian", ""],
        "item": ["food_kit", "water_kit", "hygiene_kit", "blanket"],
        "donor": [f"Empresa {number}" for number in range(40)],
        "lot": [f"L-{number:04d}" for number in range(300)],
        "status": ["delivered", "verified", "planned"],
        "sector": ["Food Security", "WASH", "Shelter"],
    }
    return {name: pa.array(values, pa.string()) for name, values in texts.items()}


def _slice(
    chance: np.random.Generator,
    lists: dict[str, pa.Array],
    start: int,
    count: int,
    rows: int,
    wrong: float,
) -> pa.Table:
    def drawn(name: str, most: int | None = None) -> pa.Array:
        return lists[name].take(pa.array(chance.integers(0, most or len(lists[name]), count)))

    day = chance.integers(0, DAYS, count)
    ages = chance.integers(0, 3, (4, count))
    ages[2] += ages.sum(axis=0) == 0
    numbers = np.arange(start, start + count)
    household = chance.integers(0, max(1, rows * 6 // 10), count)
    keys = household.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    families = np.where(chance.random(count) < wrong, -1, 1)
    columns = {
        "delivery_id": pa.array([f"D{number:09d}" for number in numbers.tolist()]),
        "delivered_on": lists["day"].take(pa.array(day)),
        "reported_on": lists["day"].take(pa.array(day + chance.integers(0, 12, count))),
        "lead_partner": drawn("lead"),
        "partner": drawn("partner"),
        "ubigeo": drawn("ubigeo"),
        "site": drawn("site"),
        "household_key": pa.array([f"{key:016x}{key:016x}" for key in keys.tolist()]),
        "households": pa.array(families),
        "persons": pa.array(ages.sum(axis=0)),
        **dict(zip(("girls", "boys", "women", "men"), map(pa.array, ages), strict=True)),
        "population_group": drawn("group"),
        "item": drawn("item"),
        "quantity": pa.array(chance.integers(1, 3, count)),
        "unit": pa.array(["kit"] * count),
        "donor": drawn("donor"),
        "lot": drawn("lot"),
        "status": drawn("status"),
        "sector": drawn("sector"),
    }
    return pa.table(columns)


if __name__ == "__main__":
    sys.exit(main())
