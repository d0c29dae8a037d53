"""Prepared boundaries as a folder: one GeoJSON for each scale and level, and the report beside them."""

import contextlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from reparto.errors import OperationProblem
from reparto.language import _
from reparto.maps.boundaries_parts import Place
from reparto.maps.boundaries_report import Prepared, Report
from reparto.maps.outlines import Polygons

REPORT = "boundaries.json"
# Raised when what is kept is written in another way: it is then prepared anew.
FORMAT = 1


def is_kept(folder: Path) -> bool:
    """Whether a folder holds prepared boundaries."""
    return (folder / REPORT).is_file()


def keep(prepared: Prepared, folder: Path, places: tuple[Place, ...]) -> None:
    """Write prepared boundaries as ``folder``, whole or not at all; what it held before is replaced.

    Raises OSError when it cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    names = {place.code: place.name for place in places}
    made = Path(tempfile.mkdtemp(prefix=".boundaries-", dir=folder.parent))
    try:
        for scale, drawing in prepared.drawings.items():
            for level, shapes in drawing.levels.items():
                text = _collection(shapes, names, prepared.dissolved)
                (made / f"{scale}-{level}.geojson").write_text(text, encoding="utf-8")
        report = {"format": FORMAT} | asdict(prepared.report)
        text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
        (made / REPORT).write_text(text, encoding="utf-8")
        made.chmod(0o755)
        _put_in_place(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put_in_place(made: Path, folder: Path) -> None:
    if not folder.exists():
        made.rename(folder)
        return
    with tempfile.TemporaryDirectory(prefix=".boundaries-", dir=folder.parent) as old:
        before = folder.rename(Path(old) / "before")
        try:
            made.rename(folder)
        except OSError:
            with contextlib.suppress(OSError):
                before.rename(folder)
            raise


def _collection(
    shapes: Mapping[str, Polygons], names: Mapping[str, str], dissolved: frozenset[str]
) -> str:
    """A FeatureCollection with a line for each place."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "id": code,
                "properties": {"name": names.get(code, ""), "is_dissolved": code in dissolved},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for code, polygons in shapes.items()
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def read_report(folder: Path) -> Report:
    """The report that is kept in a folder. Raises OperationProblem when it was damaged."""
    try:
        found = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        if found.pop("format") != FORMAT:
            raise ValueError("another format")
        return Report(**found)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _damaged(folder, REPORT) from error


def read_kept(folder: Path, scale: str, level: str) -> dict[str, Polygons]:
    """The outlines of a level at a scale, by code; empty where the level is not drawn.

    Raises OperationProblem when the folder was damaged.
    """
    path = folder / f"{scale}-{level}.geojson"
    if not path.exists():
        return {}
    return _read(path, path.stat().st_mtime_ns)[0]


def dissolved_in(folder: Path, scale: str, level: str) -> frozenset[str]:
    """The codes of a level that were put together from a narrower one."""
    path = folder / f"{scale}-{level}.geojson"
    return _read(path, path.stat().st_mtime_ns)[1] if path.exists() else frozenset()


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: int) -> tuple[dict[str, Polygons], frozenset[str]]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        shapes = {str(one["id"]): one["geometry"]["coordinates"] for one in features}
        put_together = frozenset(
            str(one["id"]) for one in features if one["properties"].get("is_dissolved")
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(path.parent, path.name) from error
    return shapes, put_together


def _damaged(folder: Path, file: str) -> OperationProblem:
    return OperationProblem(
        _("Add the boundaries again with `python -m reparto boundaries add FILE`."),
        title=_("{file} in {folder} is damaged.").format(file=file, folder=folder),
    )
