"""What the commands share: exit codes, the operation to work on, and what to say where there is nothing."""

import sys
from collections.abc import Iterable

from reparto.errors import QuestionProblem
from reparto.language import _
from reparto.operation import Operation, load_operation
from reparto.operations import current_folder

OK, NOTHING, WRONG_USAGE = 0, 1, 2


def current_operation() -> Operation:
    """The operation that is set, else the demonstration. Raises OperationProblem when its settings cannot be used."""
    return load_operation(current_folder())


def filters_in(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Filters as they are written after ``--where``. Raises QuestionProblem for one that is not key=value."""
    pairs = [text.partition("=") for text in texts]
    for key, separator, _value in pairs:
        if not separator:
            raise QuestionProblem(
                _("Write each filter as key=value, such as district=Ate."),
                title=_("“{value}” is no filter.").format(value=key),
            )
    return [(key.strip(), value.strip()) for key, _separator, value in pairs]


def nothing_imported() -> int:
    """Say that there is nothing to answer from, and give the exit code of that."""
    print(
        _("Nothing was imported yet. Run `python -m reparto import PATH` first."), file=sys.stderr
    )
    return NOTHING
