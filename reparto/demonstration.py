"""The demonstration operation: published by whoever comes first, so that a bare clone shows something."""

import time
from pathlib import Path

from reparto.errors import StoreProblem
from reparto.importing import import_files, store_of
from reparto.operation import load_operation
from reparto.operations import DEMONSTRATION
from reparto.snapshots import newest_manifest


def publish_demonstration(folder: Path = DEMONSTRATION, *, patience_seconds: float = 60.0) -> bool:
    """Publish the demonstration if ``folder`` is it and there is no snapshot; True when this call published it.

    Two that come at once do not disturb each other: the second waits until the first is done.
    """
    if folder.resolve() != DEMONSTRATION.resolve():
        return False
    operation = load_operation(DEMONSTRATION)
    store = store_of(operation)
    until = time.monotonic() + patience_seconds
    while newest_manifest(store) is None:
        try:
            return import_files(operation, [DEMONSTRATION / "exports"]).snapshot is not None
        except StoreProblem:
            if time.monotonic() > until or newest_manifest(store) is not None:
                if newest_manifest(store) is not None:
                    return False
                raise
            time.sleep(0.2)
    return False
