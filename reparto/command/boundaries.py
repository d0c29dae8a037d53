"""The command about official boundaries: which are in force, how they match, add and remove."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reparto.command.common import NOTHING, OK, current_operation
from reparto.errors import RepartoError
from reparto.language import _
from reparto.maps.boundaries import Boundaries, add_boundaries, boundaries_of, remove_boundaries
from reparto.wording import boundaries as words


def add_parser(commands: Any) -> None:
    """Describe ``boundaries``, ``boundaries add`` and ``boundaries remove`` to the command line."""
    in_json = _("print one JSON object on stdout")
    command = commands.add_parser(
        "boundaries", help=_("tell which official boundaries are in force; add or remove them")
    )
    command.add_argument("--json", action="store_true", help=in_json)
    command.set_defaults(run=show)
    deeper = command.add_subparsers(metavar="add|remove")
    add = deeper.add_parser("add", help=_("check, simplify and keep GeoJSON or TopoJSON"))
    add.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--source", default="", help=_("whose boundaries they are, for every map"))
    add.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=in_json)
    add.set_defaults(run=add_)
    remove = deeper.add_parser("remove", help=_("remove what was added"))
    remove.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=in_json)
    remove.set_defaults(run=remove_)


def show(options: argparse.Namespace) -> int:
    """Tell which boundaries are in force and what of them matched."""
    try:
        found = boundaries_of(current_operation())
    except RepartoError as error:
        return _stopped(error, options)
    return _say(found, options)


def add_(options: argparse.Namespace) -> int:
    """Add files or folders; on failure nothing is changed."""
    try:
        found = add_boundaries(current_operation(), options.paths, options.source.strip())
    except RepartoError as error:
        return _stopped(error, options)
    return _say(found, options)


def remove_(options: argparse.Namespace) -> int:
    """Remove what was added, and tell what is in force then."""
    operation = current_operation()
    try:
        is_removed = remove_boundaries(operation)
        found = boundaries_of(operation)
    except RepartoError as error:
        return _stopped(error, options)
    if not is_removed:
        print(_("No boundaries were added, so none were removed."), file=sys.stderr)
    else:
        print(_("The boundaries that were added are removed."), file=sys.stderr)
    _say(found, options)
    return OK if is_removed else NOTHING


def _say(found: Boundaries | None, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(as_dict(found), ensure_ascii=False, indent=1))
    elif found is not None:
        print("\n".join(words.lines(found)))
    if found is None:
        print(words.none_in_force(), file=sys.stderr)
        return NOTHING
    return OK


def _stopped(error: RepartoError, options: argparse.Namespace) -> int:
    print(error, file=sys.stderr)
    if options.json:
        print(json.dumps(as_dict(None) | {"message": str(error)}, ensure_ascii=False, indent=1))
    return NOTHING


def as_dict(found: Boundaries | None) -> dict[str, Any]:
    """The boundaries in force as plain values; ``path`` is None when there are none."""
    if found is None:
        return {"path": None, "message": None, "levels": []}
    report = found.report
    return {
        "path": str(found.origin.path),
        "how": found.origin.how,
        "message": None,
        "source": found.source,
        "files": list(report.files),
        "prepared_on": report.prepared_on,
        "tolerance_metres": dict(report.tolerances),
        "levels": [
            {
                "level": fit.level,
                "places": fit.places,
                "matched": fit.drawn,
                "put_together": fit.dissolved,
                "unmatched": [{"code": one.code, "name": one.name} for one in fit.missing],
            }
            for fit in found.fits
        ],
        "unmatched_areas": list(report.unmatched_areas),
        "joined_by_name": list(report.by_name),
        "repaired": list(report.repaired),
        "broken": list(report.broken),
        "overlapping": list(report.overlapping),
        "unused_layers": list(report.unused),
        "encodings": dict(report.encodings or {}),
    }
