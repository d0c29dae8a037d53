"""Cells that somebody corrected here: what stands in a row instead of what the file says, and who changed it when.

They are kept beside the batches in ``corrections.json`` and hold for every build; the file's own text stays in its
batch. The latest correction of a cell counts.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from reparto.batches import replace_durably
from reparto.errors import StoreProblem
from reparto.exports import FIELDS
from reparto.exports.amounts import read_amounts
from reparto.exports.cleaning import clean_code, clean_text
from reparto.exports.days import read_days
from reparto.language import _

_FILE = "corrections.json"
LONGEST = 500


@dataclass(frozen=True)
class Correction:
    """One cell of one row: which file, table and row; our field; what it said (as we read it) and says now; who and when.

    An empty ``value`` makes the cell empty; ``who`` is empty where nobody was named.
    """

    sha256: str
    table_no: int
    row_no: int
    field: str
    old: str | None
    value: str
    who: str
    at: str


def corrections_in(store: Path) -> tuple[Correction, ...]:
    """Every correction in a store, in the order they were made.

    Raises StoreProblem when they cannot be read: without them the figures would silently be others.
    """
    path = store / _FILE
    if not path.exists():
        return ()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Correction(**one) for one in found)
    except (OSError, ValueError, TypeError) as error:
        raise StoreProblem(
            _("Put the file back from a copy, or remove it to do without the corrections."),
            title=_("{path} cannot be read.").format(path=path),
        ) from error


def keep_corrections(store: Path, corrections: Iterable[Correction]) -> None:
    """Write the store's corrections. Raises OSError when it cannot be written."""
    text = json.dumps([asdict(one) for one in corrections], ensure_ascii=False, indent=1)
    replace_durably(store / _FILE, lambda path: path.write_text(text, encoding="utf-8"))


def as_read(kind: str, field: str, text: str, date_order: str) -> str:
    """What a person typed, as a cell of this field is read: an ISO day, a plain number, clean words."""
    spec = next(one for one in FIELDS[kind] if one.name == field)
    text = text[:LONGEST].strip()
    if not text:
        return ""
    if spec.type == "day":
        return read_days([text], date_order).values[text] or ""
    if spec.type == "number":
        return read_amounts([text], count=spec.count).values[text] or ""
    return (clean_code(text) if spec.type == "code" else clean_text(text)) or ""
