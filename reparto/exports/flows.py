"""Flows of funding that only pass money on: beside the flow by which it came in, the same money would count twice.

The Financial Tracking Service (FTS) tells in ``boundary`` where a flow lies, seen from the plan or country that was
exported: it comes in, it stays inside, or it goes out.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from reparto.exports.headers import normal
from reparto.exports.leftovers import take_out
from reparto.exports.mapped import Mapping
from reparto.exports.tables import Note, Skipped
from reparto.language import ngettext, number

REASON = "passed_on"
_INSIDE_OR_OUT = pa.array(["internal", "outgoing"])


def without_passed_on(
    rows: pa.Table, header: Sequence[str], mapping: Mapping | None, personal: set[int]
) -> tuple[pa.Table, tuple[Skipped, ...], list[Note]]:
    """The rows without the flows that pass money on, these by their numbers, and a note that says so."""
    at = boundary_of(header, mapping)
    if at is None:
        return rows, (), []
    words = pc.utf8_lower(pc.utf8_trim_whitespace(rows.column(f"c{at}")))
    passed = pc.indices_nonzero(pc.fill_null(pc.is_in(words, _INSIDE_OR_OUT), False)).to_pylist()
    if not passed:
        return rows, (), []
    kept, skipped = take_out(rows, dict.fromkeys(passed, REASON), personal)
    told = ngettext(
        "{count} flow passes money on inside the operation or out of it and was skipped: "
        "the money counts once, in the flow by which it came in.",
        "{count} flows pass money on inside the operation or out of it and were skipped: "
        "the money counts once, in the flow by which it came in.",
        len(passed),
    ).format(count=number(len(passed)))
    return kept, skipped, [Note("passed-on", told)]


def boundary_of(header: Sequence[str], mapping: Mapping | None) -> int | None:
    """The column that tells where a flow of FTS lies; None where there is none, and for any other table."""
    if mapping is None or mapping.dialect != "fts":
        return None
    return next((at for at, name in enumerate(header) if normal(name) == "boundary"), None)
