"""The boundaries of an operation: which are in force, their outlines by level, and how to add or remove them.

In force are the file or folder that the setting ``boundaries`` names, else what was added with the command, else
``boundaries.geojson`` beside the settings. What was added is already prepared; anything else is prepared at the
first look and kept in the store until the file, or the list of places, changes.
"""

import hashlib
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from reparto.errors import OperationProblem
from reparto.importing import store_of
from reparto.language import _
from reparto.maps.boundaries_kept import FORMAT, dissolved_in, is_kept, keep, read_kept, read_report
from reparto.maps.boundaries_parts import LEVELS, Place
from reparto.maps.boundaries_places import places_of, stamp_of_places
from reparto.maps.boundaries_report import CLOSE, FAR, Prepared, Report
from reparto.maps.outlines import Polygons
from reparto.operation import Operation
from reparto.operations import DEMONSTRATION

SETTING, ADDED, BESIDE = "setting", "added", "beside"


@dataclass(frozen=True)
class Origin:
    """Where the boundaries in force come from: ``how`` is setting, added or beside."""

    how: str
    path: Path


@dataclass(frozen=True)
class Fit:
    """How many places of one level are drawn from the boundaries, how many of these were put together from a narrower
    level, and the places that are not drawn."""

    level: str
    places: int
    drawn: int
    dissolved: int
    missing: tuple[Place, ...]


@dataclass(frozen=True)
class Boundaries:
    """The boundaries in force: where they come from, the report of their preparation, and how they fit today's places."""

    origin: Origin
    report: Report
    fits: tuple[Fit, ...]

    @property
    def source(self) -> str:
        """Whose boundaries they are, as the operation says; else the names of the files."""
        return self.report.source or ", ".join(self.report.files)

    def fit(self, level: str) -> Fit:
        """The fit of one level."""
        return next(fit for fit in self.fits if fit.level == level)


def added_folder(operation: Operation) -> Path:
    """Where the command keeps boundaries: in the operation's folder; of the demonstration, which is shipped, in its store."""
    if operation.folder.resolve() == DEMONSTRATION.resolve():
        return store_of(operation) / "added-boundaries"
    return operation.folder / "boundaries"


def origin_of(operation: Operation) -> Origin | None:
    """Which boundaries are in force; None when there are none.

    Raises OperationProblem when the setting names what does not exist.
    """
    if operation.boundaries:
        path = operation.folder / Path(operation.boundaries).expanduser()
        if not path.exists():
            raise OperationProblem(
                _("Put the boundaries there, or correct the setting `boundaries`."),
                title=_("operation.toml names {path}, which does not exist.").format(path=path),
            )
        return Origin(SETTING, path)
    if is_kept(added_folder(operation)):
        return Origin(ADDED, added_folder(operation))
    beside = operation.folder / "boundaries.geojson"
    return Origin(BESIDE, beside) if beside.exists() else None


def outlines_of(operation: Operation, level: str, *, is_close: bool = False) -> dict[str, Polygons]:
    """The official outlines of a level (department, province or district) by place code; empty where there are none.

    They are simplified for the whole country on one screen, or ``is_close`` for one department. Raises OperationProblem
    when the boundaries in force cannot be used.
    """
    folder = _folder_in_force(operation)
    return read_kept(folder, CLOSE if is_close else FAR, level) if folder else {}


def source_of(operation: Operation) -> str:
    """Whose the boundaries in force are, as the operation says, else the names of the files; empty where there are none.

    Raises OperationProblem when they cannot be used.
    """
    folder = _folder_in_force(operation)
    if folder is None:
        return ""
    report = read_report(folder)
    return operation.boundaries_source or report.source or ", ".join(report.files)


def boundaries_of(operation: Operation) -> Boundaries | None:
    """The boundaries in force with their report; None when there are none.

    Raises OperationProblem when they cannot be used.
    """
    origin, folder = origin_of(operation), _folder_in_force(operation)
    if origin is None or folder is None:
        return None
    report = read_report(folder)
    if operation.boundaries_source:
        report = replace(report, source=operation.boundaries_source)
    places = places_of(operation)
    return Boundaries(origin, report, tuple(_fit(folder, level, places) for level in LEVELS))


def _fit(folder: Path, level: str, places: Collection[Place]) -> Fit:
    drawn = read_kept(folder, FAR, level)
    own = [place for place in places if place.level == level]
    missing = tuple(place for place in own if place.code not in drawn)
    put_together = dissolved_in(folder, FAR, level) & {place.code for place in own}
    return Fit(level, len(own), len(own) - len(missing), len(put_together), missing)


def add_boundaries(operation: Operation, paths: Collection[Path], source: str = "") -> Boundaries:
    """Prepare files or folders and keep the result; what was added before is replaced.

    Raises OperationProblem when they cannot be used; then nothing is changed.
    """
    if operation.boundaries:
        raise OperationProblem(
            _("Take the setting `boundaries` out of operation.toml, or change the path it names."),
            title=_("The boundaries are set in operation.toml ({path}).").format(
                path=operation.boundaries
            ),
        )
    places = places_of(operation)
    prepared = _preparing()(paths, operation, places, source)
    folder = added_folder(operation)
    if folder.exists() and not is_kept(folder):
        raise OperationProblem(
            _("Rename it, or name it under `boundaries` in operation.toml."),
            title=_("{folder} exists and was not made by this command.").format(folder=folder),
        )
    try:
        keep(prepared, folder, places)
    except OSError as error:
        raise OperationProblem(
            _("Choose an operation whose folder you may write in."),
            title=_("{folder} cannot be written.").format(folder=folder),
        ) from error
    found = boundaries_of(operation)
    assert found is not None
    return found


def remove_boundaries(operation: Operation) -> bool:
    """Remove what was added; False when nothing was.

    Raises OperationProblem when it cannot be removed.
    """
    folder = added_folder(operation)
    if not is_kept(folder):
        return False
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise OperationProblem(
            _("Remove it by hand."),
            title=_("{folder} cannot be removed.").format(folder=folder),
        ) from error
    return True


def _folder_in_force(operation: Operation) -> Path | None:
    """The folder with the prepared boundaries in force; they are prepared where that has not been done."""
    origin = origin_of(operation)
    if origin is None or is_kept(origin.path):
        return origin.path if origin else None
    home = store_of(operation) / "boundaries"
    folder = home / _stamp(operation, origin.path)
    if not is_kept(folder):
        _prepare_into(folder, operation, origin.path)
        for other in home.iterdir():
            if other != folder and not other.name.startswith("."):
                shutil.rmtree(other, ignore_errors=True)
    return folder


def _prepare_into(folder: Path, operation: Operation, path: Path) -> None:
    prepare = _preparing()
    places = places_of(operation)
    try:
        keep(prepare([path], operation, places), folder, places)
    except OSError as error:
        if is_kept(folder):  # another one was faster
            return
        raise OperationProblem(
            _("Set REPARTO_STORE to a folder where you may write."),
            title=_("{folder} cannot be written.").format(folder=folder),
        ) from error


def _preparing() -> Callable[..., Prepared]:
    """What prepares boundaries: it brings a library that looking at them does without."""
    from reparto.maps.boundaries_preparing import prepare

    return prepare


def _stamp(operation: Operation, path: Path) -> str:
    """What the preparation depends on, as a short text."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    states = [(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    text = repr((FORMAT, str(path), states, operation.country, stamp_of_places(operation)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
