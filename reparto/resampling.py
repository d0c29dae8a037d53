"""Runs of days ahead, drawn from the days that were counted: by weekday, and by how weeks changed before.

True chance has no part: the same days give the same runs. docs/pace.md says why it is drawn like this, and how often
what comes of it held.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

WEEK = 7
WEEKS_OF_DAYS = 4  # the past weeks whose days are drawn
WEEKS_OF_LEVEL = 2  # the past weeks that tell the pace from which runs start
WEEKS_OF_CHANGES = 6  # the past weeks whose changes are drawn
IN_A_ROW = 3  # changes are drawn in rows of so many: a weak week is often made up for by the next
USUAL_CHANGE = 1.35  # always drawn too: a few weeks that happen to be alike promise nothing
LARGEST_CHANGE = 3.0  # no week is taken for more than three times the one before, or a third
LARGEST_LEVEL = 4.0  # and no run goes faster than four times the pace of now
SOFTENED_BY = 0.1  # of a mean week, added before weeks are compared: none of them is zero then
RUNS = 1000
LONGEST_WEEKS = 52  # what takes longer is "more than a year"
SEED = 20200409


def draw_runs(complete: Numbers, runs: int = RUNS, weeks: int = LONGEST_WEEKS) -> Numbers:
    """Families of each day ahead (columns) in each run (rows), drawn from at least two weeks of ``complete`` days.

    A day ahead is the same weekday of one of the past four weeks, drawn anew for each day, times the run's level. The
    level starts at the past two weeks and then changes as weeks did before, up and down alike.
    """
    chance = np.random.default_rng(SEED)
    by_week = complete[len(complete) % WEEK :].reshape(-1, WEEK)
    drawn_from, totals = by_week[-WEEKS_OF_DAYS:], by_week.sum(axis=1)
    softening = max(float(totals[-WEEKS_OF_CHANGES:].mean()) * SOFTENED_BY, 1.0)
    now = totals[-WEEKS_OF_LEVEL:].mean() + softening
    now /= totals[-WEEKS_OF_DAYS:].mean() + softening
    changes = _changes(chance, np.log(totals[-WEEKS_OF_CHANGES:] + softening), runs, weeks)
    level = now * np.minimum(np.exp(changes.cumsum(axis=1)), LARGEST_LEVEL)
    week = chance.integers(0, len(drawn_from), (runs, weeks, WEEK))
    drawn = drawn_from[week, np.arange(WEEK)] * level[:, :, None]
    return drawn.reshape(runs, weeks * WEEK)


def _changes(chance: np.random.Generator, weeks_past: Numbers, runs: int, weeks: int) -> Numbers:
    """How much each week ahead differs from the one before, as logarithms: rows of past changes, or the usual one."""
    most = np.log(LARGEST_CHANGE)
    past = np.clip(np.diff(weeks_past), -most, most)
    begin = chance.integers(0, len(past) + 1, (runs, -(-weeks // IN_A_ROW)))
    in_a_row = (np.arange(len(past))[:, None] + np.arange(IN_A_ROW)) % len(past)
    usual = np.zeros((1, IN_A_ROW))
    usual[0, 0] = np.log(USUAL_CHANGE)
    rows = np.concatenate([past[in_a_row], usual])
    way = chance.choice(np.array([-1.0, 1.0]), begin.shape)
    return (rows[begin] * way[:, :, None]).reshape(runs, -1)[:, :weeks]
