"""Whether outlines lie where their places are known to lie: codes alone would take another country's for ours."""

from collections import defaultdict
from collections.abc import Collection, Mapping

import numpy as np

from reparto.errors import OperationProblem
from reparto.language import _, listed
from reparto.maps.boundaries_parts import Place, RawPolygons

# Degrees: seats of districts lie this far beyond coarse outlines at most.
_MARGIN = 0.5


def refuse_elsewhere(
    shapes: Mapping[str, Mapping[str, list[RawPolygons]]],
    places: Collection[Place],
    files: Collection[str],
) -> None:
    """Raise OperationProblem when most outlines lie far from the coordinates of their places.

    Places without coordinates are not judged.
    """
    spots = _spots(places)
    right, swapped, judged = 0, 0, 0
    for by_code in shapes.values():
        for code, features in by_code.items():
            if code not in spots:
                continue
            box = _box(features)
            judged += 1
            right += _is_inside(spots[code], box)
            swapped += _is_inside(spots[code][:, ::-1], box)
    if not judged or right * 2 >= judged:
        return
    file = listed(list(files)[:3])
    if swapped * 2 >= judged:
        raise OperationProblem(
            _("Save the boundaries with the longitude first, as GeoJSON has it."),
            title=_("{file} has latitude and longitude exchanged.").format(file=file),
        )
    raise OperationProblem(
        _("Choose the boundaries of the operation's country, or correct its places.csv."),
        title=_(
            "The areas in {file} lie far from the places that their codes stand for: they are of another country."
        ).format(file=file),
    )


def _spots(places: Collection[Place]) -> dict[str, np.ndarray]:
    """The known coordinates inside each place, by (longitude, latitude)."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            for code in {place.code, place.province_code, place.department_code} - {None}:
                found[str(code)].append((place.longitude, place.latitude))
    return {code: np.array(spots) for code, spots in found.items()}


def _box(features: Collection[RawPolygons]) -> tuple[np.ndarray, np.ndarray]:
    rings = [ring for one in features for polygon in one for ring in polygon if len(ring)]
    points = np.concatenate(rings) if rings else np.full((1, 2), np.inf)
    return points.min(axis=0) - _MARGIN, points.max(axis=0) + _MARGIN


def _is_inside(spots: np.ndarray, box: tuple[np.ndarray, np.ndarray]) -> bool:
    """Whether at least half of the spots lie inside the box."""
    low, high = box
    return bool(((spots >= low) & (spots <= high)).all(axis=1).mean() >= 0.5)
