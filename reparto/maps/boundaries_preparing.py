"""Boundaries prepared: files read, matched to the operation's places, checked, and drawn at two scales."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from reparto.errors import OperationProblem
from reparto.language import _
from reparto.maps.boundaries_drawing import draw, parent_of
from reparto.maps.boundaries_files import files_of, read_layers
from reparto.maps.boundaries_ground import Ground, dissolved, ground_of, is_complete, is_same
from reparto.maps.boundaries_matching import Matched, as_rows, match
from reparto.maps.boundaries_parts import DEPARTMENT, DISTRICT, LEVELS, PROVINCE, Layer, Place
from reparto.maps.boundaries_report import CLOSE, FAR, Prepared, Report
from reparto.maps.boundaries_whereabouts import refuse_elsewhere
from reparto.operation import Operation
from reparto.places import place_aliases


def prepare(
    paths: Collection[Path], operation: Operation, places: Collection[Place], source: str = ""
) -> Prepared:
    """Prepare files and folders for the maps of an operation; nothing is written.

    Raises OperationProblem, with what to do about it, when they cannot be used.
    """
    if not places:
        raise OperationProblem(
            _("Import a first file, or write places.csv into the operation's folder."),
            title=_("The places of this operation are not known yet."),
        )
    files = [file for path in paths for file in files_of(path)]
    layers, without_areas = _layers_of(paths)
    matched = match(layers, places, operation.country, place_aliases(operation.country))
    refuse_elsewhere(matched.shapes, places, [file.name for file in files])
    names = {place.code: f"{place.name} ({place.code})" for place in places}
    found = ground_of(matched.shapes, lambda code: names[code])
    levels, made_of = nested(found.levels, places)
    far = draw(levels, made_of, places, FAR)
    drawings = {FAR: far, CLOSE: draw(levels, made_of, places, CLOSE, at_most=far.tolerance)}
    report = Report(
        files=tuple(dict.fromkeys(file.name for file in files)),
        source=source,
        prepared_on=date.today().isoformat(),
        tolerances={scale: drawing.tolerance for scale, drawing in drawings.items()},
        repaired=tuple(sorted(found.repaired)),
        broken=tuple(sorted(found.broken)),
        overlapping=tuple(sorted(found.overlapping)),
        **_told(matched, layers, without_areas),
    )
    put_together = frozenset(code for codes in made_of.values() for code in codes)
    return Prepared(drawings, put_together, report)


def _layers_of(paths: Collection[Path]) -> tuple[list[Layer], list[str]]:
    """The layers of all files, and the files of folders that hold points or lines only: they are passed over."""
    layers: list[Layer] = []
    without_areas: list[str] = []
    for path in paths:
        found: list[Layer] = []
        files = files_of(path)
        for file in files:
            read = read_layers(file, needs_areas=len(files) == 1)
            found += read
            if not read:
                without_areas.append(file.name)
        if not found:
            read_layers(files[0])  # says what is wrong with a folder of points
        layers += found
    return layers, without_areas


def _told(matched: Matched, layers: Collection[Layer], without_areas: list[str]) -> dict:
    return {
        "unmatched_areas": tuple(as_rows(matched.unmatched)),
        "by_name": tuple(as_rows(matched.by_name)),
        "unused": (*matched.unused, *without_areas),
        "encodings": {layer.file: layer.encoding for layer in layers if layer.encoding},
    }


def nested(
    levels: Mapping[str, Ground], places: Collection[Place]
) -> tuple[dict[str, Ground], dict[str, dict[str, str]]]:
    """The ground that stays as the file gives it, and the wider codes that are made of a narrower level.

    These are the ones that the file leaves out and whose parts are all there, and the ones that are the same ground as
    their parts: so that lines of different levels run on one another.
    """
    by_code = {place.code: place for place in places}
    kept = {level: dict(ground) for level, ground in levels.items()}
    made_of: dict[str, dict[str, str]] = {}
    for level, below in ((PROVINCE, DISTRICT), (DEPARTMENT, DISTRICT), (DEPARTMENT, PROVINCE)):
        narrow = levels.get(below, {})
        parent = {code: parent_of(by_code[code], level) for code in narrow}
        codes = {place.code for place in places if place.level == level}
        for code, whole in dissolved(narrow, parent, codes).items():
            if code in made_of.get(level, {}):
                continue
            parts = (p for p in places if p.level == below and parent_of(p, level) == code)
            given = levels.get(level, {}).get(code)
            is_made = is_same(given, whole) if given else is_complete(parts, narrow, whole)
            if is_made:
                made_of.setdefault(level, {})[code] = below
                kept.get(level, {}).pop(code, None)
    return {level: kept[level] for level in LEVELS if kept.get(level)}, made_of
