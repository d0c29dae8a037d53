"""Commands about operations: new, publish and demo."""

import argparse
import sys
from datetime import date
from pathlib import Path

from reparto.command.common import OK, current_operation, nothing_imported
from reparto.demonstration import publish_demonstration
from reparto.errors import OperationProblem
from reparto.importing import rebuild
from reparto.language import _
from reparto.operations import create_operation, operations_home


def new(options: argparse.Namespace) -> int:
    """Start an operation in a folder; what is not given is asked."""
    name = options.name or _prompt(_("Name of the operation"), Path(options.folder).name)
    starts_on = options.start or _prompt_day(_("First day, year-month-day"), date.today())
    ends_on = options.end or (
        None if options.start else _prompt_day(_("Last day, empty if open"), None)
    )
    country = options.country or _prompt(_("Country, two letters"), "PE")
    folder = Path(options.folder)
    if not folder.is_absolute() and len(folder.parts) == 1 and folder.name != "..":
        folder = operations_home() / folder
    operation = create_operation(
        folder.resolve(),
        name=name,
        country=country,
        starts_on=starts_on or date.today(),
        ends_on=ends_on,
        date_order=options.date_order,
        households_targeted=options.households_targeted,
        largest_plausible_row=options.largest_plausible_row,
    )
    print(operation.folder)
    print(
        _("Set REPARTO_OPERATION={folder} and import the first file.").format(
            folder=operation.folder
        ),
        file=sys.stderr,
    )
    return OK


def _prompt(label: str, default: str) -> str:
    print(f"{label} [{default}]: ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip() if sys.stdin else ""
    return answer or default


def _prompt_day(label: str, default: date | None) -> date | None:
    text = _prompt(label, default.isoformat() if default else "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise OperationProblem(
            _("Write it as year-month-day, such as 2020-04-09."),
            title=_("“{value}” is not a date.").format(value=text),
        ) from error


def publish(_options: argparse.Namespace) -> int:
    """Publish again from what was imported."""
    snapshot = rebuild(current_operation())
    if snapshot is None:
        return nothing_imported()
    print(_("Snapshot {number} is in force.").format(number=snapshot), file=sys.stderr)
    return OK


def demo(_options: argparse.Namespace) -> int:
    """Publish the demonstration if there is no snapshot of it."""
    if publish_demonstration():
        print(_("The demonstration was published."), file=sys.stderr)
    return OK
