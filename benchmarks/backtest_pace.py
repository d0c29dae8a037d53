"""Replay whole operations day by day, and count how often the range of the pace held.

    python -m benchmarks.backtest_pace            writes the tables of docs/pace.md
    python -m benchmarks.backtest_pace --print    nothing is written

On each day only what had been reported by then is known. What was foretold is compared with all that is known in the
end. Nothing is drawn anew: the tables are the same on every run.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.pace_operations import SHAPES, drawn_histories, operations
from benchmarks.report import write_between
from reparto import planning, resampling
from reparto.planning import Known, Pace, Span
from reparto.questions import read_question
from reparto.scope import EVERYTHING
from reparto.snapshots import Snapshot

PAGE = Path(__file__).resolve().parent.parent / "docs" / "pace.md"
BEGIN, END = "<!-- replayed: begin -->", "<!-- replayed: end -->"
TARGET_SHARE = 0.95
HORIZONS = (7, 14, 28, 56)
HISTORIES, EVERY, HISTORY_SEED = 240, 6, 2020
FINISHES = ((1, 14), (15, 28), (29, 56), (57, 400))
KNOWN_BY_THEN = """with deliveries as (
    select * from s.main.deliveries where coalesce(reported_on, last_day, date '1900-01-01') <= $known_on
)"""


@dataclass(frozen=True)
class Checked:
    """One thing foretold on one day: its range, what came, and the range of the days drawn without any change."""

    what: str
    low: float
    high: float
    truth: float
    plain_low: float | None = None
    plain_high: float | None = None

    @property
    def held(self) -> bool:
        """Whether the range had what came."""
        return self.low <= self.truth <= self.high

    @property
    def plain_held(self) -> bool:
        """Whether the plain range had it."""
        assert self.plain_low is not None and self.plain_high is not None
        return self.plain_low <= self.truth <= self.plain_high


@dataclass(frozen=True)
class Replay:
    """What was foretold of one operation, and on how many days nothing was, by reason."""

    name: str
    days: int
    families: int
    target: int
    checked: list[Checked]
    silent: dict[str, int]


def main(arguments: list[str] | None = None) -> int:
    """Replay and tell; the exit code is 0."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.backtest_pace", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--print", action="store_true", help="print the tables and write nothing")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="reparto-pace-") as name,
        operations(Path(name)) as all_,
    ):
        replays = [replay(name, snapshot) for name, snapshot in all_.items()]
    text = "\n".join([as_markdown(replays), "", *histories_as_markdown()])
    print(text)
    if not options.print:
        write_between(PAGE, text, BEGIN, END)
    return 0


def replay(name: str, snapshot: Snapshot) -> Replay:
    """Every day from the first report to the day on which the target was reached, each as it was known then."""
    last = date(2200, 1, 1)
    spans, known = known_on(snapshot, last)
    truth = planning.each_day(spans, known.as_of)
    families = sum(span.households for span in spans)
    target = int(TARGET_SHARE * families)
    reached_on = planning.pace(spans, known, target).reached_on
    assert truth.first_day and known.as_of and reached_on
    checked: list[Checked] = []
    silent: dict[str, int] = {}
    days = (reached_on - truth.first_day).days
    for number in range(days):
        today = truth.first_day + timedelta(days=number)
        found = planning.pace(*known_on(snapshot, today), target)
        if found.silent_because:
            silent[found.silent_because] = silent.get(found.silent_because, 0) + 1
        else:
            checked += _families(found, today, truth)
            checked += _finish(found, today, reached_on)
    return Replay(name, days, round(families), target, checked, silent)


def known_on(snapshot: Snapshot, today: date) -> tuple[list[Span], Known]:
    """What the product's own questions answer when only the rows reported until ``today`` are there."""
    (as_of,) = _answers(snapshot, "pace/as_of", today)
    spans = [Span(*row.values()) for row in _answers(snapshot, "pace/spans", today)]
    delays = {
        row["days_to_report"]: row["rows"] for row in _answers(snapshot, "pace/delays", today)
    }
    return spans, Known(as_of["as_of"], as_of["last_delivery"], as_of["last_report"], delays=delays)


def _answers(snapshot: Snapshot, name: str, today: date) -> list[dict]:
    question = read_question(name)
    values = EVERYTHING.parameters()
    sql = f"{KNOWN_BY_THEN}, {question.sql.removeprefix('with')}"
    chosen = {key: values[key] for key in question.parameters}
    return snapshot.run(sql, chosen | {"known_on": today}).to_pylist()


def _families(found: Pace, today: date, truth: planning.Days) -> Iterator[Checked]:
    assert found.outlook is not None and found.counted_until is not None
    cumulative = truth.undated + truth.counts.cumsum()
    plain_low, plain_high = _plain(found)
    for horizon in HORIZONS:
        moment = today + timedelta(days=horizon)
        ahead = (moment - found.outlook.first_day).days
        index = truth.before(moment) - 1
        if truth.day(index) == moment:
            yield Checked(
                f"families {horizon} days later",
                found.outlook.low[ahead],
                found.outlook.high[ahead],
                cumulative[index],
                plain_low[ahead],
                plain_high[ahead],
            )


def _plain(found: Pace) -> tuple[np.ndarray, np.ndarray]:
    """The range where each day ahead is the same weekday of one of the past four weeks, and nothing else."""
    complete = found.days.counts[: found.days.before(found.counted_until)]
    weeks = complete[len(complete) % 7 :].reshape(-1, 7)[-resampling.WEEKS_OF_DAYS :]
    chance = np.random.default_rng(resampling.SEED)
    drawn = weeks[chance.integers(0, len(weeks), (resampling.RUNS, 16, 7)), np.arange(7)]
    runs = drawn.reshape(resampling.RUNS, -1).cumsum(axis=1) + complete.sum() + found.days.undated
    low, high = np.quantile(runs, (planning.RANGE[0], planning.RANGE[-1]), axis=0)
    return low, high


def _finish(found: Pace, today: date, reached_on: date) -> Iterator[Checked]:
    assert found.finish is not None
    left = (reached_on - today).days
    for first, last in FINISHES:
        if first <= left <= last:
            low, high = (
                (moment - today).days if moment else 1e6
                for moment in (found.finish.low, found.finish.high)
            )
            name = f"{first} to {last} days" if last < 400 else f"more than {first - 1} days"
            yield Checked(f"day of the target, {name} ahead", low, high, left)


def histories_as_markdown() -> list[str]:
    """How often the range held over many drawn operations, every sixth day of each, by shape."""
    checked: dict[str, list[Checked]] = {shape: [] for shape in SHAPES}
    counts = dict.fromkeys(SHAPES, 0)
    for shape, history in drawn_histories(HISTORIES, HISTORY_SEED):
        counts[shape] += 1
        checked[shape] += _replayed_history(history)
    names = [f"families {days} days later" for days in HORIZONS] + ["day of the target"]
    lines = [
        f"| shape | operations | forecasts | {' | '.join(names)} |",
        f"|---|---:|---:|{'---:|' * len(names)}",
    ]
    everything = [one for some in checked.values() for one in some]
    for shape, some in [*checked.items(), ("**all**", everything)]:
        count = counts.get(shape, HISTORIES)
        forecasts = sum(one.what == "all forecasts" for one in some)
        cells = [_held([one for one in some if one.what.startswith(name)]) for name in names]
        lines.append(f"| {shape} | {count} | {forecasts} | {' | '.join(cells)} |")
    return lines


def _held(checked: list[Checked]) -> str:
    return f"{sum(one.held for one in checked) / len(checked):.0%}" if checked else "—"


def _replayed_history(history: np.ndarray) -> Iterator[Checked]:
    start = date(2020, 4, 6)
    spans = [
        Span(start + timedelta(days=n), start + timedelta(days=n), c) for n, c in enumerate(history)
    ]
    end = start + timedelta(days=len(history) - 1)
    truth = planning.each_day(spans, end)
    target = int(TARGET_SHARE * history.sum())
    reached_on = planning.pace(spans, Known(end), target).reached_on
    assert reached_on is not None
    for number in range(planning.FEWEST_DAYS, (reached_on - start).days, EVERY):
        today = start + timedelta(days=number - 1)
        found = planning.pace(spans[:number], Known(today), target)
        if not found.silent_because:
            yield Checked("all forecasts", 0, 0, 0)
            yield from _families(found, today, truth)
            yield from _finish(found, today, reached_on)


def as_markdown(replays: list[Replay]) -> str:
    """Two tables: the operations, with when nothing was foretold and why; and how often each range held."""
    lines = [
        "| operation | days replayed | families in the end | target | days with a forecast | without, and why |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for one in replays:
        why = ", ".join(f"`{reason}` {count}" for reason, count in sorted(one.silent.items()))
        spoken = one.days - sum(one.silent.values())
        lines.append(
            f"| {one.name} | {one.days} | {one.families:,} | {one.target:,} | {spoken} | {why or '—'} |"
        )
    lines += [
        "",
        "| operation | foretold | forecasts | **range held** | came out lower | came out higher | width | plain draws held |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in replays:
        for what in dict.fromkeys(checked.what for checked in sorted(one.checked, key=_order)):
            lines.append(_line(one.name, what, [c for c in one.checked if c.what == what]))
    return "\n".join(lines)


def _order(checked: Checked) -> tuple[bool, int]:
    digits = [int(word) for word in checked.what.replace(",", "").split() if word.isdigit()]
    return checked.what.startswith("day"), digits[0]


def _line(name: str, what: str, checked: list[Checked]) -> str:
    count = len(checked)
    held = sum(one.held for one in checked)
    lower = sum(one.truth < one.low for one in checked)
    width = np.median([one.high - one.low for one in checked])
    wide = "more than a year" if width > 1e5 else f"{width:,.0f}"
    plain = "—"
    if checked[0].plain_low is not None:
        plain = f"{sum(one.plain_held for one in checked) / count:.0%}"
    return (
        f"| {name} | {what} | {count} | **{held / count:.0%}** | {lower / count:.0%} |"
        f" {(count - held - lower) / count:.0%} | {wide} | {plain} |"
    )


if __name__ == "__main__":
    sys.exit(main())
