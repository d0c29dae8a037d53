"""Taking an import back: the snapshot without one batch, and what that changes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reparto.answers import answers_for
from reparto.batches import Batch
from reparto.errors import StoreProblem
from reparto.headlines import headline_of
from reparto.importing import store_of
from reparto.intake import work_folder
from reparto.journal import write_entry
from reparto.language import _
from reparto.operation import Operation
from reparto.publishing import batches_in_force, publish_batches
from reparto.snapshots import newest_manifest, writing


@dataclass(frozen=True)
class Undone:
    """What was taken back: the file's name and checksum, the new snapshot, and the headline before and after."""

    name: str
    sha256: str
    snapshot: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values, for ``--json``."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "snapshot": self.snapshot,
            "headline": {"before": self.before, "after": self.after},
        }


def undo(
    operation: Operation, batch: str, who: str | None = None, *, on_page: bool = False
) -> Undone:
    """Take back the batch with this number or with a checksum that starts so, and publish.

    The journal names ``who`` did it, and says whether ``on_page`` or on the command line. Raises StoreProblem when no batch or several are meant, or when another import is running.
    """
    store = store_of(operation)
    with writing(store):
        gone, rest = _without(store, batch)
        before = headline_of(store)
        snapshot = publish_batches(operation, store, rest, answers=answers_for(store)).number
        after = headline_of(store)
        headline = {"before": before, "after": after}
        files = [{"name": gone.name, "sha256": gone.sha256}]
        write_entry(
            store, "undo", snapshot, who=who, on_page=on_page, files=files, headline=headline
        )
    return Undone(gone.name, gone.sha256, snapshot, before, after)


def would_undo(operation: Operation, sha256: str) -> Undone:
    """What taking this batch back would change; writes nothing, and ``snapshot`` is 0.

    Raises StoreProblem when there is no such batch.
    """
    store = store_of(operation)
    gone, rest = _without(store, sha256)
    with work_folder(None) as work:
        preview = work / "preview"
        publish_batches(operation, preview, rest, answers=answers_for(store), store=store)
        return Undone(gone.name, gone.sha256, 0, headline_of(store), headline_of(preview))


def _without(store: Path, batch: str) -> tuple[Batch, list[Batch]]:
    """The batch that is meant, and the others in force."""
    sha256 = batch_meant(store, batch)
    known = batches_in_force(store)
    (gone,) = (one for one in known if one.sha256 == sha256)
    return gone, [one for one in known if one is not gone]


def batch_meant(store: Path, batch: str) -> str:
    """The checksum of the batch with this number, or with a checksum that starts so.

    Raises StoreProblem when there is none, or several.
    """
    manifest = newest_manifest(store)
    known = manifest.batches if manifest else ()
    if batch.isdigit() and 1 <= int(batch) <= len(known):
        return known[int(batch) - 1]
    found = [sha256 for sha256 in known if len(batch) >= 6 and sha256.startswith(batch.casefold())]
    if len(found) == 1:
        return found[0]
    raise StoreProblem(
        _("Name it by its number or the first letters of its checksum; `history` lists them."),
        title=_("No import is known as “{batch}”.").format(batch=batch[:40])
        if not found
        else _("Several imports are known as “{batch}”.").format(batch=batch[:40]),
    )
