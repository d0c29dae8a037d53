"""Files taken in: each read by itself into a folder of its own, refused with a sentence, or ready to be built.

Nothing here touches the store; what is read lies in a work folder until the import adopts it.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reparto.asking import Answers
from reparto.batches import Batch
from reparto.errors import OperationProblem, RepartoError, UnreadableExport
from reparto.exports import Received
from reparto.language import _
from reparto.operation import Operation
from reparto.operations import SETTINGS_FILES
from reparto.readers import read_file
from reparto.reports import FileReport, describe

IGNORED_ENDINGS = {".md", ".toml", ".geojson", ".topojson"}

Source = tuple[str, Path | Callable[[], bytes]]
"""A name for people, and where the bytes are or how to get them."""
Progress = Callable[[str, int, int], None]
"""Told of each step: the phase (read, check, publish), how many steps of it are done, and of how many."""


@dataclass
class Candidate:
    """A file that was read and may become a batch."""

    batch: Batch
    report: FileReport


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files to import: each path, and for a folder every file in it that is no setting or hidden file."""
    found: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        found += [
            file
            for file in sorted(path.rglob("*"))
            if file.is_file()
            and not any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
            and file.name not in SETTINGS_FILES
            and file.suffix.lower() not in IGNORED_ENDINGS
        ]
    return found


@contextmanager
def work_folder(store: Path | None) -> Iterator[Path]:
    """A folder for what is being read, gone afterwards: in the store, so that it can be adopted, or anywhere."""
    if store is None:
        with tempfile.TemporaryDirectory(prefix="reparto-") as name:
            yield Path(name)
        return
    folder = store / f".reading-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take_in(
    operation: Operation,
    sources: list[Source],
    known: Iterable[str],
    work: Path,
    answers: Answers,
    progress: Progress,
) -> tuple[list[FileReport], list[Candidate]]:
    """Read every source; the answer has a report for each, and the ones that may be imported or were before."""
    reports: list[FileReport] = []
    candidates: list[Candidate] = []
    seen = set(known)
    invented = _invented_files(operation)
    for number, (name, source) in enumerate(sources):
        progress("read", number, len(sources))
        report = FileReport(path=name)
        reports.append(report)
        try:
            received = _read(name, source, work / str(number), answers, report)
            if received is None:
                continue
            if any((received.sha256 in invented) != (other in invented) for other in seen):
                raise MixedWithInvented()
        except RepartoError as error:
            report.status = "refused"
            report.message = str(error)
            continue
        batch = Batch(received, datetime.now(UTC).isoformat(timespec="seconds"))
        describe(batch, report)
        candidates.append(Candidate(batch, report))
        if received.sha256 in seen:
            report.status = "already_imported"
            report.message = _("This file was imported before; nothing changed.")
        else:
            report.status = "imported"
        seen.add(received.sha256)
    progress("read", len(sources), len(sources))
    return reports, candidates


def _read(
    name: str,
    source: Path | Callable[[], bytes],
    folder: Path,
    answers: Answers,
    report: FileReport,
) -> Received | None:
    """The file as it was read; None when it waits for an answer."""
    shown = _printable(Path(name).name)
    if isinstance(source, Path):
        _check_path(source)
        received = read_file(source, shown, folder, answers)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder.with_name(f"{folder.name}.upload")
        try:
            copy.write_bytes(source())
            received = read_file(copy, shown, folder, answers)
        finally:
            copy.unlink(missing_ok=True)
    report.sha256 = received.sha256
    report.questions = [question.as_dict() for question in received.questions]
    if received.tables:
        return received
    report.status = "needs_answer"
    report.message = _("{name} waits for an answer.").format(name=shown)
    return None


def _check_path(path: Path) -> None:
    try:
        with path.open("rb"):
            return
    except FileNotFoundError as error:
        raise UnreadableExport(
            _("Check the path."), title=_("There is no file {path}.").format(path=path)
        ) from error
    except OSError as error:
        raise UnreadableExport(
            _("Check that you may read it."), title=_("{path} cannot be read.").format(path=path)
        ) from error


def _printable(name: str) -> str:
    """A file's name as text, also where the disk has bytes in it that are none."""
    return name.encode("utf-8", "replace").decode("utf-8")


class MixedWithInvented(RepartoError):
    """Rows of one's own would stand among invented ones, or the other way round."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Start an operation of your own with `python -m reparto new FOLDER`, set REPARTO_OPERATION to it, "
                "and import there."
            ),
            title=_("This file would mix with the invented rows of the demonstration."),
        )


def _invented_files(operation: Operation) -> set[str]:
    """The checksums of the files that a demonstration brings itself.

    Raises OperationProblem when they cannot be read.
    """
    if not operation.demonstration:
        return set()
    try:
        files = [path for path in (operation.folder / "exports").glob("*") if path.is_file()]
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    except OSError as error:
        raise OperationProblem(
            _("Check that you may read it."),
            title=_("{path} cannot be read.").format(path=operation.folder / "exports"),
        ) from error
