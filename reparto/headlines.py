"""The headline of a store's snapshot in force: what an import, an undo or a correction changes."""

from pathlib import Path
from typing import Any

from reparto.errors import StoreProblem
from reparto.questions import ask_rows
from reparto.scope import EVERYTHING
from reparto.snapshots import open_current

SHOWN = ("households_reached", "persons_reached", "coverage_rate", "deliveries")


def headline_of(store: Path) -> dict[str, Any] | None:
    """The figures of ``overview/headline`` over everything; None where nothing was published.

    None too where the snapshot cannot be asked, or not in time: an import is not worse for it.
    """
    try:
        snapshot = open_current(store)
    except StoreProblem:
        return None
    if snapshot is None:
        return None
    try:
        (row,) = ask_rows(snapshot, "overview/headline", EVERYTHING)
    except StoreProblem:
        return None
    finally:
        snapshot.close()
    return {name: row[name] for name in SHOWN if name in row}
