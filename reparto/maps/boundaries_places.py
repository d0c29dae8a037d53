"""The places that boundaries are matched to: those of the operation's list, else those that its exports taught."""

from collections.abc import Iterable, Mapping
from typing import Any

from reparto.importing import store_of
from reparto.maps.boundaries_parts import LEVELS, Place
from reparto.operation import Operation
from reparto.places import known_places
from reparto.questions import ask_rows
from reparto.scope import EVERYTHING
from reparto.snapshots import current_number, open_current


def places_of(operation: Operation) -> tuple[Place, ...]:
    """Every department, province and district of the operation; empty where none is known yet.

    Raises OperationProblem when its list cannot be read, StoreProblem when its snapshots cannot.
    """
    table = known_places(operation)
    if table is not None:
        return _places(table.to_pylist())
    snapshot = open_current(store_of(operation))
    if snapshot is None:
        return ()
    try:
        return _places(ask_rows(snapshot, "places/map_places", EVERYTHING))
    finally:
        snapshot.close()


def stamp_of_places(operation: Operation) -> str:
    """A text that changes when the places may have changed."""
    path = operation.places_file
    if path is None:
        return f"snapshot {current_number(store_of(operation))}"
    return f"{path.name} {path.stat().st_mtime_ns}"


def _places(rows: Iterable[Mapping[str, Any]]) -> tuple[Place, ...]:
    return tuple(
        Place(
            code=row["place_code"],
            level=row["geo_level"],
            name=row.get("name") or row.get(row["geo_level"]) or row["place_code"],
            department_code=row["department_code"],
            province_code=row["province_code"],
            department=row["department"],
            province=row["province"],
            latitude=row["latitude"],
            longitude=row["longitude"],
        )
        for row in rows
        if row["geo_level"] in LEVELS
    )
