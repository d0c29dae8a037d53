"""Operations for tests: built from files in a temporary folder, with a store of their own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reparto.importing import ImportReport, import_files, store_of
from reparto.operation import Operation, load_operation
from reparto.operations import create_operation
from reparto.questions import ask_rows, scope_from
from reparto.snapshots import Snapshot, open_current

GOLDEN = Path(__file__).parent / "golden"
SHARED = Path(__file__).resolve().parents[2] / "shared"


class World:
    """One operation in a folder of its own: import into it, and ask it."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self._snapshot: Snapshot | None = None

    @property
    def store(self) -> Path:
        """Where its snapshots live."""
        return store_of(self.operation)

    def take(self, *paths: Path, answers: dict[str, str] | None = None) -> ImportReport:
        """Import files; the next question sees them."""
        self.close()
        return import_files(self.operation, paths, answers=answers)

    def check(self, *paths: Path, answers: dict[str, str] | None = None) -> ImportReport:
        """Say what an import would do."""
        return import_files(self.operation, paths, dry_run=True, answers=answers)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot in force."""
        if self._snapshot is None:
            self._snapshot = open_current(self.store)
        assert self._snapshot is not None
        return self._snapshot

    def ask(self, name: str, *where: str) -> list[dict]:
        """The answer to a question; filters as on the command line."""
        conditions = [(key, value) for key, _, value in (text.partition("=") for text in where)]
        return ask_rows(self.snapshot, name, scope_from(self.snapshot, conditions))

    def close(self) -> None:
        """Let go of the snapshot."""
        if self._snapshot:
            self._snapshot.close()
            self._snapshot = None


@contextmanager
def world(home: Path, **settings) -> Iterator[World]:
    """An empty operation under ``home``; settings as for ``create_operation``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_HOME", str(home))
        patch.setenv("REPARTO_STORE", str(home / "store"))
        made = World(create_operation(home / "operation", **settings))
        yield made
        made.close()


@contextmanager
def golden_world(home: Path) -> Iterator[World]:
    """The golden operation, imported."""
    shutil.copytree(GOLDEN, home / "golden")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_HOME", str(home))
        patch.setenv("REPARTO_STORE", str(home / "store"))
        made = World(load_operation(home / "golden"))
        report = made.take(home / "golden" / "exports")
        assert {file.status for file in report.files} == {"imported"}
        yield made
        made.close()
