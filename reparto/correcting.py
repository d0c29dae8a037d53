"""Correcting rows that were held back, on the Data page: the change is kept, logged, and published."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from reparto.answers import answers_for
from reparto.corrections import Correction, as_read, corrections_in, keep_corrections
from reparto.errors import StoreProblem
from reparto.headlines import headline_of
from reparto.importing import store_of
from reparto.journal import named_user, write_entry
from reparto.language import _
from reparto.operation import Operation
from reparto.publishing import batches_in_force, publish_batches
from reparto.snapshots import not_written, writing

Cell = tuple[str, int, int, str]
"""Which cell: the file's checksum, the table from 0, the row as the file numbers it, and our field."""


def correct(
    operation: Operation, changes: Mapping[Cell, tuple[str | None, str]], who: str | None = None
) -> int:
    """Put new text into cells, each with what it said before, and publish; gives the snapshot's number.

    ``who`` is the name that somebody gave; without one the journal says that it was done on the Data page.
    Raises StoreProblem when a cell belongs to no imported file or the store cannot be written; then nothing changed.
    """
    store = store_of(operation)
    who = who or named_user()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with writing(store):
        before = corrections_in(store)
        known = {batch.sha256: batch for batch in batches_in_force(store)}
        made: list[Correction] = []
        for (sha256, table_no, row_no, field), (old, new) in changes.items():
            if sha256 not in known or not 0 <= table_no < len(known[sha256].tables):
                raise StoreProblem(
                    _("Reload the page and correct the row as it is now."),
                    title=_("The row is no longer there."),
                )
            kind = known[sha256].tables[table_no].mapping.kind
            value = as_read(kind, field, new, operation.date_order)
            made.append(Correction(sha256, table_no, row_no, field, old, value, who or "", now))
        headline: dict[str, Any] = {"before": headline_of(store)}
        try:
            keep_corrections(store, [*before, *made])
            number = publish_batches(
                operation, store, list(known.values()), answers=answers_for(store)
            ).number
        except BaseException as error:
            keep_corrections(store, before)
            if isinstance(error, OSError):
                raise not_written() from error
            raise
        headline["after"] = headline_of(store)
        cells = [
            {
                "name": known[one.sha256].name,
                "sha256": one.sha256,
                "row": one.row_no,
                "field": one.field,
                "from": one.old,
                "to": one.value,
            }
            for one in made
        ]
        write_entry(store, "correct", number, who=who, on_page=True, cells=cells, headline=headline)
    return number
