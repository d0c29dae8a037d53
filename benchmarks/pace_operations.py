"""The operations whose pace is replayed: the demonstration and two that are generated, each the same on every run."""

import csv
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np

from reparto.demonstration import publish_demonstration
from reparto.importing import import_files, store_of
from reparto.operation import load_operation
from reparto.operations import DEMONSTRATION, create_operation
from reparto.snapshots import Snapshot, open_current
from tools.make_large import write_deliveries

EVEN_ROWS = 20_000
INTERRUPTED_FROM = date(2020, 4, 1)
INTERRUPTED_DAYS = 120
DISTRICTS = ("150103", "150106", "150110", "150132", "150135", "150142", "070101", "070106")
HEADERS = (
    "delivery_id",
    "delivered_on",
    "period_start",
    "period_end",
    "reported_on",
    "partner",
    "ubigeo",
    "site",
    "households",
    "item",
    "quantity",
    "status",
)


@contextmanager
def operations(home: Path) -> Iterator[dict[str, Snapshot]]:
    """The three, imported into stores under ``home`` that last as long as this does."""
    settings = {"REPARTO_STORE": str(home / "store"), "REPARTO_HOME": str(home / "operations")}
    with patch.dict("os.environ", settings):
        publish_demonstration()
        even, interrupted = home / "even.csv", home / "interrupted.csv"
        write_deliveries(even, EVEN_ROWS)
        write_interrupted(interrupted)
        found = {
            "Demonstration": _opened(store_of(load_operation(DEMONSTRATION))),
            "Even": _imported(home, "even", even),
            "Interrupted": _imported(home, "interrupted", interrupted),
        }
        try:
            yield found
        finally:
            for snapshot in found.values():
                snapshot.close()


def _imported(home: Path, name: str, path: Path) -> Snapshot:
    operation = create_operation(
        home / "operations" / name, name=name, country="PE", starts_on=INTERRUPTED_FROM
    )
    report = import_files(operation, [path])
    if not report.succeeded:
        raise RuntimeError(f"{path.name} was not imported")
    return _opened(store_of(operation))


def _opened(store: Path) -> Snapshot:
    snapshot = open_current(store)
    if snapshot is None:
        raise RuntimeError(f"nothing was published in {store.name}")
    return snapshot


def write_interrupted(path: Path, seed: int = 4) -> None:
    """Sixteen weeks of distributions that begin slowly, stop for two weeks, and come back in large lots.

    Families are counts without keys. Distributions are on working days, most on Tuesdays and Fridays; a quarter of
    the partners report whole weeks; reports come in on the Monday after, some a week later.
    """
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADERS)
        for number, row in enumerate(_interrupted(chance)):
            rows.writerow((f"I{number:05d}", *row))


def _interrupted(chance: random.Random) -> Iterator[tuple[object, ...]]:
    for partner in range(12):
        weekly = partner % 4 == 0
        for week in range(INTERRUPTED_DAYS // 7):
            monday = INTERRUPTED_FROM + timedelta(days=7 * week - INTERRUPTED_FROM.weekday())
            reported = monday + timedelta(days=7 if chance.random() < 0.8 else 14)
            families = {
                day: _families(chance, week)
                for day in range(6)
                if chance.random() < (0.75 if day in (1, 4) else 0.25)
            }
            families = {day: count for day, count in families.items() if count}
            place = chance.choice(DISTRICTS)
            if weekly and families:
                sunday = monday + timedelta(days=6)
                yield _row("", monday, sunday, reported, partner, place, sum(families.values()))
            elif families:
                for day, count in families.items():
                    yield _row(
                        monday + timedelta(days=day), "", "", reported, partner, place, count
                    )


def _families(chance: random.Random, week: int) -> int:
    if week in (7, 8):
        return 0
    usual = min(1.0, (week + 1) / 4) * (1.6 if week in (9, 10) else 1.0)
    lot = 5 if chance.random() < 0.05 else 1
    return round(20 * usual * lot * chance.uniform(0.5, 1.5))


def _row(
    day: date | str,
    start: date | str,
    end: date | str,
    reported: date,
    partner: int,
    place: str,
    families: int,
) -> tuple[object, ...]:
    name, site = f"Organización {partner}", f"Local {partner} {day or start}"
    return day, start, end, reported, name, place, site, families, "food_kit", families, "delivered"


SHAPES = ("even", "rise and fall", "slowly ending", "interrupted", "wandering", "growing")


def drawn_histories(count: int, seed: int) -> Iterator[tuple[str, np.ndarray]]:
    """So many operations as families of each day: 50 to 120 days of one of the shapes, each with weekdays of its own."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        shape = SHAPES[chance.integers(len(SHAPES))]
        length = int(chance.integers(50, 120))
        level = _level(shape, length, chance)
        weekdays = np.clip(chance.normal(1, 0.25, 7), 0.05, None)
        weekdays[6] = chance.uniform(0, 0.3)
        usual = np.exp(chance.uniform(np.log(8), np.log(300)))
        spread = chance.uniform(1.5, 8)
        mean = usual * level * weekdays[np.arange(length) % 7]
        yield shape, chance.poisson(mean * chance.gamma(spread, 1 / spread, length)).astype(float)


def _level(shape: str, length: int, chance: np.random.Generator) -> np.ndarray:
    day = np.arange(length)
    if shape == "rise and fall":
        peak = chance.uniform(0.3, 0.6) * length
        return np.clip(1.2 - abs(day - peak) / length * chance.uniform(1, 1.6), 0.05, None)
    if shape == "slowly ending":
        return np.exp(-day / length * chance.uniform(0.8, 2))
    if shape == "interrupted":
        level = np.clip(day / 20, 0.2, 1)
        begin = int(chance.integers(15, length - 25))
        level[begin : begin + int(chance.integers(5, 15))] *= chance.uniform(0, 0.3)
        return level
    if shape == "wandering":
        return np.exp(np.cumsum(chance.normal(0, 0.05, length)))
    return np.clip(day / length * 2, 0.1, 1) if shape == "growing" else np.ones(length)
