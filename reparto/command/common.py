"""What the commands share: exit codes, the operation to work on, and what to say where there is nothing."""

import sys

from reparto.language import _
from reparto.operation import Operation, load_operation
from reparto.operations import current_folder

OK, NOTHING, WRONG_USAGE = 0, 1, 2


def current_operation() -> Operation:
    """The operation that is set, else the demonstration. Raises OperationProblem when its settings cannot be used."""
    return load_operation(current_folder())


def nothing_imported() -> int:
    """Say that there is nothing to answer from, and give the exit code of that."""
    print(
        _("Nothing was imported yet. Run `python -m reparto import PATH` first."), file=sys.stderr
    )
    return NOTHING
